"""What if: a change side by side with the case as it is, and the same change kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from detente.records import dataclass
from detente.web.answers.comparing import compared
from detente.web.answers.views import asked, question
from detente.web.cases.access import Opened, open_case
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job
from detente.web.work.trying.trial import Trial, rounded

_MOST = 600
"""Fields of a form that are looked at."""
_LONGEST = 200_000
"""Letters of all edits together."""
_NOTE = 200
DEPTHS = ("deals", "answers", "outlives")
"""What is asked of a trial: quick, a matter of seconds, perhaps of minutes."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A trial as a form sends it.

    Attributes
    ----------
    trial : Trial
    fields : tuple of (str, str)
        Names and values that send the same again.
    """

    trial: Trial
    fields: tuple[tuple[str, str], ...]


def sent(request: HttpRequest) -> Sent:
    """Read what a form tries: numbers that were moved, edits that were chosen."""
    numbers: dict[str, float] = {}
    edits: list[str] = []
    fields: list[tuple[str, str]] = []
    for name, value in list(request.POST.items())[:_MOST]:
        before, now = request.POST.get(f"was:{name}"), _number(value)
        if before is None or now is None or _number(before) in (None, now):
            continue
        fields += [(name, value), (f"was:{name}", before)]
        start, sign, end = name.partition("#")
        if sign:
            edits.append(f"{start}{rounded(now):g}{end}")
        else:
            numbers[name] = rounded(now)
    chosen = [each for each in request.POST.getlist("set")[:_MOST] if each]
    fields += [("set", each) for each in chosen]
    edits += [line for each in chosen for line in each.splitlines() if line.strip()]
    note = request.POST.get("note", "")[:_NOTE]
    if note:
        fields.append(("note", note))
    if sum(map(len, edits)) > _LONGEST:
        edits = []
    return Sent(Trial(numbers, tuple(edits)), tuple(fields))


def _number(written: str) -> float | None:
    try:
        found = float(written)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


@require_GET
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """Show what can be tried."""
    opened = open_case(request.user, key)
    job = asked(request, opened, "choices")
    # What moves are compared with is worked out while somebody looks around.
    ask(question(request, opened, "deals"), request.user, 0)
    page = {"case": opened, "job": job, "tab": "what_if"}
    part = "answers/knobs.html" if request.htmx else "answers/what_if.html"
    return render(request, part, page)


@require_POST
def tried(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the changes of a form change."""
    opened = open_case(request.user, key)
    depth = request.POST.get("ask", "")
    page = {
        **trial_page(request, opened, sent(request), depth),
        "tab": "what_if",
        "more": depth in DEPTHS,
    }
    part = "answers/changed.html" if request.htmx else "answers/changed_page.html"
    return render(request, part, page)


def trial_page(
    request: HttpRequest, opened: Opened, given: Sent, depth: str = ""
) -> dict[str, object]:
    """Give what a page on a trial shows.

    Parameters
    ----------
    request : HttpRequest
    opened : Opened
    given : Sent
    depth : str
        One of `DEPTHS`; the first of them else.

    Returns
    -------
    dict
        `sent`; the `jobs` that are not answered, if any; else `changed` and how many
        `same`, and whether there are `leaders` that may change.
    """
    page: dict[str, object] = {"case": opened, "sent": given, "depth": depth or "deals"}
    if given.trial.is_empty:
        return page
    kind = depth if depth in DEPTHS else DEPTHS[0]
    trial = given.trial
    as_it_is = question(request, opened, kind)
    with_it = question(request, opened, kind, *trial.edits, **trial.given)
    # Both are worked on at the same time.
    ask(as_it_is, request.user, 0)
    then = ask(with_it, request.user)
    base = ask(as_it_is, request.user)
    wanting = [job for job in (base, then) if not _told(job)]
    if wanting:
        return page | {"wanting": wanting[-1]}
    before, after = base.answer or {}, then.answer or {}
    said = _said(request, opened) if kind == "answers" else frozenset()
    changed, same = compared(before["facts"], after["facts"], said)
    return page | {
        "changed": changed,
        "same": same,
        "asked": bool(before["facts"]),
        "leaders": after.get("leaders", False),
    }


def _said(request: HttpRequest, opened: Opened) -> frozenset[str]:
    """Give what the quick answers have told already."""
    quick = asked(request, opened, "deals").answer or {}
    return frozenset(each["question"] for each in quick.get("facts", ()))


def _told(job: Job) -> bool:
    return not job.under_way and "facts" in (job.answer or {})
