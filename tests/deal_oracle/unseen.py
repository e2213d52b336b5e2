"""Breaches that are not seen at once, followed one by one and period by period."""

from math import ceil

from tests.deal_oracle.aftermath import Position
from tests.deal_oracle.plan import breaches
from tests.negotiation_oracle import subsets

NOTHING_LEFT = 1e-13


def watched(case):
    """By option: periods in which it cannot be noticed, and the chance after that."""
    found = {}
    period = case.negotiation.period.days
    for option in case.options:
        seen = option.seen
        if seen is None:
            continue
        delay = ceil(seen.after.days / period) if seen.after else 0
        chance = float(seen.chance.amount.value) if seen.chance else 1.0
        if delay or chance < 1:
            found[option.id] = delay, chance
    return found


class Unseen:
    """Hidden breaches of one road map under one threat."""

    def __init__(self, judge, nodes, threat):
        self.judge, self.rules, self.nodes = judge, judge.rules, nodes
        self.threat = threat
        self.watched = watched(self.rules.case)

    def worths(self, k, party):
        """What each hidden breach at a node is worth: (least, most, exact)."""
        own = frozenset(self.rules.own(party))
        hideable = own & frozenset(self.watched)
        node = self.nodes[k]
        part = (node.start ^ node.end) & own
        for lacks in subsets(hideable):
            flips = part ^ lacks
            taken = flips - node.start
            landing = node.end ^ lacks
            if not lacks or self.rules.closed(node.opened) & taken:
                continue
            if self.early(k) & taken:
                continue
            if not self.rules.feasible(landing) or not self.fits(node, landing):
                continue
            if not self.rules.may(flips, node.start, landing, part):
                continue
            for given_up in (False, True):
                yield self.worth(k, party, lacks, given_up)

    def early(self, k):
        """What is taken later, and stood neither at the start nor since."""
        node, been = self.nodes[k], frozenset(self.rules.now)
        been |= frozenset().union(*(each.start for each in self.nodes[: k + 1]))
        return node.ahead - been - node.end

    def fits(self, node, landing):
        """Whether all that the others take has what it requires."""
        return all(
            self.rules.true(self.rules.case.option[name].requires, landing)
            for name in landing - node.start
        )

    def worth(self, k, party, lacks, given_up):
        """Go on until nothing is left, then back: (least, most, exact)."""
        d, exact, last = self.rules.d[party], True, None
        steps, left = [], 1.0
        for step in self.steps(k, party, lacks, given_up):
            if isinstance(step, float):
                last = step
                break
            had, noticed, seen, owned = step
            exact &= seen[-1] and owned[-1]
            steps.append(step)
            left *= d * (1 - noticed)
            if left < NOTHING_LEFT:
                break
        found = []
        for place in (0, 1):
            # What is after the last step weighs nothing, or is the road map itself.
            later = 0.0 if last is None else last
            for number, (had, noticed, seen, owned) in reversed(list(enumerate(steps))):
                ends = last is None and number + 1 == len(steps)
                onward = owned[place] if ends else max(d * later, owned[place])
                later = noticed * seen[place] + (1 - noticed) * (had + onward)
            found.append(later)
        return (*found, exact)

    def steps(self, k, party, lacks, given_up):
        """Period by period: what is had unnoticed, the chance of being noticed, what is
        had then, and what owning up is worth at its end. At last the road map's worth,
        if all comes to be as it should.
        """
        rules, d = self.rules, self.rules.d[party]
        own, since = frozenset(rules.own(party)), dict.fromkeys(lacks, k)
        j, begun, shown = k, self.nodes[k].start, False
        state = self.nodes[k].end ^ lacks
        while True:
            node, flips = self.at(j), (begun ^ state) & own
            cost = rules.cost(party, flips, begun)
            had = (1 - d) * (rules.worth(party, state) - cost)
            if not lacks and not shown:
                values = self.judge.values(self.nodes, party)
                yield had + d * values[min(j + 1, len(self.nodes) - 1)]
                return
            tells, then, then_lacks = self.night(j, state, lacks)
            noticed = 1.0 if shown or tells else self.chance(lacks, since, j)
            landing = self.stopped(node, party, flips, state) if j == k else state
            owned = self.after(node, party, state)
            first = (1 - d) * (rules.worth(party, landing) - cost)
            seen = self.after(node, party, landing)
            if not noticed:
                seen = owned
            yield had, noticed, (first + seen[0], first + seen[1], seen[2]), owned
            j, begun = j + 1, then
            state, lacks, shown = self.day(j, party, begun, then_lacks, given_up)
            since = {x: since[x] if x in then_lacks else j for x in lacks}

    def at(self, j):
        return self.nodes[min(j, len(self.nodes) - 1)]

    def chance(self, lacks, since, j):
        """How likely it is noticed at the end of a period."""
        missed = 1.0
        for x in lacks:
            delay, chance = self.watched[x]
            if j - since[x] >= delay:
                missed *= 1 - chance
        return 1 - missed

    def day(self, j, party, begun, lacks, given_up):
        """Where a later period ends, what is missing then, and whether it shows."""
        node, own = self.at(j), frozenset(self.rules.own(party))
        package = node.start ^ node.end
        part = package & own
        lacks = (lacks ^ (part & set(self.watched))) if given_up else lacks - part
        state = node.end ^ lacks
        if self.possible(begun, state):
            return state, lacks, False
        theirs = begun, begun ^ (package - own)
        return self.rules.land(party, theirs, frozenset(), stopped=False), lacks, True

    def night(self, j, state, lacks):
        """The dawn after a period: whether its date tells, the state, what lacks."""
        if j + 1 >= len(self.nodes):
            return False, state, lacks
        node, after = self.nodes[j], self.nodes[j + 1]
        dawn = self.rules.dawn(node.time + 1, node.opened, state)
        # What a promise that lapses puts back stands so, whatever was done before.
        due = self.rules.dawn(node.time + 1, node.opened, node.end).state
        lapsing = due ^ after.start
        begun = (dawn.state - lapsing) | (after.start & lapsing)
        fits = self.rules.feasible(begun)
        begun = begun if fits else dawn.state
        differs = begun ^ after.start
        tells = dawn.opened != after.opened or not differs <= lacks or not fits
        return tells, begun, lacks & differs

    def possible(self, begun, state):
        """Whether all changes are allowed, by the road map's own rules."""
        rules = self.rules
        if begun == state:
            return True
        for name in begun ^ state:
            option = rules.case.option[name]
            change = option.undo if name in begun else option.redo
            if rules.true(change.never, begun):
                return False
            if name in state and not rules.true(option.requires, state):
                return False
        return rules.feasible(state)

    def stopped(self, node, party, flips, state):
        """Where it lands if it is noticed at once: escrow stops it."""
        found = {
            each: landing for each, landing, _ in breaches(self.rules, node, party)
        }
        return found.get(flips, state) if node.escrow else state

    def after(self, node, party, landing):
        """What is had once it is noticed, lumps that are due then included."""
        rules, d = self.rules, self.rules.d[party]
        own = frozenset(rules.own(party))
        early = (landing & own & node.ahead) - node.end
        have = ((node.end & own) | early) - node.over
        lack = (node.undone & own) - (node.end & own) - early - node.over
        promise = rules.promise(party, have, lack, landing)
        there = node.opened
        lumps = rules.owed(
            party, promise, landing, frozenset(), flow=False, opened=there
        )
        paid = rules.paid_after(promise, landing, frozenset(), there)
        at = Position(min(node.time, rules.last), node.opened, landing, paid)
        least, most, exact = self.judge.follows(promise, at, self.threat)
        now = (1 - d) * lumps
        return now + d * least, now + d * most, exact


def margin(judge, nodes, k, party, threat):
    """Slack at a node with what can be hidden: pessimistic, optimistic, exact."""
    value = judge.values(nodes, party)[k]
    known = judge.margin(nodes[k], party, value, threat)
    if known is None:
        return None
    least, most, exact = known
    for low, high, is_exact in Unseen(judge, nodes, threat).worths(k, party):
        least, most = min(least, value - high), min(most, value - low)
        exact &= is_exact
    return least, most, exact


def table(judge, nodes, party, threat):
    """The least slack of each stage, None being the stay; None without choice."""
    found = {node.stage: None for node in nodes}
    for k, node in enumerate(nodes):
        each = margin(judge, nodes, k, party, threat)
        known = found[node.stage]
        if each is not None:
            found[node.stage] = (
                each
                if known is None
                else (
                    min(known[0], each[0]),
                    min(known[1], each[1]),
                    known[2] and each[2],
                )
            )
    return found
