"""Who can force what, by backward induction on explicit sets; slow and clear.

A round ends where everybody has had a turn, in the order given. Nothing here comes
from the engines or the studies.
"""

from tests import oracle


def ends_of_turn(case, party, state):
    """Where a party's turn can end: where it began, or after one move."""
    return {state} | oracle.moves(case, party)[state]


def can_end_in(case, coalition, order, state, won):
    """Whether the coalition can make what is left of a round end in `won`."""
    if not order:
        return state in won
    party, *later = order
    results = [
        can_end_in(case, coalition, later, end, won)
        for end in ends_of_turn(case, party, state)
    ]
    return any(results) if party in coalition else all(results)


def forced_within(case, coalition, order, target, rounds):
    """States from which the coalition can force the target in so many rounds."""
    states = oracle.feasible_states(case)
    won = set(target)
    for _ in range(rounds):
        won = {
            state
            for state in states
            if state in target or can_end_in(case, coalition, order, state, won)
        }
    return won


def forced(case, coalition, order, target):
    """The same in any number of rounds; more rounds than states add nothing."""
    n_states = len(oracle.feasible_states(case))
    return forced_within(case, coalition, order, target, n_states)


def kept(case, coalition, order, target):
    """States of the target where the coalition can hold it round after round."""
    held = set(target)
    for _ in range(len(oracle.feasible_states(case))):
        held = {s for s in held if can_end_in(case, coalition, order, s, held)}
    return held
