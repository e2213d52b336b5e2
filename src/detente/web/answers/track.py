"""A road map: judged, its stages put in another order, and what would move it."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from detente.web.answers.trying import Sent, trial_page
from detente.web.answers.views import asked
from detente.web.cases.access import Opened, open_case
from detente.web.pages.language import words
from detente.web.work.trying.trial import Trial

_MOST = 100
"""Stages that can be put in another order."""


@require_GET
def road_map(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Judge one road map."""
    opened = open_case(request.user, key)
    page = _page(request, opened, name)
    part = "answers/part.html" if request.htmx else "answers/road_map.html"
    return render(request, part, page)


def _page(request: HttpRequest, opened: Opened, name: str) -> dict[str, object]:
    job = asked(request, opened, "stages", road_map=name)
    staged = job.answer or {}
    stages = staged.get("stages", [])
    return {
        "staging": job.under_way,
        "case": opened,
        "job": asked(request, opened, "road_map", **_given(request, name)),
        "name": name,
        "called": staged.get("name") or name,
        "stages": _in_order(stages, range(len(stages))),
        "tab": "road_map",
    }


def _given(request: HttpRequest, name: str) -> dict[str, str]:
    turnover = {"turnover": "yes"} if "outlive" in request.GET else {}
    return {"road_map": name, **turnover}


def _in_order(
    stages: Sequence[Mapping[str, object]], order: Sequence[int]
) -> list[dict[str, object]]:
    return [{**stages[place], "place": place + 1} for place in order]


@require_http_methods(["GET", "POST"])
def track(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Judge a road map with its stages in another order."""
    opened = open_case(request.user, key)
    if request.method == "GET" and not request.htmx:
        return redirect("answers:road_map", key=key, name=name)
    job = asked(request, opened, "stages", road_map=name)
    if request.method == "GET" and job.under_way:
        told = {"case": opened, "name": name}
        return render(request, "answers/track_waiting.html", told)
    answer = job.answer or {}
    stages = answer.get("stages", [])
    order = _order(request, len(stages))
    spoken = words(request)
    trial, fields = Trial({}), tuple[tuple[str, str], ...]()
    if list(order) != list(range(len(stages))):
        texts = ", ".join(str(stages[place]["text"]) for place in order)
        edit = f"roadmaps.{name}.stages=[{texts}]"
        said = spoken.say(
            "{road_map}: the order of stages is now {order}",
            road_map=answer.get("name", name),
            order=", ".join(str(place + 1) for place in order),
        )
        trial, fields = Trial({}, (edit,)), (("set", edit), ("note", said))
    told = {
        "stages": _in_order(stages, order),
        "name": name,
        "called": answer.get("name") or name,
        **trial_page(request, opened, Sent(trial, fields)),
        "tab": "road_map",
    }
    if request.htmx:
        return render(request, "answers/track.html", told)
    page = {**_page(request, opened, name), **told}
    return render(request, "answers/road_map.html", page)


def _order(request: HttpRequest, n: int) -> list[int]:
    """Give the places of the stages in the order that was sent, or by a button."""
    sent = [each for each in request.POST.getlist("order")[:_MOST] if each.isdecimal()]
    order = [int(each[:4]) - 1 for each in sent]
    if sorted(order) != list(range(n)):
        order = list(range(n))
    verb, _, what = request.POST.get("do", "").partition(":")
    if verb in {"up", "down"} and what.isdecimal():
        one = int(what[:4]) - 1
        other = one + (-1 if verb == "up" else 1)
        if 0 <= one < n and 0 <= other < n:
            order[one], order[other] = order[other], order[one]
    return order


@require_GET
def moves(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Say what would move a road map: the smallest changes, each to be tried."""
    opened = open_case(request.user, key)
    job = asked(request, opened, "moves", road_map=name)
    if request.htmx:
        page = {"case": opened, "name": name, "moving": job}
        return render(request, "answers/moves.html", page)
    page = _page(request, opened, name) | {"moving": job}
    return render(request, "answers/road_map.html", page)
