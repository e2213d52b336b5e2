"""Where formulas of a case hold, as far as a table of all states can be made."""

from collections.abc import Callable, Iterable, Sequence

from detente.casefile.formula.truth import TruthTable
from detente.model.case import Case
from detente.model.formula import Count, Formula, names, parts

_MOST_TABLED = 20
"""Options of a table: a set of states is a number of 2 to this power of bits."""
_MOST_BITS = 1 << 30
"""Bits of all sets that are kept at a time; eight times as many may be reckoned."""
_MOST_TRIED = 4_096
"""Listed states that are tried one beside the other."""


def may_hold(case: Case, formula: Formula, afford: Callable[[int], bool]) -> bool:
    """Tell whether a formula holds in some feasible state, as far as can be told.

    Parameters
    ----------
    case : Case
        Read without a fault.
    formula : Formula
        About its options, terms and projects, or its states.
    afford : callable
        Tells whether so many bits more may be reckoned.

    Returns
    -------
    bool
        True where looking at every state would take too much.
    """
    if case.graph.states:
        return _holds_somewhere(case, formula)
    options = [option.id for option in case.options]
    now = TruthTable.of_states(options, [case.status_quo], case.definitions)
    if now.where(formula):
        return True
    rules = [*(rule.formula for rule in case.constraints), formula]
    table = small_table(case, rules, afford)
    if table is None:
        return True
    left = table.all
    for rule in rules:
        left &= table.where(rule)
    return bool(left)


def _holds_somewhere(case: Case, formula: Formula) -> bool:
    """Try each state that the formula mentions, and one that it does not."""
    named = mentioned(case, [formula])
    states = [state for state, _ in case.graph.states]
    tried = [state for state in states if state in named]
    tried += [state for state in states if state not in named][:1]
    if len(tried) > _MOST_TRIED:
        return True
    table = TruthTable.of_names(tried, case.definitions)
    return bool(table.where(formula))


def small_table(
    case: Case,
    formulas: Sequence[Formula],
    afford: Callable[[int], bool] = lambda _: True,
) -> TruthTable | None:
    """Give the table of the options that formulas mention, if it is small."""
    concerned = mentioned(case, formulas)
    free = [
        option.id
        for option in case.options
        if option.id in concerned and not option.settled
    ]
    if len(free) > _MOST_TABLED:
        return None
    defined = [case.definitions[name] for name in concerned & case.definitions.keys()]
    work = sum(_size(formula) for formula in (*formulas, *defined)) << len(free)
    kept = len(defined) << len(free)
    if work > 8 * _MOST_BITS or kept > _MOST_BITS or not afford(work):
        return None
    fixed = {option.id: option.now for option in case.options}
    return TruthTable(free, fixed, case.definitions)


def _size(formula: Formula) -> int:
    """Count the operations that a formula takes."""
    several = parts(formula)
    each = len(several).bit_length() if isinstance(formula, Count) else 1
    return 1 + each * len(several) + sum(map(_size, several))


def mentioned(case: Case, formulas: Iterable[Formula]) -> set[str]:
    """Give all ids on which formulas depend, through terms and projects too."""
    seen: set[str] = set()
    waiting = list(formulas)
    while waiting:
        for name in names(waiting.pop()) - seen:
            seen.add(name)
            if name in case.definitions:
                waiting.append(case.definitions[name])
    return seen
