"""Records as plain dictionaries: which fields, in which order, under which keys."""

import datetime
from enum import Enum
from functools import singledispatch

from detente.errors import Message
from detente.model.event import Event
from detente.study.check.warning import Remark

Data = dict[str, object]


@singledispatch
def plain(value: object) -> object:
    """Write a value as JSON holds it, in texts, numbers, lists and dictionaries.

    An event is told by its day, a warning by code, sentence and element, a record as
    its kind was declared.
    """
    return value


@plain.register(Enum)
@plain.register(Message)
def _text(value: object) -> str:
    return str(value)


@plain.register(datetime.date)
def _day(value: datetime.date) -> str:
    return value.isoformat()


@plain.register(Event)
def _day_of(value: Event) -> str:
    return value.date.isoformat()


@plain.register
def _remark(value: Remark) -> Data:
    return fields(value, "code message element")


@plain.register(list)
@plain.register(tuple)
def _list(value: "list[object] | tuple[object, ...]") -> list[object]:
    return [plain(each) for each in value]


@plain.register(dict)
def _mapping(value: dict[object, object]) -> Data:
    return {str(key): plain(each) for key, each in value.items()}


def declare(kind: type, named: str) -> None:
    """Say once how `plain` writes records of a kind; `named` as of `fields`."""
    plain.register(kind, lambda record: fields(record, named))


def fields(record: object, named: str, /, **told: object) -> Data:
    """Write fields of a record under their keys, in this order.

    Parameters
    ----------
    record : object
        What was found.
    named : str
        The keys, a space between them; `key=field` where a field has another name.
    **told : object
        The values of those keys that are no fields, or are told otherwise.

    Returns
    -------
    dict of str to object
    """
    data: Data = {}
    for each in named.split():
        key, _, field = each.partition("=")
        value = told[key] if key in told else getattr(record, field or key)
        data[key] = plain(value)
    return data


def stage_key(stage: int | None) -> int | str:
    """Write a stage by its number; staying at the target has none."""
    return "stay" if stage is None else stage
