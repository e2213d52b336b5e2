"""Addresses of versions: who saved what when, their texts, what changed."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from detente.errors import Message
from detente.web.api.asking import answered, question_of
from detente.web.api.forms import JobForm, LinesForm, VersionsForm, WholeVersionForm
from detente.web.api.parts import answers, refuse_unknown
from detente.web.cases.access import open_case, open_version
from detente.web.cases.models import Version

router = Router(tags=["versions"])
_MOST = 2_000_000_000
Number = Annotated[int, Path(ge=1, le=_MOST)]
_PATIENCE = 10.0


class Since(Schema):
    """What a version is compared with."""

    since: int = Field(
        None,
        ge=0,
        le=_MOST,
        description=Message(
            "The version that it is compared with; by default the one before."
        ),
    )


def version_data(version: Version) -> dict[str, object]:
    """Give what a list says of a version."""
    return {
        "number": version.number,
        "author": str(version.author or ""),
        "at": version.at,
        "note": version.note,
        "sound": version.sound,
        "restored": version.restored,
    }


@router.get(
    "/{key}/versions",
    response=answers({200: VersionsForm}),
    summary=Message("The versions of a case"),
    operation_id="versions",
    url_name="versions",
)
def versions(request: HttpRequest, key: str) -> dict[str, object]:
    """List the versions."""
    refuse_unknown(request, ())
    opened = open_case(request.user, key)
    if opened.case is None:
        raise Http404
    listed = opened.case.versions.select_related("author").defer("text")
    return {"versions": [version_data(each) for each in listed]}


@router.get(
    "/{key}/versions/{number}",
    response=answers({200: WholeVersionForm}),
    summary=Message("A version with its text"),
    operation_id="version",
    url_name="version",
)
def version(request: HttpRequest, key: str, number: Number) -> dict[str, object]:
    """Give a version."""
    refuse_unknown(request, ())
    found = _version(request, key, number)
    return {**version_data(found), "text": found.text}


def _version(request: HttpRequest, key: str, number: int) -> Version:
    opened = open_version(request.user, key, number)
    if opened.case is None:
        raise Http404
    return opened.case.versions.select_related("author").get(number=number)


@router.get(
    "/{key}/versions/{number}/difference",
    response=answers({200: LinesForm, 202: JobForm}),
    summary=Message("What a version changed"),
    operation_id="difference",
    url_name="difference",
)
def difference(
    request: HttpRequest, key: str, number: Number, given: Query[Since]
) -> HttpResponse:
    """Compare a version with one before it."""
    refuse_unknown(request, Since)
    found = _version(request, key, number)
    since = number - 1 if given.since is None else given.since
    before = _version(request, key, since).text if since else ""
    question = question_of(request, "difference", found.text, {"before": before})
    return answered(request, question, _PATIENCE)
