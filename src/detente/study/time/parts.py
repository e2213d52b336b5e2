"""Options that have nothing to do with each other, and are played apart.

Where no want, rule, constraint, date or guarantee looks at options of two groups
at once, what happens in one changes nothing in the other, and values add up. A
game on seven groups of options is then seven small games instead of a large one.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

import numpy as np

from detente.engine import Bools
from detente.engine.bits import as_set, differing
from detente.engine.period.turn import depends
from detente.model.formula import Formula, names
from detente.study.game.dated_deadlines import Due
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Promise


def bound_together(dynamics: Dynamics) -> frozenset[int]:
    """List the options that a want, a rule, a constraint or a date looks at together.

    Parameters
    ----------
    dynamics : Dynamics
        The case; the wants of other leaderships count too.

    Returns
    -------
    frozenset of int
        Sets of bits.
    """
    case, found = dynamics.case, set[int]()
    wants = [case.preference[party] for party in dynamics.parties]
    wants += [each.preference for each in case.negotiation.leaderships]
    formulas = {weight.of for want in wants for weight in want.weights}
    formulas |= {constraint.formula for constraint in case.constraints}
    found.update(_told_in(dynamics, formula) for formula in formulas)
    for turn in dynamics.turns:
        rules = (turn.takes, turn.drops, turn.requires)
        for bit, *each in zip(turn.bits, *rules, strict=True):
            arrays = [rule for rule in each if isinstance(rule, np.ndarray)]
            found |= {1 << bit | _told(rule) for rule in arrays}
    found.update(_told_by(due) for due in dynamics.countdown.dues)
    return frozenset(found)


def told_by_dates(dynamics: Dynamics) -> int:
    """Give the options that a date looks at, opens, closes or changes, as bits."""
    return reduce(or_, map(_told_by, dynamics.countdown.dues), 0)


def _told_by(due: Due) -> int:
    moved = differing(due.becomes, np.arange(due.becomes.size))
    changed = int(np.bitwise_or.reduce(moved, initial=0))
    return _told(due.missed) | due.opens | due.closes | changed


def told_by_guarantees(dynamics: Dynamics, promise: Promise) -> int:
    """Give the options that say what is owed after a breach, as a set of bits.

    Parameters
    ----------
    dynamics : Dynamics
        Its guarantees.
    promise : Promise
        What the breacher had promised; empty is nothing.

    Returns
    -------
    int
    """
    told = 0
    for pledge, promised in zip(dynamics.pledges, promise, strict=False):
        if promised:
            told |= promised.kept | promised.undone | promised.late
            told |= _told(pledge.when)
    return told


def independent_parts(dynamics: Dynamics, groups: Iterable[int]) -> tuple[int, ...]:
    """Split the options into groups that have nothing to do with each other.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    groups : iterable of int
        Sets of bits that something looks at together.

    Returns
    -------
    tuple of int
        Sets of bits, each option in one; all in one where the feasible states are not
        all combinations of what is feasible in each.
    """
    parts = [1 << bit for bit in range(len(dynamics.bits))]
    for group in groups:
        met = [part for part in parts if part & group]
        if len(met) > 1:
            parts = [part for part in parts if not part & group]
            parts.append(sum(met))
    states = np.flatnonzero(dynamics.engine.feasible)
    every = 1
    for part in parts:
        every *= np.unique(states & part).size
    whole = as_set(range(len(dynamics.bits)))
    return tuple(parts) if every == states.size else (whole,)


def _told_in(dynamics: Dynamics, formula: Formula) -> int:
    """Give the options at which a formula looks: of those that it names, if it does."""
    truth, named = dynamics.truth(formula), names(formula)
    if not named <= dynamics.bits.keys():
        # Terms and projects stand for other options, some of which may be settled.
        return _told(truth)
    bits = (dynamics.bits[name] for name in named)
    return as_set(bit for bit in bits if depends(truth, bit))


def _told(truth: Bools) -> int:
    """Give the options at which a rule looks, as a set of bits."""
    n_bits = truth.size.bit_length() - 1
    return as_set(bit for bit in range(n_bits) if depends(truth, bit))
