"""The questions as pages: asked, answered, what it changes beside them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from detente.web.audit.models import Entry
from detente.web.cases.editor import conflict_page
from detente.web.cases.saving import ConflictError, Page, new_case, tell
from detente.web.pages.language import words
from detente.web.questions.order import ORDER, RESULT, after, before, titles
from detente.web.questions.texts import (
    AtHand,
    at_hand,
    first_screen,
    keep,
    questioned,
    save_at_hand,
)
from detente.web.work.questions.given import one_line

_REDRAWN = frozenset(("wants", "deal"))
"""Questions whose form shows what a changed field brings with it."""
_MOST_LETTERS = 2_000
"""Letters of a field; what is longer is cut."""
_QUIET = 204


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a case: what it is about, and who is at the table."""
    if request.method != "POST":
        return render(request, "questions/begin.html", {"here": "library"})
    spoken = words(request)
    title = one_line(request.POST.get("title", "")) or spoken.say("A new dispute")
    text = f"detente: 1\ntitle: x\nas_of: {timezone.now().date().isoformat()}\n"
    fields = {**_fields(request), "title": [title], "do": ["add"]}
    found = questioned(request, text, "table", fields, write=True)
    text = str(found.get("text", text))
    told = tell(text, request.user, spoken.language)
    case = new_case(request.user, text, told)
    Entry.write(request, "case added", case.key, title)
    return redirect("questions:one", key=case.key, name="steps")


@require_GET
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Go to the first question that has no answer yet."""
    hand = at_hand(request, key)
    found = questioned(request, hand.text, "table", {}, write=False)
    answered = found.get("answered", ())
    name = next((each for each in ORDER if each not in answered), RESULT)
    return redirect("questions:one", key=key, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str, name: str, at: int = 1) -> HttpResponse:
    """Show a question with what is answered already; take an answer."""
    if name not in ORDER:
        raise Http404
    hand = at_hand(request, key)
    asked = "table" if name == RESULT else name
    if request.method != "POST":
        found = questioned(request, hand.text, asked, {"at": [str(at)]}, write=False)
        return _shown(request, hand, name, at, found)
    fields = {**_fields(request), "at": [str(at)]}
    found = questioned(request, hand.text, asked, fields, write=name != RESULT)
    hand = keep(request, hand, str(found.get("text", hand.text)))
    verb, _, what = request.POST.get("do", "").partition(":")
    if verb in {"next", "go", "done"} and "told" in found:
        return _go_on(request, hand, name, _aim(hand, name, at, (verb, what), found))
    if request.htmx and not verb and name not in _REDRAWN:
        response = HttpResponse(status=_QUIET)
    else:
        response = _shown(request, hand, name, at, found)
    response.headers["HX-Trigger"] = "answered"
    return response


def _fields(request: HttpRequest) -> dict[str, list[str]]:
    return {
        key[:_MOST_LETTERS]: [value[:_MOST_LETTERS] for value in values]
        for key, values in request.POST.lists()
        if key != "csrfmiddlewaretoken"
    }


def _shown(
    request: HttpRequest, hand: AtHand, name: str, at: int, found: dict[str, object]
) -> HttpResponse:
    named = titles(words(request))
    page = {
        "case": hand.opened,
        "name": name,
        "at": at,
        "titles": list(named.values()),
        "title": named[name],
        "before": before(name),
        "told": found.get("told"),
        "answered": found.get("answered", ()),
        "problems": found.get("problems", ()),
        "refused": found.get("refused", ""),
        "kept": hand.text != hand.opened.text,
    }
    if name == RESULT:
        page["job"] = first_screen(request, hand)
    part = "questions/form.html" if request.htmx else "questions/page.html"
    return render(request, part, page)


def _aim(
    hand: AtHand, name: str, at: int, act: tuple[str, str], found: dict[str, object]
) -> str:
    """Give the address of what comes after an answer."""
    key, (verb, what) = hand.opened.key, act
    if verb == "done":
        return reverse("cases:case", args=(key,))
    told = found["told"]
    more = isinstance(told, dict) and not told.get("last", True)
    if verb == "next" and more:
        return reverse("questions:at", args=(key, name, at + 1))
    goal, _, place = what.partition(":")
    if verb == "go" and goal in ORDER:
        if place.isdecimal():
            return reverse("questions:at", args=(key, goal, int(place[:5])))
        return reverse("questions:one", args=(key, goal))
    return reverse("questions:one", args=(key, after(name)))


def _go_on(request: HttpRequest, hand: AtHand, name: str, aim: str) -> HttpResponse:
    """Save what was answered as a version, and go on."""
    note = titles(words(request))[name].long
    try:
        save_at_hand(request, hand, note)
    except ConflictError as conflict:
        page = Page(hand.text, hand.base, note)
        response = conflict_page(request, hand.opened.key, page, conflict)
        if request.htmx:
            response.status_code = 200
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": aim})
    return redirect(aim)


@require_GET
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show the first screen as the answers so far make it."""
    hand = at_hand(request, key)
    found = questioned(request, hand.text, "wants", {}, write=False)
    people = (found.get("told") or {}).get("people", ())
    silent = [each["name"] for each in people if each["silent"]]
    page = {"case": hand.opened, "job": first_screen(request, hand), "silent": silent}
    return render(request, "questions/preview.html", page)
