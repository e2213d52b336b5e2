"""Addresses of assessments: those that one may see, and what they hold."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from detente.errors import Message
from detente.web.api.cases import MOST_PAGES
from detente.web.api.forms import AssessmentsForm, WholeAssessmentForm
from detente.web.api.parts import answers, page_of, refuse_unknown
from detente.web.assessments.access import may_see, see
from detente.web.assessments.models import Assessment
from detente.web.assessments.page import newest_first

router = Router(tags=["assessments"])


class Paged(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=MOST_PAGES)


def assessment_data(
    found: Assessment, mark: float | None, votes: int
) -> dict[str, Any]:
    """Give what a list says of an assessment."""
    return {
        "key": found.pk,
        "case": found.case_name if found.case_id is None else str(found.case_id),
        "mark": mark,
        "votes": votes,
        **{
            name: getattr(found, name)
            for name in (
                *("title", "title_ru", "edition", "signed", "office", "told", "made"),
                *("frozen", "published", "reach", "case_number", "digest", "version"),
                *("seed", "as_of"),
            )
        },
    }


@router.get(
    "",
    response=answers({200: AssessmentsForm}),
    summary=Message("Assessments that you may see"),
    operation_id="assessments",
    url_name="assessments",
)
def assessments(request: HttpRequest, given: Query[Paged]) -> dict[str, object]:
    """List assessments."""
    refuse_unknown(request, Paged)
    found, pages = page_of(newest_first(may_see(request)), given.page)
    told = [assessment_data(each, each.mark, each.n_votes) for each in found]
    return {"assessments": told, "pages": pages}


@router.get(
    "/{key}",
    response=answers({200: WholeAssessmentForm}),
    summary=Message("An assessment with its answers and the text of its case"),
    operation_id="assessment",
    url_name="assessment",
)
def assessment(request: HttpRequest, key: UUID) -> dict[str, object]:
    """Give an assessment."""
    refuse_unknown(request, ())
    found = see(request, key).assessment
    votes = found.votes.aggregate(mark=Avg("value"), count=Count("pk"))
    return {
        **assessment_data(found, votes["mark"], votes["count"]),
        "text": found.text,
        "answers": json.loads(found.analysis) if found.frozen else None,
    }
