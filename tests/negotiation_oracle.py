"""The negotiation by its definitions, spelled out state by state; slow on purpose.

A state is the frozenset of the options taken. Costs and flows are floats.
"""

from itertools import chain, combinations, pairwise

from detente.model.case import Case
from detente.model.formula import holds
from detente.model.road_map import RoadMap

TIE = 1e-12


def subsets(items):
    items = list(items)
    return [
        frozenset(each)
        for each in chain.from_iterable(
            combinations(items, size) for size in range(len(items) + 1)
        )
    ]


class Oracle:
    """One case without deadlines, settled options or guarantees."""

    def __init__(self, case: Case, patience: dict[str, float]):
        self.case = case
        self.d = patience
        self.parties = [party.id for party in case.parties]
        self.movers = case.negotiation.movers.parties or tuple(self.parties)
        self.options = [option.id for option in case.options]
        self.states = [state for state in subsets(self.options) if self.feasible(state)]
        self.now = frozenset(option.id for option in case.options if option.now)

    def true(self, formula, state):
        def truth(name):
            if name in self.case.definitions:
                return self.true(self.case.definitions[name], state)
            return name in state

        return holds(formula, truth)

    def feasible(self, state):
        return all(self.true(rule.formula, state) for rule in self.case.constraints)

    def own(self, party):
        return [option.id for option in self.case.party[party].options]

    def flow(self, party, state):
        weights = self.case.preference[party].weights
        return sum(float(w.amount.value) for w in weights if self.true(w.of, state))

    def rank(self, party):
        """Ordered sets of flips: by option order, as binary numbers."""
        own = self.own(party)
        return sorted(subsets(own), key=lambda s: sum(1 << own.index(x) for x in s))

    def may(self, flips, before, after, due=frozenset()):
        """Whether a move is legal; what is due has been given the time it takes."""
        within = self.case.negotiation.reversible_within.days
        for name in flips:
            option = self.case.option[name]
            change = option.undo if name in before else option.redo
            slow = self.true(change.never, before) or change.takes.days > within
            if slow and name not in due:
                return False
            if name not in before and not self.true(option.requires, after):
                return False
        return True

    def moves(self, party, state):
        """Own moves, staying first, in option order: (flips, landing)."""
        return [
            (flips, state ^ flips)
            for flips in self.rank(party)
            if self.feasible(state ^ flips) and self.may(flips, state, state ^ flips)
        ]

    def cost(self, party, flips, state):
        total = 0.0
        for name in flips & set(self.own(party)):
            option = self.case.option[name]
            amount = option.cost_undo if name in state else option.cost_do
            total += float(amount.value) if amount else 0.0
        return total

    def breakdown(self, sweeps):
        """Everyone for itself, `sweeps` periods before frozen for ever."""
        values = {
            state: {party: self.flow(party, state) for party in self.parties}
            for state in self.states
        }
        for _ in range(sweeps):
            values = self.breakdown_period(values)
        return values

    def breakdown_period(self, values):
        """What a period is worth at its beginning, everyone for itself."""
        then = {
            state: {
                party: (1 - self.d[party]) * self.flow(party, state)
                + self.d[party] * values[state][party]
                for party in self.parties
            }
            for state in self.states
        }
        for mover in reversed(self.movers):
            then = {state: self._turn(mover, state, then) for state in self.states}
        return then

    def _turn(self, mover, state, then):
        best = None
        for flips, landing in self.moves(mover, state):
            price = (1 - self.d[mover]) * self.cost(mover, flips, state)
            value = then[landing][mover] - price
            if best is None or value > best[mover] + TIE:
                best = then[landing] | {mover: value}
        return best

    def minmax(self, party, sweeps):
        """All others against one, `sweeps` periods before frozen for ever."""
        values = {state: self.flow(party, state) for state in self.states}
        for _ in range(sweeps):
            values = self.minmax_period(party, values)
        return values

    def minmax_period(self, party, values):
        """What a period is worth at its beginning, by what the next one is worth."""
        d = self.d[party]
        then = {
            state: (1 - d) * self.flow(party, state) + d * values[state]
            for state in self.states
        }
        for mover in reversed(self.movers):
            choose = max if mover == party else min
            then = {
                state: choose(
                    then[landing]
                    - (1 - d)
                    * (self.cost(party, flips, state) if mover == party else 0)
                    for flips, landing in self.moves(mover, state)
                )
                for state in self.states
            }
        return then

    def exposure(self, party, state, start):
        def back(mover, at):
            return [s for f, s in self.moves(mover, at) if f <= state ^ start]

        lefts = {state}
        for other in self.parties:
            if other != party:
                own = [
                    frozenset(f)
                    for f in subsets(set(self.own(other)) & (state ^ start))
                ]
                lefts = {left ^ flips for left in lefts for flips in own}
        lefts = {s for s in lefts if self.feasible(s) and self.may(s ^ state, state, s)}
        worst = min(
            max(self.flow(party, s) for s in back(party, left)) for left in lefts
        )
        return self.flow(party, start) - worst

    def path(self, road_map: RoadMap):
        """States after each stage, the start first; steps are taken as possible."""
        states = [self.now]
        for stage in road_map.stages:
            state = set(states[-1])
            for step in stage.steps:
                (state.add if step.taken else state.discard)(step.option)
            states.append(frozenset(state))
        return states

    def slack(self, road_map: RoadMap, after):
        """Slack by (stage, party); the last stage is staying. No durations.

        `after(party)` gives the value of a threat by state for one breacher.
        """
        states = self.path(road_map)
        escrow = [stage.escrow for stage in road_map.stages] + [False]
        agreed = self.agreed(states)
        found = {}
        for party in self.parties:
            d, value = self.d[party], self.flow(party, states[-1])
            punished = after(party)
            for stage in reversed(range(len(states))):
                start, end = states[stage], states[min(stage + 1, len(states) - 1)]
                part = (start ^ end) & frozenset(self.own(party))
                flow = self.flow(party, end) - self.cost(party, part, start)
                onward, value = value, (1 - d) * flow + d * value
                best = None
                for flips in self.rank(party):
                    ends = start, end
                    stopped = escrow[stage] and self.stops(party, ends, flips, agreed)
                    landing = self.land(party, ends, flips, stopped)
                    if flips == part or landing is None:
                        continue
                    got = (1 - d) * (
                        self.flow(party, landing) - self.cost(party, flips, start)
                    ) + d * punished[landing]
                    best = got if best is None else max(best, got)
                here = (1 - d) * flow + d * onward
                found[stage, party] = None if best is None else here - best
        return found

    def agreed(self, states):
        """The options that a road map through these states changes."""
        return frozenset().union(*(a ^ b for a, b in pairwise(states)))

    def stops(self, party, node, flips, agreed):
        """Whether a breach stops what is in escrow: it has to do with the deal."""
        start, end = node
        part = (start ^ end) & frozenset(self.own(party))
        return bool(part or flips & agreed)

    def land(self, party, node, flips, stopped):
        """Where a breach lands; None where it is no legal move."""
        start, end = node
        others = (start ^ end) - frozenset(self.own(party))
        if stopped:
            others = frozenset()
        while True:
            landing = start ^ flips ^ others
            stuck = {
                name
                for name in others - start
                if not self.true(self.case.option[name].requires, landing)
            }
            if not stuck:
                break
            others -= stuck
        kept = sorted(
            subsets(name for name in self.options if name in others),
            key=lambda s: (-len(s), [name not in s for name in self.options]),
        )
        for steps in kept:
            landing = start ^ flips ^ steps
            requires = all(
                self.true(self.case.option[name].requires, landing)
                for name in steps - start
            )
            if self.feasible(landing) and requires:
                return landing if self.may(flips, start, landing, start ^ end) else None
        return None
