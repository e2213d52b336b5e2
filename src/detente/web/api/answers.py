"""Addresses of questions: a case that is sent, or one of the library, and an answer."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import create_model

from detente.errors import Message
from detente.web.api.asking import MOST_WAITED, answered, question_of
from detente.web.api.body import case_of
from detente.web.api.forms import JobForm
from detente.web.api.parts import CASE_BODY, TEXT, answers, refuse_unknown
from detente.web.api.problems import UNUSABLE, WRONG, refused
from detente.web.cases.access import open_case
from detente.web.work.json_questions import QUESTIONS, Asked, Parameter

router = Router(tags=["answers"])
_LONGEST = 2_000
_EDITS = 50
_LINE = {"max_length": _LONGEST, "pattern": TEXT}
_SHARED: dict[str, Any] = {
    "case": (
        str,
        Field(
            None,
            description=Message(
                "The key of a case of the library; then no case is sent."
            ),
            **_LINE,
        ),
    ),
    "variant": (
        str,
        Field(None, description=Message("A variant of the case."), **_LINE),
    ),
    "set": (
        list[Annotated[str, Field(**_LINE)]],
        Field(
            [],
            max_length=_EDITS,
            description=Message(
                "Change the case: options.relief.undo=never (repeatable)."
            ),
        ),
    ),
    "wait": (
        float,
        Field(
            None,
            ge=0,
            le=MOST_WAITED,
            description=Message(
                "Seconds to wait for the answer, before it becomes a job."
            ),
        ),
    ),
}
_BODY: dict[str, Any] = {"requestBody": {**CASE_BODY["requestBody"], "required": False}}


def _field(parameter: Parameter) -> tuple[Any, Any]:
    default = ... if parameter.needed else None
    if parameter.choices:
        kind: Any = Literal[parameter.choices]
        return kind, Field(default, description=parameter.told)
    if parameter.least is not None:
        bounds = {"ge": parameter.least, "le": parameter.most}
        return int, Field(default, description=parameter.told, **bounds)
    return str, Field(default, description=parameter.told, **_LINE)


def _form(name: str, asked: Asked) -> type[Schema]:
    fields: Any = {each.name: _field(each) for each in asked.parameters} | _SHARED
    return create_model(f"{name.title()}Asked", __base__=Schema, **fields)


def _view(name: str, asked: Asked) -> Callable[..., HttpResponse]:
    form = _form(name, asked)

    def view(request: HttpRequest, given: Any) -> HttpResponse:  # noqa: ANN401 - a form made here
        refuse_unknown(request, form)
        own = {
            each.name: str(getattr(given, each.name))
            for each in asked.parameters
            if getattr(given, each.name) is not None
        }
        question = question_of(request, name, _text(request, given.case), own)
        question = question.edited(tuple(given.set), given.variant or "")
        return answered(request, question, given.wait)

    view.__annotations__["given"] = Query[form]
    view.__name__ = f"ask_{name}"
    return view


def _text(request: HttpRequest, key: str | None) -> str:
    """Give the case that was sent, or that of the library."""
    sent = request.headers.get("Content-Length", "0") not in ("", "0")
    if key is None and not sent:
        message = Message("no case is sent")
        hint = Message("send one as the body, or name one of the library: `?case=KEY`")
        raise refused(request, UNUSABLE, "no-case", message, hint)
    if key is None:
        return case_of(request)
    if sent:
        message = Message("a case is sent and one of the library is named")
        hint = Message("leave out either the body or `case`")
        raise refused(request, WRONG, "two-cases", message, hint)
    return open_case(request.user, key).text


def _told(asked: Asked) -> Message:
    return Message(
        "What `{command} --format json` prints. An answer that takes longer comes as a "
        "job (202).",
        command=asked.command,
    )


for _name, _asked in QUESTIONS.items():
    router.post(
        f"/{_name}",
        response=answers({200: dict[str, Any], 202: JobForm}, sends=True),
        summary=_asked.told,
        description=_told(_asked),
        operation_id=f"ask_{_name}",
        url_name=f"ask_{_name}",
        openapi_extra=_BODY,
    )(_view(_name, _asked))
