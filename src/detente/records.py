"""Records: the dataclasses of the standard library, whose methods are written on use.

The standard library writes the methods of a dataclass as text and compiles them where
the class stands. Of hundreds of records a command makes a few dozen; the others cost a
tenth of the first answer for nothing (decision 35). Here a frozen record has its fields
at once and is in all else what `dataclasses` makes of it, but each method is written
when it is called for the first time.
"""

from collections.abc import Callable, Iterable
from dataclasses import (
    MISSING,
    Field,
    FrozenInstanceError,
    dataclass as _dataclass,
    fields,
    make_dataclass,
)
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for who types it
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, **asked: bool
    ) -> type | Callable[[type], type]:
        """Make a dataclass; arguments, and what comes of them, as in `dataclasses`."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, **asked)
        return _written_on_use(cls, **asked) if frozen else _dataclass(cls, **asked)


_WRITTEN = {"init": ["__init__"], "repr": ["__repr__"], "eq": ["__eq__", "__hash__"]}
"""What the standard library writes for each of its arguments."""


def _written_on_use(cls: type, **asked: bool) -> type:
    own = {name for name, value in vars(cls).items() if callable(value)}
    record: type = _dataclass(cls, **asked | dict.fromkeys(_WRITTEN, False))
    for argument, names in _WRITTEN.items():
        for name in names if asked.get(argument, True) else ():
            if name not in own:
                setattr(record, name, _first_call(record, argument, name))
    if "__init__" not in own:
        record.__signature__ = _Signature()  # type: ignore[attr-defined]
    _freeze(record)
    return record


def _first_call(cls: type, argument: str, name: str) -> Callable[..., Any]:
    """Stand in for a method: write it, put it in its place and call it."""

    def method(self: object, *values: object, **named: object) -> object:
        written = _init(cls) if argument == "init" else _like(cls, argument, name)
        written.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, written)
        return written(self, *values, **named)

    return method


def _like(cls: type, argument: str, name: str) -> Callable[..., Any]:
    """Have the standard library write a method, for a class with the same fields."""
    asked: dict[str, Any] = {each: each == argument for each in _WRITTEN}
    twin = make_dataclass(
        cls.__name__,
        [(each.name, each.type, each) for each in fields(cls)],
        namespace={"__doc__": cls.__doc__ or cls.__name__},
        unsafe_hash=asked["eq"],
        **asked,
    )
    method: Callable[..., Any] = getattr(twin, name)
    return method


def _init(cls: type) -> Callable[..., Any]:
    """Write how a record comes to be: past its own refusal to be changed."""
    known: dict[str, Any] = {"_set": object.__setattr__}
    given, named, body = ["self"], ["*"], []
    for each in fields(cls):
        parameter, value = _written(each, known)
        if each.init:
            (named if each.kw_only else given).append(parameter)
        body.append(f"_set(self, {each.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    places = ", ".join(given if len(named) == 1 else given + named)
    text = f"def __init__({places}):\n " + "\n ".join(body or ["pass"])
    exec(text, known)  # noqa: S102 - names of fields alone, as in the standard library
    init: Callable[..., Any] = known["__init__"]
    init.__annotations__ = {each.name: each.type for each in fields(cls) if each.init}
    return init


def _written(field: "Field[Any]", known: dict[str, Any]) -> tuple[str, str]:
    """Write a field's parameter, and what the field is set to."""
    name, default = field.name, f"_default_{field.name}"
    if field.default is not MISSING:
        known[default] = field.default
        return f"{name}={default}", name if field.init else default
    if field.default_factory is not MISSING:
        known[default] = field.default_factory
        made = f"{name} if {name} is not {default} else " if field.init else ""
        return f"{name}={default}", f"{made}{default}()"
    return name, name


def _freeze(cls: type) -> None:
    """Refuse to change the fields, and let pickle set those that lie in slots."""
    names = [each.name for each in fields(cls)]

    def refuse(self: object, name: str, *value: object) -> None:
        if type(self) is cls or name in names:
            does = "assign to" if value else "delete"
            message = f"cannot {does} field {name!r}"
            raise FrozenInstanceError(message)
        above = super(cls, self)
        (above.__setattr__ if value else above.__delattr__)(name, *value)

    def kept(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def restore(self: object, values: Iterable[object]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    own: dict[str, Callable[..., Any]] = {"__setattr__": refuse, "__delattr__": refuse}
    if "__slots__" in vars(cls):
        own |= {"__getstate__": kept, "__setstate__": restore}
    for name, method in own.items():
        if name not in vars(cls):
            setattr(cls, name, method)


class _Signature:
    """What a record is made from, for help and editors, before one was made."""

    def __get__(self, record: object, cls: type) -> Signature:
        whole = signature(_init(cls))
        return whole.replace(parameters=list(whole.parameters.values())[1:])
