"""Signing and calling off by their definitions: state by state, period by period."""

from itertools import combinations
from math import ceil

from tests.deal_oracle.plan import Judge

NEVER = float("inf")


def signing(rules, nodes, party):
    """What a road map is worth to a party against today: worth, end, lowest."""
    now, target = rules.now, nodes[-1].end
    begun = [k for k, n in enumerate(nodes) if n.end != now or n.start != n.end]
    states = [n.end for n in nodes[begun[0] :]] if begun else [target]
    today = rules.worth(party, now)
    return (
        Judge(rules).values(nodes, party)[0] - today,
        rules.worth(party, target) - today,
        min(rules.worth(party, state) for state in states) - today,
    )


def calling_off(rules, nodes, party):
    """The least slack of each stage, None being the stay; None: nothing to call off."""
    values = Judge(rules).values(nodes, party)
    found = {node.stage: None for node in nodes}
    for place, (node, value) in enumerate(zip(nodes, values, strict=True)):
        outs = [
            worth_of_leaving(rules, nodes, party, undone, landing, node.time)
            for undone, landing in ways_out(rules, nodes, place, party)
        ]
        if outs:
            slack = value - max(outs)
            known = found[node.stage]
            found[node.stage] = slack if known is None else min(known, slack)
    return found


def ways_out(rules, nodes, place, party):
    """What a party may leave out and undo at once: the flips, and where they land."""
    node = nodes[place]
    own = frozenset(rules.own(party))
    part = (node.start ^ node.end) & own
    earlier = frozenset().union(*(n.start ^ n.end for n in nodes[:place])) & own
    earlier -= node.over
    for flips in rules.rank(party):
        if flips == part or flips - part - earlier:
            continue
        if node.escrow and flips & part:
            # Nothing of what is in escrow takes place.
            continue
        if rules.closed(node.opened) & (flips - node.start):
            continue
        ends = node.start, node.end
        stopped = node.escrow and bool(part or flips)
        landing = rules.land(party, ends, flips, stopped)
        if landing is not None:
            yield (flips, node.start), landing


def worth_of_leaving(rules, nodes, party, undone, landing, time):
    """The period of the calling off, then everything back, then for ever so."""
    d = rules.d[party]
    flips, start = undone
    worth = (1 - d) * (rules.worth(party, landing) - rules.cost(party, flips, start))
    back = backs(rules, nodes, landing, time)
    last = max(back.values(), default=1)
    for period in range(1, last):
        state = rest(rules, back, landing, period)
        worth += (1 - d) * d**period * rules.worth(party, state)
    return worth + d**last * rules.worth(party, rest(rules, back, landing, last))


def backs(rules, nodes, landing, time):
    """After how many periods each option that is to go back has gone back."""
    steps = frozenset().union(*(n.start ^ n.end for n in nodes))
    now, within = rules.now, rules.case.negotiation.reversible_within.days
    found = {}
    for name in rules.options:
        if name in steps and (name in landing) != (name in now):
            option = rules.case.option[name]
            change = option.redo if name in now else option.undo
            days = change.takes.days
            if not rules.true(change.never, landing):
                slow = days > within
                wait = ceil(days / rules.talks.period.days) if slow else 1
                end = rules.ends.get(name, -1)
                if name not in now or not 0 <= end <= time + wait:
                    found[name] = wait
    return found


def rest(rules, times, landing, period):
    """Where all stands so many periods after: as much put back as can be."""
    over = [x for x, time in times.items() if time <= period]
    for size in range(len(over), -1, -1):
        for back in combinations(over, size):
            state = landing ^ frozenset(back)
            if rules.feasible(state) and all(
                rules.true(rules.case.option[x].requires, state)
                for x in back
                if x in state
            ):
                return state
    raise AssertionError
