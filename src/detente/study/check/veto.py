"""Constraints by which one party's option blocks another's undo."""

from collections.abc import Iterator
from itertools import product

from detente.errors import Message
from detente.model.case import Case, Constraint, Option
from detente.model.formula import Formula, brief, holds, names
from detente.study.check.warning import Remark

__all__ = ["hidden_vetoes"]

_ENUMERATED = 10


def hidden_vetoes(case: Case) -> Iterator[Remark]:
    """Find constraints by which one party's option blocks another's undo.

    An option of another party blocks the undo where the constraint bars it as
    the option stands and would not if it stood otherwise: be it the undo of
    this option alone, or together with any other change by its owner. Moves
    that are written out do not come from the constraints.
    """
    listed = {party for party, _ in case.graph.moves}
    for constraint in case.constraints:
        involved = sorted(_resolved(case, constraint.formula) & case.option.keys())
        if len(involved) > _ENUMERATED:
            continue
        pairs = sorted(
            pair
            for pair in _vetoes(case, constraint.formula, involved)
            if case.option[pair[0]].party not in listed
        )
        if pairs:
            options = [(case.option[of], case.option[by]) for of, by in pairs]
            message = _message(constraint, options)
            yield Remark("hidden-veto", message, pairs[0][0])


def _message(constraint: Constraint, pairs: list[tuple[Option, Option]]) -> Message:
    rule = brief(constraint.formula)
    if len(pairs) == 1:
        ((blocked, by),) = pairs
        return Message(
            "the constraint '{constraint}' lets {other} block the undoing of "
            "{option} by {party}: if that is not meant, write "
            "`requires` on the option {blocking} instead",
            constraint=rule,
            other=by.party,
            option=blocked.id,
            party=blocked.party,
            blocking=by.id,
        )
    named = pairs[:_MOST_PAIRS]
    more = ["..."] if len(pairs) > len(named) else []
    return Message(
        "the constraint '{constraint}' lets options of one party block the undoing of "
        "another's ({pairs}): if that is not meant, write `requires` on the option "
        "that blocks instead",
        constraint=rule,
        pairs=", ".join([f"{by.id} > {blocked.id}" for blocked, by in named] + more),
    )


_MOST_PAIRS = 5


def _resolved(case: Case, formula: Formula) -> frozenset[str]:
    """Give the options behind a formula, terms and projects followed."""
    found: set[str] = set()
    pending = list(names(formula))
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in case.definitions:
            pending += names(case.definitions[name])
        else:
            found.add(name)
    return frozenset(found)


def _vetoes(case: Case, formula: Formula, involved: list[str]) -> set[tuple[str, str]]:
    """Pair each option whose undoing is blocked with the option that blocks it."""
    allowed = _allowed(case, formula, involved)
    found = set()
    for place, blocked in enumerate(involved):
        option = case.option[blocked]
        if option.undo.is_never:
            continue
        own = [case.option[each].party == option.party for each in involved]
        ways = [
            sum(chosen)
            for chosen in product(
                *((0, 1 << j) for j, mine in enumerate(own) if mine and j != place)
            )
        ]
        mine = ways[-1]
        for state in allowed:
            undone = state & ~(1 << place)
            if state == undone or undone in allowed:
                continue
            for other, by in enumerate(involved):
                flip = 1 << other
                if own[other] or (blocked, by) in found:
                    continue
                alone = state ^ flip in allowed and undone ^ flip in allowed
                rest = undone & ~mine
                if alone or (
                    not any(rest | way in allowed for way in ways)
                    and any(rest ^ flip | way in allowed for way in ways)
                ):
                    found.add((blocked, by))
    return found


def _allowed(case: Case, formula: Formula, involved: list[str]) -> frozenset[int]:
    """Give the choices of the options at which a formula holds, as sets of bits."""

    def truth_at(choice: int) -> bool:
        state = {name: bool(choice >> j & 1) for j, name in enumerate(involved)}

        def truth(name: str) -> bool:
            if name not in state:
                state[name] = holds(case.definitions[name], truth)
            return state[name]

        return holds(formula, truth)

    return frozenset(filter(truth_at, range(1 << len(involved))))
