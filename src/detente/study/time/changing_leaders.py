"""Period after period after a breach, while leaders change.

Values are laid out with the combinations of leaders side by side: column
`profile * n_states + state`. Who rules is drawn at the beginning of a period and
seen by all, so that under each combination all take their own turns, and what a
period leads to is worth what it is worth before the next leaders are drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.budget import tick
from detente.engine.period.arena import Arena, Places
from detente.engine.period.discounted import Values
from detente.engine.period.play import Play
from detente.study.game.aftermath import Aftermath, Band, Leaving, Policy, Terms
from detente.study.game.recursion import Outcome, Played, Recursion, Rules
from detente.study.game.strategy_improvement import improve

_SWEEPS = 2048
_LATE = 64
"""Before that many periods choices may repeat and change all the same."""
_SOLVED = 1500
_ROUNDS = 5000
_CLOSE = 1e-15


def settle_changing(
    arena: Arena, rules: Rules, terms: Terms, usual: Values, *, alone: bool
) -> Aftermath:
    """Solve what follows a breach from the last date on, while leaders change.

    Parameters
    ----------
    arena : Arena
        The states, and what each party may do.
    rules : Rules
        By what each party decides.
    terms : Terms
        With the rows of every combination of leaders, one after the other.
    usual : float64 array, shape (n_profiles, n_profiles)
        The chance of each combination in a period, by the one before.
    alone : bool
        Whether one row decides, which has one solution: it is found by
        strategy improvement. Else the recursion goes on from "frozen for ever".

    Returns
    -------
    Aftermath
        With the rows as they were given; landings under the first combination.
    """
    # Two recursions on the same moves: one with combinations side by side, for the
    # values, and a plain one, which tells from where moves lead to what is in doubt.
    # Moves are the same whoever rules.
    plain = Recursion(arena, rules, terms)
    changing = Changing(arena, rules, _beside(terms, usual), usual)
    if alone:
        improved = improve(changing)
        unsettled = plain.unsettled(changing.any_profile(improved.unsettled))
        values = changing.stacked(improved.values)
        return Aftermath(
            values=values,
            low=values,
            high=values,
            landings=improved.landings[: unsettled.size],
            unsettled=unsettled,
            sweeps=improved.sweeps,
            cycle=improved.cycle,
        )
    outcome = _swept(changing)
    band, n_states = outcome.band, terms.utility.shape[1]
    bounds = (changing.stacked(rows) for rows in (band.values, band.low, band.high))
    first = Played(outcome.played.ends[:n_states], {})
    return plain.ended(replace(outcome, band=Band(*bounds), played=first))


def _beside(terms: Terms, usual: Values) -> Terms:
    """Lay the combinations of leaders side by side."""
    leaving = terms.leaving
    count = len(usual)

    def flat(rows: Values) -> Values:
        blocks = rows.reshape(count, -1, rows.shape[1])
        return blocks.transpose(1, 0, 2).reshape(blocks.shape[1], -1)

    own = terms.discount[: len(terms.discount) // count]
    if leaving is None:
        return Terms(flat(terms.utility), own)
    # What is left for is the beginning of a period, when the next leaders are not yet
    # drawn; play inside is by those who rule now.
    mixed = (usual @ leaving.values.reshape(count, -1)).reshape(leaving.values.shape)
    where, unsettled = (np.tile(a, count) for a in (leaving.where, leaving.unsettled))
    return Terms(flat(terms.utility), own, Leaving(where, flat(mixed), unsettled))


@dataclass(frozen=True, eq=False)
class Changing(Recursion):
    """A recursion in which leaders change.

    Attributes
    ----------
    usual : float64 array, shape (n_profiles, n_profiles)
    """

    usual: Values

    @property
    def count(self) -> int:
        """How many combinations of leaders there are."""
        return len(self.usual)

    @property
    def frozen(self) -> Values:
        """What it is worth if nobody ever moves, leaders changing."""
        values = self.flow.copy()
        for row, (d,) in enumerate(self.terms.discount):
            chain = np.eye(self.count) - float(d) * self.usual
            own = self.flow[row].reshape(self.count, -1)
            values[row] = np.linalg.solve(chain, own).reshape(-1)
        leaving = self.terms.leaving
        return values if leaving is None else np.where(leaving.where, self.flow, values)

    @property
    def _weights(self) -> Values:
        return np.broadcast_to(self.weight, self.flow.shape)

    def mixed(self, values: Values) -> Values:
        """Give what values are worth before it is known who rules."""
        blocks = values.reshape(len(values), self.count, -1)
        mixed: Values = np.einsum("pq,rqs->rps", self.usual, blocks)
        return mixed.reshape(values.shape)

    def period(
        self, values: Values, held: Mapping[int, Places] | None = None
    ) -> tuple[Values, Played]:
        """Let all take their turns under every combination of leaders."""
        following = self.flow + self.weight * self.mixed(values)
        return following, self._play(following, held)

    def _play(self, values: Values, held: Mapping[int, Places] | None) -> Played:
        """Play in place, block by block."""
        ends, turns = [], []
        size = values.shape[1] // self.count
        for profile in range(self.count):
            part = slice(profile * size, (profile + 1) * size)
            own = {party: to[part] for party, to in (held or {}).items()}
            play = Play(own, self.rules.memory)
            block = values[:, part].copy()
            ends.append(self.rules.play(self.arena, block, play))
            values[:, part] = block
            turns.append(dict(play.noted))
        joined = {
            party: np.concatenate([noted[party] for noted in turns])
            for party in turns[0]
        }
        return Played(np.concatenate(ends), joined)

    def policy(self, played: Played) -> "Succeeding":
        """Give what a period is worth in which all do the same again."""
        flow = self.flow.copy()
        self._play(flow, played.turns)
        size = flow.shape[1] // self.count
        columns = played.ends + np.repeat(np.arange(self.count) * size, size)
        weights = self._weights.take(columns, axis=1)
        return Succeeding(flow, weights, played.ends, self.usual)

    def unsettled(self, marked: Bools) -> Bools:
        """Leave the marks as they are; who can reach them is asked outside."""
        return marked

    def any_profile(self, marked: Bools) -> Bools:
        """Find the states that are marked under some combination of leaders."""
        return np.asarray(marked.reshape(self.count, -1).any(axis=0))

    def stacked(self, values: Values) -> Values:
        """Give the rows of every combination of leaders, one after the other."""
        blocks = values.reshape(len(values), self.count, -1).transpose(1, 0, 2)
        return blocks.reshape(-1, blocks.shape[2])


@dataclass(frozen=True, eq=False)
class Succeeding(Policy):
    """One way to play, for ever, while leaders change.

    Attributes
    ----------
    flow, weight, ends
        As in `Policy`, with a column for every combination of leaders and state.
    usual : float64 array, shape (n_profiles, n_profiles)
    """

    usual: Values

    def for_ever(self) -> Values:
        """Give what it is worth; float64 array, shape (n_rows, n_columns).

        The values at the states where something lands solve linear equations,
        and every other is one period away from them.
        """
        landed, places = np.unique(self.ends, return_inverse=True)
        count = len(self.usual)
        onward = places.reshape(count, -1)
        values = np.empty_like(self.flow)
        at = (np.arange(count)[:, np.newaxis] * onward.shape[1] + landed).reshape(-1)
        for row, (flow, weight) in enumerate(zip(self.flow, self.weight, strict=True)):
            known = self._known(flow[at], weight[at], onward[:, landed])
            mixed = (self.usual @ known)[np.arange(count)[:, np.newaxis], onward]
            values[row] = flow + weight * mixed.reshape(-1)
        return values

    def _known(
        self, flow: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], to: Places
    ) -> Values:
        """Solve the values at the landings; shape (n_profiles, n_landed)."""
        count, width = to.shape
        blocks, weights = flow.reshape(to.shape), weight.reshape(to.shape)
        rows = np.arange(count)[:, np.newaxis]
        # Elimination takes the cube of their number; beyond some thousands going on
        # period after period is quicker, and stops where floats do.
        if count * width > _SOLVED:
            values: Values = blocks.copy()
            close = _CLOSE * float(np.abs(blocks).max(initial=0.0))
            for _ in range(_ROUNDS):
                tick()
                before = values
                onward = np.asarray(self.usual @ before, np.float64)[rows, to]
                values = np.asarray(blocks + weights * onward)
                if np.abs(values - before).max() <= close:
                    break
            return values
        matrix = np.eye(count * width).reshape(count, width, count, width)
        for profile in range(count):
            for then in range(count):
                matrix[profile, np.arange(width), then, to[profile]] -= (
                    weights[profile] * self.usual[profile, then]
                )
        size = count * width
        solved = np.linalg.solve(matrix.reshape(size, size), flow)
        return np.asarray(solved, np.float64).reshape(to.shape)


def _swept(changing: Changing) -> Outcome:
    """Go on from "frozen for ever" to a fixed point, verified by one more period."""
    values, fixed = changing.frozen, changing.fixed
    low = high = values
    last, tried = b"", set[int]()
    for sweep in range(1, _SWEEPS + 1):
        following, played = changing.period(values)
        done = played.ends.tobytes()
        still = bool(np.abs(following - values).max(initial=0.0) <= fixed)
        # A play that repeated and failed to be a fixed point is not solved again: with
        # changing leaders the solving is what takes time. No cycle is looked for here,
        # so where none comes to rest the answer bounds nothing.
        if still or (sweep >= _LATE and done == last and hash(done) not in tried):
            tried.add(hash(done))
            settled = changing.policy(played).for_ever()
            begun, _ = changing.period(settled)
            if np.abs(begun - settled).max(initial=0.0) <= fixed:
                return Outcome(Band(settled, settled, settled), played, sweep, 1)
        values, last = following, done
        low, high = np.minimum(low, values), np.maximum(high, values)
        if sweep & (sweep - 1) == 0 and sweep < _SWEEPS:
            low = high = values
    return Outcome(Band(values, low, high), played, _SWEEPS, 0)
