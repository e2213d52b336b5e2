"""A road map under turnover: who breaks it, by the definitions.

Leaders are drawn and seen at the beginning of each period. Where they are known to
break, the breakdown begins in that period, from the state in which it finds the
parties after its dates, with the breacher owing what it would owe.
"""

from typing import Any

from tests.deal_oracle.aftermath import Aftermath, Position
from tests.deal_oracle.breakdown import TIE, UnsettledError
from tests.deal_oracle.leaders import Leaders
from tests.deal_oracle.plan import HOLDS, breaches

SWEEPS = 3000
STILL = 1e-12


class Collapse:
    """The breakdown while leaders change: values by position and profile."""

    def __init__(self, aftermath):
        self.of, self.rules = aftermath, aftermath.rules
        self.d, self.parties = self.rules.d, self.rules.parties
        self.draws = {}
        self.values, self.scale = {}, 1.0
        every = aftermath.lasting()
        for paid in sorted({len(each.paid) for each in every}, reverse=True):
            self._settle([each for each in every if len(each.paid) == paid])
        for position in aftermath.earlier():
            self.values[position] = self._begun(position, {})

    def _settle(self, positions):
        """From "frozen for ever" on until nothing moves any more."""
        self.values |= self._frozen(positions)
        for _ in range(SWEEPS):
            cache: dict[Any, Any] = {}
            found = {each: self._begun(each, cache) for each in positions}
            moved = max(
                abs(found[at][profile][p] - self.values[at][profile][p])
                for at in positions
                for profile in self.rules.profiles
                for p in self.parties
            )
            self.values |= found
            if moved < STILL:
                return
        raise UnsettledError

    def _frozen(self, positions):
        found = {}
        for at in positions:
            owed = {
                p: self.rules.owed(
                    p, self.of.promise, at.state, self._all(), opened=at.opened
                )
                for p in self.parties
            }
            flow = {
                profile: {
                    p: self.rules.worth_to(p, at.state, profile) + owed[p]
                    for p in self.parties
                }
                for profile in self.rules.profiles
            }
            value = for_ever(self.rules, flow)
            for p in self.parties:
                first = self.rules.owed(
                    p, self.of.promise, at.state, at.paid, opened=at.opened
                )
                for profile in self.rules.profiles:
                    value[profile][p] += (1 - self.d[p]) * (first - owed[p])
            found[at] = value
        return found

    def _all(self):
        return frozenset(each.id for each in self.rules.talks.guarantees)

    def _begun(self, position, cache):
        return {
            profile: self.turn(self.of.dawns[position], profile, cache)
            for profile in self.rules.profiles
        }

    def turn(self, turn, profile, cache):
        """Every party's value at a turn, its leaders drawn."""
        if (turn, profile) not in cache:
            cache[turn, profile] = (
                self._leaf(turn, profile)
                if turn in self.of.leaves
                else self._best(turn, profile, cache)
            )
        return cache[turn, profile]

    def _best(self, turn, profile, cache):
        mover, best = self.of.mover(turn), None
        for child, cost in self.of.turns[turn]:
            values = self.turn(child, profile, cache)
            worth = values[mover] - (1 - self.d[mover]) * cost
            if best is None or worth > best[mover] + TIE:
                best = values | {mover: worth}
        return best

    def _leaf(self, leaf, profile):
        end = self.of.leaves[leaf]
        (_, opened, paid), _, state = leaf
        found = {}
        for p in self.parties:
            flow = self.rules.worth_to(p, state, profile) + self.rules.owed(
                p, self.of.promise, state, paid, opened=opened
            )
            found[p] = (1 - self.d[p]) * flow + self.d[p] * self.expected(
                end, profile, p
            )
        return found

    def expected(self, position, profile, party):
        """A party's value from the next period on, its leaders not yet drawn."""
        then = self.values[position]
        key = position.time, profile
        if key not in self.draws:
            self.draws[key] = self.rules.into(position.time + 1, profile)
        return sum(
            chance * then[after][party] for after, chance in self.draws[key].items()
        )


def for_ever(rules, flow, given=None):
    """Values if the flow by profile goes on for ever; `given` ones are known."""
    given = given or {}
    values = {profile: dict(each) for profile, each in flow.items()} | given
    draws = {each: rules.into(rules.last + 1, each) for each in rules.profiles}
    while True:
        moved = 0.0
        for profile in rules.profiles:
            if profile in given:
                continue
            for p in rules.parties:
                onward = sum(c * values[a][p] for a, c in draws[profile].items())
                value = (1 - rules.d[p]) * flow[profile][p] + rules.d[p] * onward
                moved = max(moved, abs(value - values[profile][p]))
                values[profile][p] = value
        if moved < STILL:
            return values


class Succession:
    """The map of who complies, place by place: a node and a profile."""

    def __init__(self, rules: Leaders, nodes):
        self.rules, self.nodes = rules, nodes
        self.places = [(k, f) for k in range(len(nodes)) for f in rules.profiles]
        self.collapses: dict[Any, Any] = {}
        self.best: dict[Any, Any] = {}
        self.known: dict[Any, Any] = {}
        for k, node in enumerate(nodes):
            for party in rules.parties:
                self._ask(k, node, party)
        self.tolerance = {p: HOLDS * max(1e-300, self._range(p)) for p in rules.parties}

    def _range(self, party):
        flows = [self.rules.worth(party, state) for state in self.rules.states]
        return max(flows) - min(flows)

    def _ask(self, k, node, party):
        """The best breach by profile, and the breakdown where it is seen to come."""
        rules = self.rules
        for profile in rules.profiles:
            self.best[k, profile, party] = None
        own = frozenset(rules.own(party))
        have = (node.end & own) - node.over
        lack = (node.undone & own) - node.end - node.over
        promise = rules.promise(party, have, lack, node.start)
        begin: Any = (
            (min(node.time, rules.last), node.opened, frozenset()),
            0,
            node.start,
        )
        collapse = self.collapse(Aftermath(rules, promise, begin=begin))
        for profile in rules.profiles:
            self.collapses[k, profile, party] = collapse.turn(begin, profile, {})
        for breach in breaches(rules, node, party):
            self._try(k, party, breach)

    def collapse(self, aftermath):
        """What follows, each once."""
        known = frozenset(aftermath.dawns), frozenset(aftermath.turns)
        key = aftermath.promise, *known
        if key not in self.known:
            self.known[key] = Collapse(aftermath)
        return self.known[key]

    def _try(self, k, party, breach):
        rules, d, node = self.rules, self.rules.d[party], self.nodes[k]
        flips, landing, promise = breach
        there = node.opened
        lumps = rules.owed(
            party, promise, landing, frozenset(), flow=False, opened=there
        )
        paid = rules.paid_after(promise, landing, frozenset(), there)
        at = Position(min(node.time, rules.last), node.opened, landing, paid)
        after = self.collapse(Aftermath(rules, promise, landing=at))
        for profile in rules.profiles:
            now = rules.worth_to(party, landing, profile) + lumps
            now -= rules.cost(party, flips, node.start)
            got = (1 - d) * now + d * after.expected(at, profile, party)
            known = self.best[k, profile, party]
            self.best[k, profile, party] = got if known is None else max(known, got)

    def values(self, marks):
        """What the road map is worth where some break it, by node and profile."""
        rules = self.rules
        found: dict[Any, Any] = {}
        for k in reversed(range(len(self.nodes))):
            node = self.nodes[k]
            broken = {
                f: self.ended(k, f, marks[k, f])
                for f in rules.profiles
                if (k, f) in marks
            }
            flow = {f: self._flows(node, f) for f in rules.profiles}
            if k == len(self.nodes) - 1:
                values = for_ever(rules, flow, broken)
            else:
                values = {
                    f: broken.get(f) or self._onward(k, f, flow[f], found)
                    for f in rules.profiles
                }
            found |= {(k, f): values[f] for f in rules.profiles}
        return found

    def ended(self, k, profile, party):
        """What all have where somebody is known to break it."""
        return dict(self.collapses[k, profile, party])

    def _flows(self, node, profile):
        rules = self.rules
        part = node.start ^ node.end
        return {
            p: rules.worth_to(p, node.end, profile)
            - rules.cost(p, part & frozenset(rules.own(p)), node.start)
            for p in rules.parties
        }

    def _onward(self, k, profile, flow, found):
        draws = self.rules.into(self.nodes[k].time + 1, profile)
        return {
            p: (1 - self.rules.d[p]) * flow[p]
            + self.rules.d[p] * sum(c * found[k + 1, a][p] for a, c in draws.items())
            for p in self.rules.parties
        }

    def negative(self, marks):
        """(slack, place, party) wherever somebody would breach, the worst first."""
        values = self.values(marks)
        found = [
            (values[place][p] - self.best[(*place, p)], place, p)
            for place in self.places
            if place not in marks
            for p in self.rules.parties
            if self.best[(*place, p)] is not None
        ]
        return sorted(
            (each for each in found if each[0] < -self.tolerance[each[2]]),
            key=lambda each: each[0],
        )

    def marks(self):
        """Mark the worst, one at a time; take back what leaves nobody a reason."""
        marks: dict[Any, str] = {}
        while found := self.negative(marks):
            _, place, party = found[0]
            marks[place] = party
        for place in list(marks):
            tried = {k: v for k, v in marks.items() if k != place}
            if not self.negative(tried):
                marks = tried
        return marks

    def chances(self, marks):
        """The chance of completing, and of breaking at each stage."""
        likely = dict(self.rules.start())
        broken: dict[int, float] = {}
        for k, node in enumerate(self.nodes):
            if node.stage is None:
                break
            for profile in list(likely):
                if (k, profile) in marks:
                    lost = likely.pop(profile)
                    broken[node.stage] = broken.get(node.stage, 0.0) + lost
            after: dict[Any, float] = {}
            for profile, chance in likely.items():
                for name, each in self.rules.into(node.time + 1, profile).items():
                    after[name] = after.get(name, 0.0) + chance * each
            likely = after
        return sum(likely.values()), broken
