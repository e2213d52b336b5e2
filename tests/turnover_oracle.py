"""Changes of leadership by their definitions, spelled out; slow on purpose.

Cases without deadlines and without dates of turnover; plans of single-period
stages that change every option once. A break is a (stage, leaders) with who
breaks; the last stage is staying.
"""

from itertools import product
from math import exp
from typing import Any, TypeAlias

from tests.negotiation_oracle import TIE, Oracle

Table: TypeAlias = dict[Any, Any]

CLOSE = 1e-9
"""Values that close are ties."""


def number(amount):
    return float(amount.value)


class TurnoverOracle(Oracle):
    """One case with leaderships and hazards, and one plan."""

    def __init__(self, case, patience, plan):
        super().__init__(case, patience)
        kinds = case.negotiation.leaderships
        self.types = [
            [party, *(each.id for each in kinds if each.party == party)]
            for party in self.parties
        ]
        self.profiles = list(product(*self.types))
        self.wants = dict(case.preferences) | {e.id: e.preference for e in kinds}
        self.believed = {each.id: float(each.now.value) for each in kinds}
        self.stages = self.path(plan)
        self.escrow = [stage.escrow for stage in plan.stages] + [False]
        self._chances = {profile: self._into(profile) for profile in self.profiles}
        self._moves: dict[object, list[object]] = {}

    # Who rules.

    def chance(self, place, before, after):
        """The chance that one party's leaders change so within a period."""
        rates = dict.fromkeys(self.types[place], 0.0)
        for rule in self.case.negotiation.turnover:
            ours = rule.party == self.parties[place] and rule.after != before
            if ours and rule.before in {None, before}:
                assert rule.hazard is not None
                rates[rule.after] += float(rule.hazard.amount.value)
        total = sum(rates.values())
        moved = 1 - exp(-total)
        if after == before:
            return 1 - moved
        return moved * rates[after] / total if total else 0.0

    def into(self, before):
        return self._chances[before]

    def moves(self, party, state):
        if (party, state) not in self._moves:
            self._moves[party, state] = super().moves(party, state)
        return self._moves[party, state]

    def _into(self, before):
        """Who may rule in the next period, with what chance."""
        found = {}
        for after in self.profiles:
            found[after] = 1.0
            for place, (one, other) in enumerate(zip(before, after, strict=True)):
                found[after] *= self.chance(place, one, other)
        return found

    def first(self):
        """The belief about who rules in the first period."""
        found = {}
        for profile in self.profiles:
            found[profile] = 1.0
            for party, name, names in zip(
                self.parties, profile, self.types, strict=True
            ):
                own = 1 - sum(self.believed[each] for each in names if each != party)
                found[profile] *= own if name == party else self.believed[name]
        return found

    def worth(self, party, profile, state):
        wants = self.wants[profile[self.parties.index(party)]].weights
        return sum(float(w.amount.value) for w in wants if self.true(w.of, state))

    # Guarantees.

    def counted(self, guarantee, party):
        if party not in guarantee.against:
            return frozenset()
        own = frozenset(self.own(party))
        return own & frozenset(guarantee.undoing) if guarantee.undoing else own

    def promised(self, party, stage, landing):
        """What stands as promised after a breach: prescribed, or taken early."""
        end = self.stages[min(stage + 1, len(self.stages) - 1)]
        later = self.stages[-1] - self.now - end
        covered = frozenset().union(
            *(self.counted(g, party) for g in self.case.negotiation.guarantees)
        )
        return end | (landing & later & covered)

    def owed(self, guarantee, breacher, promised, state):
        counted = self.counted(guarantee, breacher)
        missing = (counted & promised) - state
        back = counted & (self.now - promised) & state
        return self.true(guarantee.when, state) and bool(missing | back)

    def after_guarantees(self, party, breacher, promised, state):
        flow = 0.0
        for each in self.case.negotiation.guarantees:
            if promised is not None and self.owed(each, breacher, promised, state):
                believed = number(each.believed)
                if party == breacher:
                    flow -= believed * number(each.penalty_flow)
                if party == each.protects:
                    flow += believed * number(each.compensation_flow)
        return flow

    # After a break.

    def settled(self, breacher, promised, sweeps):
        """The breakdown by leaders, state and party; None where it goes round."""
        flows = {
            (profile, state, party): self.worth(party, profile, state)
            + self.after_guarantees(party, breacher, promised, state)
            for profile in self.profiles
            for state in self.states
            for party in self.parties
        }
        values: Table = {at[:2]: {} for at in flows}
        for (profile, state, party), flow in flows.items():
            values[profile, state][party] = flow
        for _ in range(sweeps):
            before, values = values, self._sweep(flows, values)
            if all(
                abs(values[at][party] - before[at][party]) < TIE
                for at in values
                for party in self.parties
            ):
                return values
        return None

    def _sweep(self, flows, values):
        found: Table = {}
        for profile in self.profiles:
            chances = [each for each in self.into(profile).items() if each[1]]
            table: Table = {state: {} for state in self.states}
            for state, party in product(self.states, self.parties):
                later = sum(p * values[then, state][party] for then, p in chances)
                d, flow = self.d[party], flows[profile, state, party]
                table[state][party] = (1 - d) * flow + d * later
            for mover in reversed(self.movers):
                table = {s: self._turn(mover, s, table) for s in self.states}
            found |= {(profile, state): table[state] for state in self.states}
        return found

    def breaches(self, party, ends, escrow):
        """Own moves other than the part: (flips, landing)."""
        start, end = ends
        part = (start ^ end) & frozenset(self.own(party))
        found = []
        for flips in self.rank(party):
            landing = self.land(party, ends, flips, escrow)
            if flips != part and landing is not None:
                found.append((flips, landing))
        return found

    def broken(self, stage, profile, party, solved):
        """What all have where one party breaks, seen by all.

        `solved(promised)` gives the breakdown after its breach.
        """
        best = None
        for promised in self.promises(party, stage):
            found = self._lands(stage, profile, party, promised, solved(promised))
            if best is None or found[party] > best[party] + CLOSE:
                best = found
        return best

    def promises(self, party, stage):
        start, end = self.ends(stage)
        return {
            self.promised(party, stage, landing): None
            for _, landing in self.breaches(party, (start, end), self.escrow[stage])
        }

    def ends(self, stage):
        return self.stages[stage], self.stages[min(stage + 1, len(self.stages) - 1)]

    def _lands(self, stage, profile, party, promised, table):
        start, end = self.ends(stage)
        escrow = self.escrow[stage]

        def had(flips, landing, end):
            got = dict(table[profile, landing])
            for other in self.parties:
                part = (start ^ end) & frozenset(self.own(other))
                own = flips if other == party else frozenset() if escrow else part
                got[other] -= (1 - self.d[other]) * self.cost(other, own, start)
            return got

        def alike(end):
            return [
                each
                for each in self.breaches(party, (start, end), escrow)
                if self.promised(party, stage, each[1]) == promised
            ]

        moves = alike(end)
        while True:
            outcomes = [(flips, had(flips, at, end)) for flips, at in moves]
            most = max(got[party] for _, got in outcomes)
            flips, got = next(e for e in outcomes if e[1][party] >= most - CLOSE)
            for other in self.parties if not escrow else []:
                part = (start ^ end) & frozenset(self.own(other))
                fewer = dict(alike(end ^ part))
                if (
                    other != party
                    and part
                    and flips in fewer
                    and table[profile, fewer[flips]][other] > got[other] + CLOSE
                ):
                    end = end ^ part
                    moves = list(fewer.items())
                    break
            else:
                return got

    # The road map.

    def values(self, breaks, solved):
        """What the road map is worth, by stage, leaders and party."""
        last = len(self.stages) - 1
        found = {
            (last, profile, party): self.worth(party, profile, self.stages[-1])
            for profile in self.profiles
            for party in self.parties
        }
        for _ in range(2000):
            before = dict(found)
            found |= self._node(last, breaks, solved, before)
            if all(abs(found[at] - before[at]) < TIE for at in found):
                break
        found |= {(last + 1, *at[1:]): worth for at, worth in found.items()}
        for stage in reversed(range(last)):
            found |= self._node(stage, breaks, solved, found)
        return found

    def _node(self, stage, breaks, solved, later):
        found: Table = {}
        for profile in self.profiles:
            breaker = breaks.get((stage, profile))
            if breaker is not None:
                got = self.broken(stage, profile, breaker, solved(breaker))
            else:
                got = self.complied(stage, profile, later)
            found |= {(stage, profile, party): got[party] for party in self.parties}
        return found

    def complied(self, stage, profile, later):
        start, end = self.ends(stage)
        then = min(stage + 1, len(self.stages) - 1)
        got = {}
        for party in self.parties:
            part = (start ^ end) & frozenset(self.own(party))
            flow = self.worth(party, profile, end) - self.cost(party, part, start)
            onward = sum(
                chance * later[then, after, party]
                for after, chance in self.into(profile).items()
            )
            got[party] = (1 - self.d[party]) * flow + self.d[party] * onward
        return got

    def breached(self, stage, profile, party, solved):
        """The best breach where all others do their part; None without a choice."""
        best, d = None, self.d[party]
        for flips, landing in self.breaches(
            party, self.ends(stage), self.escrow[stage]
        ):
            promised = self.promised(party, stage, landing)
            table = solved(promised)
            flow = self.worth(party, profile, landing)
            flow -= self.cost(party, flips, self.stages[stage])
            later = sum(
                chance * table[after, landing][party]
                for after, chance in self.into(profile).items()
            )
            got = (1 - d) * flow + d * later
            best = got if best is None else max(best, got)
        return best

    def kept(self, breaks):
        """The chances to reach the target, and to break at each stage."""
        mass, lost = self.first(), []
        for stage in range(len(self.stages) - 1):
            lost.append(
                sum(mass[each] for each in self.profiles if (stage, each) in breaks)
            )
            left = {each: mass[each] for each in mass if (stage, each) not in breaks}
            mass = dict.fromkeys(self.profiles, 0.0)
            for before, chance in left.items():
                for after, moved in self.into(before).items():
                    mass[after] += chance * moved
        return sum(mass.values()), lost
