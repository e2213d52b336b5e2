"""Who may rule, what they want, and how they follow each other."""

from collections import defaultdict
from dataclasses import replace
from itertools import product
from math import exp, log
from typing import Any

from detente.model.quantity import DAYS
from tests.deal_oracle.rules import Rules


class Leaders(Rules):
    """A case in which leaderships change; the day of a change is a date like others.

    A profile names each party's leadership, the party itself meaning its own wants.
    """

    def __init__(self, case, patience, movers=None, chances=None):
        super().__init__(case, patience, movers)
        self.chances = chances or {}
        self.types = {
            party: [party, *(t.id for t in self.talks.leaderships if t.party == party)]
            for party in self.parties
        }
        self.profiles = list(product(*self.types.values()))
        self.wants = {each.id: self._wanting(each) for each in self.talks.leaderships}
        self.dated = [
            (self.period_of(rule.on), rule.on, rule)
            for rule in self.talks.turnover
            if rule.on is not None
        ]
        self.last = max([self.last, *(time for time, _, _ in self.dated)])

    def _wanting(self, leadership):
        preferences = dict(self.case.preferences)
        preferences[leadership.party] = leadership.preference
        changed = replace(self.case, preferences=tuple(preferences.items()))
        return Rules(changed, self.d)

    def worth_to(self, party, state, profile):
        name = profile[self.parties.index(party)]
        rules = self if name == party else self.wants[name]
        return rules.worth(party, state)

    def start(self):
        """The belief about who rules in period 0, after the changes of its days."""
        chance = {}
        now = {each.id: float(each.now.value) for each in self.talks.leaderships}
        for profile in self.profiles:
            chance[profile] = 1.0
            for party, name in zip(self.parties, profile, strict=True):
                others = sum(now[t] for t in self.types[party] if t != party)
                chance[profile] *= 1 - others if name == party else now[name]
        return self._onward(chance, lambda name: self._scheduled(name, 0))

    def _onward(self, chance, step):
        """Draw every party's leadership anew; `step` gives one's successors."""
        found: dict[Any, float] = defaultdict(float)
        for profile, likely in chance.items():
            for after in product(*(step(name).items() for name in profile)):
                joint = likely
                for _, each in after:
                    joint *= each
                found[tuple(name for name, _ in after)] += joint
        return {profile: each for profile, each in found.items() if each > 0}

    def into(self, time, profile):
        """Who rules in a period, by who ruled in the one before; time from 1."""
        drawn = self._onward({profile: 1.0}, self._by_hazard)
        return self._onward(drawn, lambda name: self._scheduled(name, time))

    def _party(self, name):
        return next(p for p, names in self.types.items() if name in names)

    def _by_hazard(self, name):
        """Successors compete: rates add up, and the first change of a period counts."""
        rates: dict[str, float] = defaultdict(float)
        for place, rule in enumerate(self.talks.turnover):
            if rule.hazard is None and place not in self.chances:
                continue
            if self._holds_for(rule, name):
                rates[rule.after] += self._rate(place, rule)
        total = sum(rates.values())
        found = {name: exp(-total)}
        for after, rate in rates.items():
            found[after] = found.get(after, 0.0) + (1 - exp(-total)) * rate / total
        return found

    def _holds_for(self, rule, name):
        """A rule without `from` holds for all but the one it leads to."""
        return (
            rule.party == self._party(name)
            and name != rule.after
            and rule.before in (None, name)
        )

    def _rate(self, place, rule):
        if place in self.chances:
            return -log(1 - self.chances[place])
        per = rule.hazard.per
        periods = float(self.talks.period.days / DAYS[per]) if per else 1.0
        share = float(rule.share.value) if rule.share else 1.0
        return float(rule.hazard.amount.value) * periods * share

    def _scheduled(self, name, time):
        """The changes of a period's days, one day after the other."""
        chance = {name: 1.0}
        for day in sorted({on for when, on, _ in self.dated if when == time}):
            after: dict[str, float] = defaultdict(float)
            for known, likely in chance.items():
                left = likely
                for _, on, rule in self.dated:
                    if on == day and self._holds_for(rule, known):
                        moved = likely * float(rule.probability.value)
                        after[rule.after] += moved
                        left -= moved
                after[known] += left
            chance = dict(after)
        return chance
