"""A road map that may be called off as well as cheated on, while leaders change.

Who calls it off leaves out or undoes steps of its own, the others' parts going through
once; in the first period it may also not sign. Where it is known to do so everything
goes back from that period on. Afterwards nothing moves, but leaders go on changing,
and with them what is wanted.
"""

from typing import Any

from tests.deal_oracle.stopping import backs, rest, ways_out
from tests.deal_oracle.turnover import Succession, for_ever

CLEAR = 1e-9


class Kept(Succession):
    """The map of who keeps to a road map; a mark is a party and how it ends it."""

    def __init__(self, rules, nodes):
        super().__init__(rules, nodes)
        self.breaching = dict(self.best)
        self.calling: dict[Any, Any] = {}
        self.over = {
            (k, f): self._back(node.start, node.time - 1)[f]
            for k, node in enumerate(nodes)
            for f in rules.profiles
        }
        for k in range(len(nodes)):
            for f in rules.profiles:
                for p in rules.parties:
                    self.calling[k, f, p] = self._call(k, f, p)
        for at, called in self.calling.items():
            known = [each for each in (self.best[at], called) if each is not None]
            self.best[at] = max(known, default=None)

    def _call(self, k, profile, party):
        """The best way to call it off; None where there is nothing to call off."""
        worth = [
            self._landed(k, profile, landing)[party]
            - (1 - self.rules.d[party]) * self.rules.cost(party, *undone)
            for undone, landing in ways_out(self.rules, self.nodes, k, party)
        ]
        if k == 0:
            worth.append(self.over[0, profile][party])
        return max(worth, default=None)

    def _landed(self, k, profile, landing):
        """What each has that lands somewhere, from where everything goes back."""
        time = self.nodes[k].time
        return self._before(time, profile, landing, self._back(landing, time))

    def _back(self, landing, time):
        """What all have while everything goes back, from the next period on."""
        rules = self.rules
        times = backs(rules, self.nodes, landing, time)
        last = max(times.values(), default=1)
        value = self._staying(rest(rules, times, landing, last))
        until = max(last, rules.last - time)
        for period in range(until - 1, 0, -1):
            state = rest(rules, times, landing, period)
            value = {f: self._before(time + period, f, state, value) for f in value}
        return value

    def _staying(self, state):
        rules = self.rules
        return for_ever(
            rules,
            {
                f: {p: rules.worth_to(p, state, f) for p in rules.parties}
                for f in rules.profiles
            },
        )

    def _before(self, time, profile, state, value):
        rules, draws = self.rules, self.rules.into(time + 1, profile)
        return {
            p: (1 - rules.d[p]) * rules.worth_to(p, state, profile)
            + rules.d[p] * sum(c * value[after][p] for after, c in draws.items())
            for p in rules.parties
        }

    def ended(self, k, profile, mark):
        """What all have where somebody is known to end it."""
        party, how = mark
        if how == "cheats":
            return super().ended(k, profile, party)
        return dict(self.over[k, profile])

    def ways(self, k, profile, party):
        """How a party may end it there: what is worth most to it, ties all named."""
        named = {
            "cheats": self.breaching[k, profile, party],
            "calls_off": self.calling[k, profile, party],
        }
        if k == 0:
            named["does_not_sign"] = self.over[0, profile][party]
        best = self.best[k, profile, party]
        return {
            how
            for how, worth in named.items()
            if worth is not None and worth > best - CLEAR
        }
