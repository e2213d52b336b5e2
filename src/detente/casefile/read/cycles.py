"""Terms and projects that are defined by themselves, or too deep in each other."""

from collections import Counter
from collections.abc import Iterator, Mapping

from detente.casefile.limits import (
    MOST_FORMULAS_DEEP,
    MOST_TERMS_DEEP,
    MOST_WRITTEN_OUT,
)
from detente.casefile.read.context import Reading
from detente.errors import Message
from detente.model.case import Project, Term
from detente.model.formula import Formula, Name, depth, names, parts

_ROUNDS = 10
"""So often rings are looked for in what is left without those found before."""


def refuse_cycles(
    terms: tuple[Term, ...], projects: tuple[Project, ...], reading: Reading
) -> None:
    """Refuse terms and projects that are defined by themselves, or too deep."""
    formulas = {term.id: term.formula for term in terms}
    formulas |= {project.id: project.formula for project in projects}
    used = {
        name: names(formula) & formulas.keys() for name, formula in formulas.items()
    }
    order = _innermost_first(used)
    places = reading.names.sections["terms"] | reading.names.sections["projects"]
    for ring in _rings(used, order):
        message = Message(
            "'{name}' is defined by itself: {ring}",
            name=ring[0],
            ring=" > ".join([*ring, ring[0]]),
        )
        reading.fault("cycle", message, places[ring[0]])
    _refuse_depth(formulas, used, order, reading)


def _innermost_first(used: Mapping[str, frozenset[str]]) -> list[str]:
    """Order the definitions that lead to no cycle so that each follows its parts."""
    users: dict[str, list[str]] = {name: [] for name in used}
    for name, inner in used.items():
        for part in inner:
            users[part].append(name)
    waits = {name: len(inner) for name, inner in used.items()}
    ready = [name for name, count in waits.items() if count == 0]
    for name in ready:
        for user in users[name]:
            waits[user] -= 1
            if waits[user] == 0:
                ready.append(user)
    return ready


def _rings(used: Mapping[str, frozenset[str]], fine: list[str]) -> Iterator[list[str]]:
    """Find rings of definitions that share none; the first in the file leads."""
    place = {name: at for at, name in enumerate(used)}
    left = dict(used)
    for _ in range(_ROUNDS):
        for name in fine:
            del left[name]
        left = {name: left[name] & left.keys() for name in left}
        if not left:
            return
        rings = list(_walked(left))
        for ring in rings:
            at = ring.index(min(ring, key=place.__getitem__))
            yield ring[at:] + ring[:at]
        for name in (name for ring in rings for name in ring):
            del left[name]
        left = {name: left[name] & left.keys() for name in left}
        fine = _innermost_first(left)


def _walked(left: Mapping[str, frozenset[str]]) -> Iterator[list[str]]:
    """Follow what uses what from every name, each name once, until one comes back."""
    seen: set[str] = set()
    for start in left:
        path: dict[str, int] = {}
        step = start
        while step not in seen:
            seen.add(step)
            path[step] = len(path)
            step = min(left[step])
        if step in path:
            yield list(path)[path[step] :]


def _refuse_depth(
    formulas: Mapping[str, Formula],
    used: Mapping[str, frozenset[str]],
    order: list[str],
    reading: Reading,
) -> None:
    """Refuse the first definition that is too deep, or too much written out."""
    places = reading.names.sections["terms"] | reading.names.sections["projects"]
    height: dict[str, int] = {}
    whole: dict[str, int] = {}
    out: dict[str, int] = {}
    for name in order:
        inner = used[name]
        height[name] = 1 + max((height[part] for part in inner), default=0)
        whole[name] = depth(formulas[name]) + max(
            (whole[part] for part in inner), default=0
        )
        out[name] = sum(
            count * out.get(part, 1)
            for part, count in _mentions(formulas[name]).items()
        )
        deep = height[name] > MOST_TERMS_DEEP or whole[name] > MOST_FORMULAS_DEEP
        if deep or out[name] > MOST_WRITTEN_OUT:
            reading.fault(
                "terms-deep", _too_deep(height[name], whole[name]), places[name]
            )
            return


def _too_deep(height: int, whole: int) -> Message:
    if height > MOST_TERMS_DEEP:
        return Message(
            "terms stand inside each other more than {most} deep", most=MOST_TERMS_DEEP
        )
    if whole > MOST_FORMULAS_DEEP:
        return Message(
            "with the terms in it written out, this is nested more than {most} deep",
            most=MOST_FORMULAS_DEEP,
        )
    return Message(
        "with the terms in it written out, this names more than {most} options",
        most=MOST_WRITTEN_OUT,
    )


def _mentions(formula: Formula) -> Counter[str]:
    """Count how often a formula mentions each id."""
    found: Counter[str] = Counter()
    waiting = [formula]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Name):
            found[each.id] += 1
        waiting.extend(parts(each))
    return found
