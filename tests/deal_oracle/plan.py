"""A road map period by period, the breaches of it, and what they lose."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from tests.deal_oracle.aftermath import Aftermath, Position
from tests.deal_oracle.breakdown import Breakdown, UnsettledError
from tests.deal_oracle.minmax import MinMax
from tests.deal_oracle.rules import Rules

HOLDS = 1e-9


class ImpossibleError(Exception):
    """A step cannot be taken."""


@dataclass(frozen=True)
class Node:
    """One period: stage None is staying.

    `undone` is what the steps undid so far, those of this period included; `ahead`
    what this stage or a later one takes; `agreed` all that the road map changes;
    `over` what is owed no longer.
    """

    time: int
    opened: frozenset[str]
    start: frozenset[str]
    end: frozenset[str]
    stage: int | None
    escrow: bool = False
    undone: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()


def promised_until(rules, road_map):
    """By option, the period from which it is owed no longer, and that of its return."""
    days, found = dict(road_map.until), {}
    steps = {step.option for stage in road_map.stages for step in stage.steps}
    for name in rules.options:
        day = days.get(name) or (name in steps and days.get(""))
        option = rules.case.option[name]
        if day and not option.settled and rules.case.as_of:
            over = rules.period_of(day)
            change = option.redo if name in rules.now else option.undo
            slow = change.takes.days > rules.talks.reversible_within.days
            found[name] = over, over + (rules.periods([change.takes]) if slow else 0)
    return found


def _lapsed(rules, ends, time, state):
    """As much put back of what lapses in a period as can be, as it stood first."""
    free = [
        name
        for name, (_, back) in ends.items()
        if back == time and (name in state) != (name in rules.now)
    ]
    free = [name for name in free if _may_change(rules, name, time, state)]
    for size in range(len(free), 0, -1):
        for some in combinations(free, size):
            landed = state ^ frozenset(some)
            if rules.feasible(landed) and all(
                rules.true(rules.case.option[name].requires, landed)
                for name in landed - state
            ):
                return landed
    return state


def _may_change(rules, name, time, state):
    option = rules.case.option[name]
    if name in state:
        return not rules.true(option.undo.never, state)
    gone = name in rules.ends and 0 <= rules.ends[name] <= time
    return not gone and not rules.true(option.redo.never, state)


def lay_out(rules: Rules, road_map):
    """The periods of a road map; the last stands for all that follow."""
    state = rules.now
    ends = promised_until(rules, road_map)
    last = max([rules.last, *(back for _, back in ends.values())])
    morning = rules.dawn(0, frozenset(), state)
    nodes = []

    def onward(end):
        following = rules.dawn(morning.time + 1, morning.opened, end)
        back = _lapsed(rules, ends, following.time, following.state)
        return following._replace(state=back)

    for number, stage in enumerate(road_map.stages, 1):
        steps = [s for s in stage.steps if s.taken != (s.option in morning.state)]
        if not steps:
            continue
        length = rules.periods([stage.within, *_lasts(rules, steps)])
        for left in reversed(range(length)):
            start = morning.state
            end = start if left else _done(rules, morning, stage.steps)
            done = () if left else start ^ end
            if any(x in ends and ends[x][0] <= morning.time for x in done):
                raise ImpossibleError
            escrow = stage.escrow and not left
            nodes.append(Node(morning.time, morning.opened, start, end, number, escrow))
            morning = onward(end)
    while True:
        start = morning.state
        nodes.append(Node(morning.time, morning.opened, start, start, None))
        if morning.time > last:
            return _knowing(nodes, ends)
        morning = onward(morning.state)


def _knowing(nodes, ends):
    """Tell each period what the others undo and take, and what is over."""
    agreed = frozenset().union(*(node.start ^ node.end for node in nodes))
    found = []
    for k, node in enumerate(nodes):
        undone = frozenset().union(*(n.start - n.end for n in nodes[: k + 1]))
        ahead = frozenset().union(*(n.end - n.start for n in nodes[k:]))
        over = frozenset(x for x, (day, _) in ends.items() if day <= node.time)
        found.append(
            replace(node, undone=undone, ahead=ahead, agreed=agreed, over=over)
        )
    return found


def _lasts(rules, steps):
    within = rules.talks.reversible_within.days
    for step in steps:
        option = rules.case.option[step.option]
        if step.taken:
            yield option.takes
        change = option.redo if step.taken else option.undo
        if change.takes.days > within:
            yield change.takes


def _done(rules, morning, steps):
    """The state once a stage has taken place."""
    changed = set(morning.state)
    for step in steps:
        (changed.add if step.taken else changed.discard)(step.option)
    end = frozenset(changed)
    for name in end ^ morning.state:
        option = rules.case.option[name]
        change = option.redo if name in end else option.undo
        if rules.true(change.never, morning.state):
            raise ImpossibleError
        if name in end and not rules.true(option.requires, end):
            raise ImpossibleError
    if not rules.feasible(end) or rules.closed(morning.opened) & (end - morning.state):
        raise ImpossibleError
    return end


def breaches(rules, node, party):
    """Each own move that is not the party's part: flips, landing, what it owes."""
    own = frozenset(rules.own(party))
    part = (node.start ^ node.end) & own
    for flips in rules.rank(party):
        taken = flips - node.start
        if flips == part or rules.closed(node.opened) & taken:
            continue
        ends = node.start, node.end
        stopped = node.escrow and rules.stops(party, ends, flips, node.agreed)
        landing = rules.land(party, (node.start, node.end), flips, stopped)
        if landing is None:
            continue
        early = taken & node.ahead - node.end
        have = ((node.end & own) | early) - node.over
        lack = (node.undone & own) - (node.end & own) - early - node.over
        yield flips, landing, rules.promise(party, have, lack, landing)


class Judge:
    """Slack of every party at every node under both threats."""

    def __init__(self, rules: Rules):
        self.rules = rules
        self.known: dict[Any, Any] = {}

    def follows(self, promise, position, threat):
        """What a threat gives the breacher after a landing: least and most, exact.

        A breakdown of which a choice changes late is left open.
        """
        shown = promise, position, threat
        if shown not in self.known:
            aftermath = Aftermath(self.rules, promise, position)
            if threat == "minmax":
                worth = MinMax(aftermath).worth()
                self.known[shown] = worth, worth, True
            else:
                solved = self.solved(aftermath)
                if solved.late:
                    raise UnsettledError
                values = [each[position][promise.breacher] for each in solved.phases]
                self.known[shown] = min(values), max(values), solved.exact
        return self.known[shown]

    def solved(self, aftermath):
        """The breakdown on all that follows; the same positions are solved once."""
        key = aftermath.promise, frozenset(aftermath.dawns)
        if key not in self.known:
            self.known[key] = Breakdown(aftermath)
        return self.known[key]

    def values(self, nodes, party):
        """What the road map is worth from each node on."""
        rules, d = self.rules, self.rules.d[party]
        value, found = rules.worth(party, nodes[-1].end), []
        for node in reversed(nodes):
            flow = rules.worth(party, node.end)
            part = (node.start ^ node.end) & frozenset(rules.own(party))
            value = (1 - d) * (flow - rules.cost(party, part, node.start)) + d * value
            found.append(value)
        return found[::-1]

    def slack(self, nodes, party, threat):
        """By node: (pessimistic slack, optimistic, exact); None without a choice."""
        return [
            self.margin(node, party, value, threat)
            for node, value in zip(nodes, self.values(nodes, party), strict=True)
        ]

    def margin(self, node, party, value, threat):
        rules, d = self.rules, self.rules.d[party]
        found = []
        for flips, landing, promise in breaches(rules, node, party):
            there = node.opened
            lumps = rules.owed(
                party, promise, landing, frozenset(), flow=False, opened=there
            )
            paid = rules.paid_after(promise, landing, frozenset(), there)
            now = (1 - d) * (
                rules.worth(party, landing)
                - rules.cost(party, flips, node.start)
                + lumps
            )
            at = Position(min(node.time, rules.last), node.opened, landing, paid)
            low, high, exact = self.follows(promise, at, threat)
            found.append((now + d * high, now + d * low, exact))
        if not found:
            return None
        most, least, exact = (
            max(each[0] for each in found),
            max(each[1] for each in found),
            all(each[2] for each in found),
        )
        return value - most, value - least, exact

    def table(self, nodes, party, threat):
        """The least slack of each stage, None being the stay; None without choice."""
        found = {node.stage: None for node in nodes}
        for node, margin in zip(nodes, self.slack(nodes, party, threat), strict=True):
            if margin is not None:
                known = found[node.stage]
                found[node.stage] = (
                    margin
                    if known is None
                    else (
                        min(known[0], margin[0]),
                        min(known[1], margin[1]),
                        known[2] and margin[2],
                    )
                )
        return found


def verdict(rules, nodes, judge=None, larger=0.0):
    """Proved, refuted, depends or None, in one order of movers.

    Every slack is taken to be larger by a share of its party's payoff range.
    """
    judge = judge or Judge(rules)
    holds, refuted, pays = True, False, False
    for party in rules.parties:
        flows = [rules.worth(party, state) for state in rules.states]
        least = -(HOLDS + larger) * (max(flows) - min(flows))
        for each in judge.slack(nodes, party, "minmax"):
            refuted |= each is not None and each[0] < least
        for each in judge.slack(nodes, party, "breakdown"):
            holds &= each is None or (each[2] and each[0] >= least)
            pays |= each is not None and each[1] < least
    if refuted:
        return "refuted"
    if holds:
        return "proved"
    # A breach that pays at one end of a band and not at the other: nobody knows.
    return "depends" if pays else None
