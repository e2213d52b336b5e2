"""Breakdown: everyone for itself, from "frozen for ever" on until it repeats.

The recursion is followed as it is written. Only where the same choices have been
made again and again are its periods counted instead of gone through: between two
choices the values move one way, in each class of periods, towards a limit, so that
the next change of a choice can be found by bisection, and its absence proved.
"""

from math import lcm, log
from typing import Any

TIE = 1e-12
NEAR = 1e-9
PERIODS = 6
SWEEPS = 3000


class UnsettledError(Exception):
    """The recursion hangs on differences too small for floats, or goes on too long."""


class Breakdown:
    """What each party has from the next period on, after each position.

    Attributes
    ----------
    phases : list of dict of position to (dict of party to value)
        One for a fixed point; several where the recursion goes round.
    late : bool
        Whether a choice changed after it had been the same for so long that the
        periods were counted.
    """

    def __init__(self, aftermath):
        self.of = aftermath
        self.parties = aftermath.rules.parties
        self.d = aftermath.rules.d
        self.payoffs = {
            leaf: {p: aftermath.payoff(p, leaf) for p in self.parties}
            for leaf in aftermath.leaves
        }
        largest = [abs(v) for each in self.payoffs.values() for v in each.values()]
        self.scale = max(largest, default=0.0) or 1.0
        self.lasting, self.asked, self.late = [], [], False
        phases = self._solved()
        self.phases = [self._earlier(values) for values in phases]
        self.exact = len(phases) == 1

    # One period.

    def _values(self, turns, after):
        """Every turn's values and choices, given what follows the period."""
        found: dict[Any, Any] = {}
        chosen: dict[Any, Any] = {}

        def value(turn):
            if turn in found:
                return found[turn]
            then = after[self.of.leaves[turn]]
            found[turn] = {
                p: (1 - self.d[p]) * self.payoffs[turn][p] + self.d[p] * then[p]
                for p in self.parties
            }
            return found[turn]

        for turn in turns:
            mover, best = self.of.mover(turn), None
            for child, cost in self.of.turns[turn]:
                price = (1 - self.d[mover]) * cost
                worth = value(child)[mover] - price
                if best is None or worth > best + TIE * self.scale:
                    best, chosen[turn] = worth, child
            found[turn] = value(chosen[turn]) | {mover: best}
        return found, chosen

    def _sweep(self, after):
        found, chosen = self._values(self.asked, after)
        return {p: found[self.of.dawns[p]] for p in self.lasting}, chosen

    def chosen(self, after):
        """What each mover does at its turn, given what follows the period."""
        return self._sweep(after)[1]

    def frozen(self):
        """What each has if nobody moves any more; a lump that is due is paid once."""
        rules, promise = self.of.rules, self.of.promise
        found: dict[Any, Any] = {}
        for at in self.lasting:
            found[at] = {}
            for p in self.parties:
                flow = rules.worth(p, at.state)
                paid, there = frozenset(self._all()), at.opened
                every = rules.owed(p, promise, at.state, paid, opened=there)
                first = rules.owed(p, promise, at.state, at.paid, opened=there)
                found[at][p] = flow + every + (1 - self.d[p]) * (first - every)
        return found

    def _all(self):
        return {each.id for each in self.of.rules.talks.guarantees}

    def _earlier(self, lasting):
        """Add the periods before the last date, backwards."""
        values = dict(lasting)
        turns = [t for t in self.of.turns if t[0][0] < self.of.rules.last]
        for position in self.of.earlier():
            time = position.time + 1
            here = [t for t in turns if t[0][0] == time] or self.asked
            found, _ = self._values(here, values)
            values[position] = found[self.of.dawns[position]]
        return values

    # The limit of the recursion.

    def _solved(self):
        """The game with a lump paid is solved first; the one with it due leads there.

        The recursion of the second begins from "frozen for ever", with the first
        at its limit.
        """
        last, every = self.of.rules.last, self.of.lasting()
        phases: list[Any] = [{}]
        for paid in sorted({len(each.paid) for each in every}, reverse=True):
            self.lasting = [each for each in every if len(each.paid) >= paid]
            self.asked = [
                t for t in self.of.turns if t[0][0] == last and len(t[0][2]) >= paid
            ]
            if len(phases) > 1:
                # In which phase of a cycle a lump finds the others is nowhere said.
                raise UnsettledError
            phases = self._limit(self.frozen() | phases[0])
        return phases

    def _limit(self, values):
        history = []
        for _ in range(SWEEPS):
            values, chosen = self._sweep(values)
            history.append(chosen)
            for period in range(1, PERIODS + 1):
                round_ = self._round(history, period)
                if round_ is None:
                    continue
                settled, values = self._settle(values, round_)
                if settled:
                    return settled
                history = []
                break
        raise UnsettledError

    def _round(self, history, period):
        """The last choices, if they have been repeated for long enough."""
        last = history[-period:]
        if len(history) <= period or history[-period - 1] != last[-1]:
            return None
        play = _Round(self, last)
        enough = period * (play.enters + play.length + 1)
        if len(history) < enough:
            return None
        return (
            play
            if all(
                history[-k] == last[-1 - (k - 1) % period] for k in range(1, enough + 1)
            )
            else None
        )

    def _settle(self, values, play):
        """The values at every phase of the limit; or those where a choice changes."""
        phases, gaps = [play.limit], []
        for chosen in play.choices:
            _, again = self._sweep(phases[-1])
            if again != chosen:
                gaps.append(self._gap(phases[-1], chosen, again))
            phases.append(self._under(phases[-1], chosen))
        if not gaps:
            return phases[:-1], None
        if max(gaps) <= NEAR * self.scale:
            raise UnsettledError
        first = None
        for offset in range(play.length):
            q = self._first_change(values, play, offset)
            first = q if first is None or (q is not None and q < first) else first
        if first is None:
            raise UnsettledError
        self.late = True
        return None, play.after(values, first)

    def _first_change(self, values, play, offset):
        top = int(60 / -log(play.slowest()) / play.length) + 2
        low, high = 0, top
        if self._repeats(play.after(values, offset + top * play.length), play):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self._repeats(play.after(values, offset + middle * play.length), play):
                low = middle
            else:
                high = middle
        return offset + high * play.length

    def _repeats(self, values, play):
        for chosen in play.choices:
            values, again = self._sweep(values)
            if again != chosen:
                return False
        return True

    def _gap(self, after, chosen, again):
        """The largest that a mover gains by the other choice."""
        found, _ = self._values(self.asked, after)
        gaps = []
        for turn in self.asked:
            if chosen[turn] != again[turn]:
                mover = self.of.mover(turn)
                prices = dict(self.of.turns[turn])
                one, two = (
                    self._at(child, found, after)[mover]
                    - (1 - self.d[mover]) * prices[child]
                    for child in (chosen[turn], again[turn])
                )
                gaps.append(abs(one - two))
        return max(gaps)

    def _at(self, turn, found, after):
        if turn in found:
            return found[turn]
        then = after[self.of.leaves[turn]]
        return {
            p: (1 - self.d[p]) * self.payoffs[turn][p] + self.d[p] * then[p]
            for p in self.parties
        }

    def _under(self, after, chosen):
        """One period in which every turn is played as chosen."""
        found: dict[Any, Any] = {}
        for turn in self.asked:
            child, mover = chosen[turn], self.of.mover(turn)
            cost = dict(self.of.turns[turn])[child]
            values = dict(self._at(child, found, after))
            values[mover] -= (1 - self.d[mover]) * cost
            found[turn] = values
        return {p: found[self.of.dawns[p]] for p in self.lasting}

    # What is asked.

    def worth(self, party):
        """The least and the largest over the phases, at the landing."""
        values = [each[self.of.start][party] for each in self.phases]
        return min(values), max(values)


class _Round:
    """The same choices again and again: where play goes, and what it is worth.

    `choices` are in the order of the recursion, so play begins with the last.
    """

    def __init__(self, breakdown, choices):
        self.of, self.choices = breakdown, choices
        self.to, self.gives = {}, {}
        for start in breakdown.lasting:
            self.to[start], self.gives[start] = self._once(start)
        self.enters, self.length = self._shape()
        self.limit = self._limit()

    def _once(self, position):
        of, gives = self.of, dict.fromkeys(self.of.parties, 0.0)
        factor = dict.fromkeys(of.parties, 1.0)
        for chosen in reversed(self.choices):
            turn = of.of.dawns[position]
            while turn not in of.of.leaves:
                child, mover = chosen[turn], of.of.mover(turn)
                cost = dict(of.of.turns[turn])[child]
                gives[mover] -= factor[mover] * (1 - of.d[mover]) * cost
                turn = child
            for p in of.parties:
                gives[p] += factor[p] * (1 - of.d[p]) * of.payoffs[turn][p]
                factor[p] *= of.d[p]
            position = of.of.leaves[turn]
        return position, gives

    def _shape(self):
        enters, lengths = 0, {1}
        for start in self.to:
            seen: dict[Any, int] = {}
            at = start
            while at not in seen:
                seen[at] = len(seen)
                at = self.to[at]
            enters = max(enters, seen[at])
            lengths.add(len(seen) - seen[at])
        return enters, lcm(*lengths)

    def slowest(self):
        return max(d ** len(self.choices) for d in self.of.d.values())

    def _limit(self):
        """What the round is worth for ever from each position."""
        found: dict[Any, Any] = {}
        for start in self.to:
            path, at = [], start
            while at not in found and at not in path:
                path.append(at)
                at = self.to[at]
            if at not in found:
                cycle = path[path.index(at) :]
                found[at] = {p: self._cycle(cycle, p) for p in self.of.parties}
            for each in reversed(path):
                if each not in found:
                    then = found[self.to[each]]
                    found[each] = {
                        p: self.gives[each][p] + self._factor(p) * then[p]
                        for p in self.of.parties
                    }
        return found

    def _factor(self, party):
        return self.of.d[party] ** len(self.choices)

    def _cycle(self, cycle, party):
        factor = self._factor(party)
        total = sum(factor**k * self.gives[at][party] for k, at in enumerate(cycle))
        return total / (1 - factor ** len(cycle))

    def after(self, values, rounds):
        """The values after so many more rounds."""
        found: dict[Any, Any] = {}
        limit = self.limit
        for start in self.to:
            end = self._walk(start, rounds)
            found[start] = {
                p: limit[start][p]
                + self._factor(p) ** rounds * (values[end][p] - limit[end][p])
                for p in self.of.parties
            }
        return found

    def _walk(self, at, steps):
        seen: dict[Any, int] = {}
        path: list[Any] = []
        while at not in seen and steps > len(path):
            seen[at] = len(path)
            path.append(at)
            at = self.to[at]
        if len(path) == steps:
            return at
        cycle = path[seen[at] :]
        return cycle[(steps - seen[at]) % len(cycle)]
