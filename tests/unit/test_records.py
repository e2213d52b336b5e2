"""Records do what the standard library's dataclasses do, written on use or not."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from inspect import signature
from typing import Any, ClassVar, cast

import pytest

from detente import records

Decorator = Callable[..., Any]


def _classes(dataclass: Decorator) -> dict[str, type]:
    """Define one class of each kind that the house uses, and some that it may."""

    @dataclass(frozen=True, slots=True)
    class Plain:
        a: int
        b: tuple[int, ...] = (1,)

    @dataclass(frozen=True)
    class Cached:
        a: int
        b: list[int] = field(default_factory=list, compare=False, repr=False)
        kind: ClassVar[str] = "cached"

        @cached_property
        def twice(self) -> int:
            return 2 * self.a

    @dataclass(frozen=True, eq=False)
    class Same:
        a: int
        b: int = 0

    @dataclass(frozen=True, repr=False)
    class Own:
        a: int
        b: int = 0
        c: list[int] = field(default_factory=lambda: [7], init=False, compare=False)

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 5

    @dataclass(frozen=True, slots=True)
    class Below(Plain):
        c: int = field(default=4, kw_only=True)
        d: str = "d"

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError(self.a)

    @dataclass(frozen=True, kw_only=True)
    class Named:
        a: int
        b: int = 3

    @dataclass(frozen=True)
    class Set:
        a: int

        def __init__(self, a: int, b: int) -> None:
            object.__setattr__(self, "a", a + b)

    @dataclass
    class Open:
        a: int
        b: int = 1

    found = [Plain, Cached, Same, Own, Below, Named, Set, Open]
    return {each.__name__: each for each in found}


OURS, THEIRS = _classes(records.dataclass), _classes(dataclasses.dataclass)
KINDS = sorted(THEIRS)
CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((1,), {}),
    ((1, 2), {}),
    ((1,), {"b": 2}),
    ((), {"a": 1}),
    ((), {"a": 1, "b": 2}),
    ((1, 2, 3), {}),
    ((1, 2), {"c": 9}),
    ((1, 2, "e"), {"c": 9}),
    ((-1,), {}),
    ((), {}),
    ((1,), {"z": 2}),
)


def _told(ask: Callable[[], Any]) -> object:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - which one is what is asked
        return type(error), str(error)


def _about(kinds: dict[str, type], kind: str) -> list[object]:
    """Say all that can be seen of a class, of what it makes and of what it refuses."""
    cls = kinds[kind]
    told: list[object] = [
        [(p.name, p.kind) for p in signature(cls).parameters.values()]
    ]
    for places, named in CALLS:
        told.append(_told(lambda p=places, n=named: repr(cls(*p, **n))))  # type: ignore[misc]
        made = _told(lambda p=places, n=named: cls(*p, **n))  # type: ignore[misc]
        if isinstance(made, tuple):
            continue
        again = cls(*places, **named)
        told += [
            made == again,
            made == dataclasses.replace(cast("Any", made), a=8)
            if kind != "Set"
            else None,
            made == 3,
            _told(lambda m=made, a=again: hash(m) == hash(a)),  # type: ignore[misc]
            _told(lambda m=made: dataclasses.asdict(m)),  # type: ignore[misc]
            getattr(cls, "__match_args__", None),
            hasattr(made, "__dict__"),
            copy.copy(made) == made,
            _told(lambda m=made: copy.deepcopy(m).a),  # type: ignore[misc]
            getattr(made, "twice", None),
        ]
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_the_dataclass_of_the_standard_library(kind: str) -> None:
    assert _about(OURS, kind) == _about(THEIRS, kind)
    assert _about(OURS, kind) == _about(THEIRS, kind), "asked once more, once written"


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in {"Open", "Set"}]
)
def test_a_record_refuses_to_be_changed(kind: str) -> None:
    made = OURS[kind](a=1)
    with pytest.raises(FrozenInstanceError, match=r"^cannot assign to field 'a'$"):
        made.a = 2
    with pytest.raises(FrozenInstanceError, match=r"^cannot delete field 'a'$"):
        del made.a
    with pytest.raises((FrozenInstanceError, TypeError)):
        made.z = 2
    assert made.a == 1


def test_what_can_be_changed_stays_so() -> None:
    made = OURS["Open"](1)
    made.a = 2
    assert made == OURS["Open"](2)


def test_a_class_below_that_is_no_record_has_room_of_its_own() -> None:
    made = type("More", (OURS["Cached"],), {})(1)
    made.z = 2
    assert made.z == 2
    del made.z
    with pytest.raises(FrozenInstanceError):
        made.a = 2


@records.dataclass(frozen=True, slots=True)
class Kept:
    """A record that pickle can find."""

    a: int
    b: list[int] = field(default_factory=list)


def test_records_with_slots_go_through_pickle_before_any_was_made() -> None:
    made = Kept(3, [4])
    assert pickle.loads(pickle.dumps(made)) == made


def test_methods_are_written_once_and_when_first_called() -> None:
    @records.dataclass(frozen=True)
    class Late:
        a: int

    waiting = Late.__init__
    Late(1)
    written = Late.__init__
    Late(2)
    assert written is Late.__init__ is not waiting
    assert Late.__init__.__qualname__.endswith("Late.__init__")
