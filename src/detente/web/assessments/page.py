"""An assessment as a page, its files, and the lists of assessments."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from detente.report.page import READINGS
from detente.report.words import Words
from detente.web.assessments.access import Seen, anybody, may_see, see
from detente.web.assessments.freezing import look
from detente.web.assessments.models import Assessment
from detente.web.assessments.talking import comments_of, marks_of
from detente.web.pages.language import words

_A_PAGE = 200


def names_of_readings(spoken: Words) -> dict[str, str]:
    """Give what the readings are called; the empty one is all of it."""
    say = spoken.say
    return {
        "": say("Everything"),
        "business": say("For business"),
        "researchers": say("For researchers"),
        "students": say("For students"),
    }


@anybody
@require_GET
def listed(request: HttpRequest, readers: str = "") -> HttpResponse:
    """List what is published, and one's own; all of it, or for some readers."""
    if readers and readers not in READINGS:
        raise Http404
    found = newest_first(may_see(request))
    if readers:
        found = found.filter(**{readers: True})
    page = {
        "assessments": found[:_A_PAGE],
        "readers": readers,
        "readings": names_of_readings(words(request)),
        "here": "assessments",
    }
    return render(request, "assessments/list.html", page)


def newest_first(found: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Give assessments with mean and number of their votes, what is published first."""
    marked = found.annotate(mark=Avg("votes__value"), n_votes=Count("votes"))
    published = F("published").desc(nulls_last=True)
    return marked.order_by(published, "-made", "pk")


@anybody
@require_GET
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show an assessment, or how far it is."""
    seen = see(request, key)
    found = seen.assessment
    job = look(found, request.user) if found.frozen is None else None
    if found.frozen is None:
        told = {"seen": seen, "assessment": found, "job": job, "here": "assessments"}
        part = "assessments/part.html" if request.htmx else "assessments/begun.html"
        return render(request, part, told)
    return render(request, "assessments/page.html", _told(request, seen))


def _told(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    spoken = words(request)
    found = seen.assessment
    content = content_of(found, spoken.language)
    reading = request.GET.get("for", "")
    reading = reading if reading in READINGS else ""
    return {
        "seen": seen,
        "assessment": found,
        "content": content,
        "reading": reading,
        "readings": names_of_readings(spoken),
        "later": _later(request, found),
        "here": "assessments",
        **arranged(content["sections"], reading),
        **marks_of(request, found),
        **comments_of(request, seen),
    }


def content_of(found: Assessment, language: str) -> dict[str, Any]:
    """Give what was found, in a language."""
    return dict(json.loads(found.contents.get(language=language).told))


def _later(request: HttpRequest, found: Assessment) -> Assessment | None:
    """Give the newest later edition that the reader may see."""
    return may_see(request).filter(pk__in=found.later()).order_by("-edition").first()


def arranged(sections: list[dict[str, Any]], reading: str) -> dict[str, Any]:
    """Choose the parts of a reading; that with which it opens comes before all.

    Parameters
    ----------
    sections : list of dict
        As `work.assessing` gives them.
    reading : str
        Empty for all of them.

    Returns
    -------
    dict
        `opening` and `sections`.
    """
    if not reading:
        return {"opening": [], "sections": sections}
    chosen = [each for each in sections if reading in each["readings"]]
    return {
        "opening": [each for each in chosen if each["opens"] == reading],
        "sections": [each for each in chosen if each["opens"] != reading],
    }


def _saved(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@anybody
@require_GET
def case_text(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the text of the case as it was."""
    found = see(request, key).assessment
    return _saved(found.text, "application/yaml", "case.yaml")


@anybody
@require_GET
def analysis(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the main answer as JSON."""
    found = see(request, key).assessment
    if found.frozen is None:
        raise Http404
    return _saved(found.analysis, "application/json", "analysis.json")
