"""Constraints by which one party's option blocks another's undo."""

from collections.abc import Iterator

from detente.engine import bits
from detente.errors import Message
from detente.model.case import Case, Constraint, Option
from detente.model.formula import Formula, brief, holds, names
from detente.study.check.warning import Remark

_ENUMERATED = 10


def hidden_vetoes(case: Case) -> Iterator[Remark]:
    """Find constraints by which one party's option blocks another's undo.

    An option of another party blocks the undo where the constraint bars it as
    the option stands and would not if it stood otherwise: be it the undo of
    this option alone, or together with any other change by its owner. Moves
    that are written out do not come from the constraints.

    Parameters
    ----------
    case : Case
        Constraints over more than ten options are passed over.

    Yields
    ------
    Remark
        One a constraint, in the order of the file.
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
        mine = bits.as_set(j for j, its in enumerate(own) if its and j != place)
        ways = list(bits.subsets(mine))
        undo = bits.as_set([place])
        for state in allowed:
            undone = bits.without(state, undo)
            if state == undone or undone in allowed:
                continue
            rest = bits.without(undone, mine)
            for other, by in enumerate(involved):
                if own[other] or (blocked, by) in found:
                    continue
                # The other option blocks the undo by itself where both ends of it
                # would be allowed if that option stood otherwise; or it blocks
                # whatever the owner could change together with the undo.
                alone = {
                    bits.flipped(state, [other]),
                    bits.flipped(undone, [other]),
                }
                if alone <= allowed or (
                    not _any_allowed(allowed, rest, ways)
                    and _any_allowed(allowed, bits.flipped(rest, [other]), ways)
                ):
                    found.add((blocked, by))
    return found


def _any_allowed(allowed: frozenset[int], rest: int, ways: list[int]) -> bool:
    """Whether some choice of the owner's other options makes an undo allowed."""
    return any(bits.joined(rest, way) in allowed for way in ways)


def _allowed(case: Case, formula: Formula, involved: list[str]) -> frozenset[int]:
    """Give the choices of the options at which a formula holds, as sets of bits."""

    def truth_at(choice: int) -> bool:
        state = {
            name: bits.is_taken(choice, place) for place, name in enumerate(involved)
        }

        def truth(name: str) -> bool:
            if name not in state:
                state[name] = holds(case.definitions[name], truth)
            return state[name]

        return holds(formula, truth)

    return frozenset(filter(truth_at, range(bits.n_subsets(len(involved)))))
