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
        """Go on until nothing is left: (least, most, exact)."""
        rules, d = self.rules, self.rules.d[party]
        own = frozenset(rules.own(party))
        low = high = 0.0
        exact, left, since = True, 1.0, dict.fromkeys(lacks, k)
        j, begun, shown = k, self.nodes[k].start, False
        state = self.nodes[k].end ^ lacks
        while True:
            node, flips = self.at(j), (begun ^ state) & own
            cost = rules.cost(party, flips, begun)
            had = (1 - d) * (rules.worth(party, state) - cost)
            if not lacks and not shown:
                # All is as it should be: the road map goes on.
                values = self.judge.values(self.nodes, party)
                onward = values[min(j + 1, len(self.nodes) - 1)]
                return (*(x + left * (had + d * onward) for x in (low, high)), exact)
            tells, then, then_lacks = self.night(j, state, lacks)
            noticed = 1.0 if shown or tells else self.chance(lacks, since, j)
            if left * noticed > 0:
                landing = self.stopped(node, party, flips, state) if j == k else state
                least, most, is_exact = self.after(node, party, landing)
                seen = had + (1 - d) * (
                    rules.worth(party, landing) - rules.worth(party, state)
                )
                low += left * noticed * (seen + least)
                high += left * noticed * (seen + most)
                exact &= is_exact
            low += left * (1 - noticed) * had
            high += left * (1 - noticed) * had
            left *= d * (1 - noticed)
            if left < NOTHING_LEFT:
                return low, high, exact
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
        lumps = rules.owed(party, promise, landing, frozenset(), flow=False)
        paid = rules.paid_after(promise, landing, frozenset())
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
