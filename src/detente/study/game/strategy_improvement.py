"""All others against one, solved exactly: strategy improvement.

One party raises a value, all others lower it, in turns, for ever. Whatever the
party does at its turns, the others' best answer is a decision problem of one
side, which policy iteration solves; against that answer the party then changes
its turns wherever that pays at once. The value rises each time, there are
finitely many ways to play, and the last one is the limit, at any patience.
Sweeps alone would take about 1 / (1 - d) periods to come near.

References
----------
Howard (1960) for policy iteration; Hoffman and Karp (1966) for the
improvement of strategies; Shapley (1953) for the game.
"""

from collections.abc import Mapping

import numpy as np

from detente.engine.period.arena import Places
from detente.engine.period.discounted import Values
from detente.study.game.aftermath import Aftermath, Band
from detente.study.game.recursion import Played, Recursion, same_turns

_SURE = 1e-9
_ROUNDING = 4e-15
_ROUNDS = 1000


def improve(recursion: Recursion) -> Aftermath:
    """Find the value of the game of all against one.

    Parameters
    ----------
    recursion : Recursion
        Its rules name the one.

    Returns
    -------
    Aftermath
        Unsettled everywhere where the value is not known to within 1e-9 of
        the range of flows, because patience is too close to 1 for floats.
    """
    return play_out(recursion)[0]


def play_out(recursion: Recursion) -> tuple[Aftermath, Played]:
    """Find the same, and what is done in every period; as of `improve`."""
    party = recursion.rules.against
    enough, rounding = _differences(recursion)
    values, risen = recursion.frozen, np.inf
    for rounds in range(1, _ROUNDS + 1):
        following, played = recursion.period(values)
        residual = float(np.abs(following - values).max(initial=0.0))
        # The values only rise. Where they rise no more, choices that still change are
        # ties in rounding and would change for ever.
        if residual <= rounding or risen <= rounding:
            break
        # Only the one is held to its turns: the others answer all of its plan, and the
        # value of that answer is what the plan is worth at least.
        held = {mover: to for mover, to in played.turns.items() if mover == party}
        answered = _answered(recursion, played, held, rounding)
        if rounds > 1:
            risen = float((answered - values).max(initial=0.0))
        values = answered
    unsure = np.full(played.ends.size, residual > enough)
    unsettled = recursion.unsettled(unsure)
    band = Band(values, values, values)
    return Aftermath(band, played.ends, unsettled, rounds, 1), played


def _differences(recursion: Recursion) -> tuple[float, float]:
    """Give the change of a period that is little enough, and what is rounding."""
    utility, leaving = recursion.terms.utility, recursion.terms.leaving
    known = utility if leaving is None else np.stack([utility, leaving.values])
    largest = float(np.abs(known).max(initial=0.0))
    # Flows that hardly differ here may differ elsewhere: rounding is no doubt.
    size = max(float(np.ptp(known)) if known.size else 0.0, largest / 1000)
    # What one period still changes could be changed in every later one: the error is at
    # most that change over 1 - d. The nearer patience is to 1, the less is little.
    return _SURE * size * float(1 - recursion.terms.discount.max()), _ROUNDING * largest


def _answered(
    recursion: Recursion, played: Played, held: Mapping[int, Places], rounding: float
) -> Values:
    """Give what is left to the one, held to its turns, by the others' best answer."""
    for _ in range(_ROUNDS):
        worth = recursion.policy(played).for_ever()
        following, answer = recursion.period(worth, held)
        lowered = float((worth - following).max(initial=0.0))
        # The others lower a value by one-shot changes until none pays, which is their
        # best answer: with turns one after the other neither side gains by mixing.
        if lowered <= rounding or same_turns(answer, played):
            break
        played = answer
    return worth
