"""One history of a road map, by the definitions, while leaders follow a given path.

Whoever is known to break does so at the beginning of its period; from then on all take
their turns, period after period, as it is best for them under who then rules.
"""

from typing import Any, NamedTuple

from tests.deal_oracle.aftermath import Aftermath
from tests.deal_oracle.breakdown import TIE


class Told(NamedTuple):
    """When it broke (None: never), by whom, and what all came to."""

    broke: int | None
    party: str | None
    state: frozenset[str]
    then: dict[str, float] | None
    end: dict[str, float]
    worth: dict[str, float]


def tell(succession, breaker, path):
    """Tell the history in which the combinations of a path rule, one a period.

    `breaker` says who breaks in a period under a combination, or None.
    """
    rules, nodes = succession.rules, succession.nodes
    flows: list[dict[str, float]] = []
    broke = party = then = None
    after: Any = None
    today = {p: rules.worth(p, nodes[0].start) for p in rules.parties}
    for time, profile in enumerate(path):
        k = min(time, len(nodes) - 1)
        who = breaker(time, profile) if broke is None else None
        if who is not None:
            broke, party = time, who
            after = Breakdown(succession, nodes[k], party)
            then = {p: rules.worth(p, nodes[k].start) - today[p] for p in rules.parties}
        if broke is None:
            part = nodes[k].start ^ nodes[k].end
            flows.append(
                {
                    p: rules.worth(p, nodes[k].end)
                    - rules.cost(p, part & frozenset(rules.own(p)), nodes[k].start)
                    for p in rules.parties
                }
            )
            state, stands = nodes[k].end, None
        else:
            flows.append(after.period(profile))
            state, stands = after.state, after.stands()
    stands = stands or {p: rules.worth(p, state) for p in rules.parties}
    worth = {}
    for p in rules.parties:
        d = rules.d[p]
        worth[p] = sum((1 - d) * d**t * flow[p] for t, flow in enumerate(flows))
        worth[p] += d ** len(path) * stands[p] - today[p]
    end = {p: stands[p] - today[p] for p in rules.parties}
    return Told(broke, party, state, then, end, worth)


class Breakdown:
    """What follows a break, played period after period."""

    def __init__(self, succession, node, party):
        rules = self.rules = succession.rules
        own = frozenset(rules.own(party))
        have, lack = node.end & own, (node.undone & own) - node.end
        promise = rules.promise(party, have, lack, node.start)
        fibre: Any = min(node.time, rules.last), node.opened, frozenset()
        self.turn: Any = (fibre, 0, node.start)
        self.collapse = succession.collapse(Aftermath(rules, promise, begin=self.turn))
        self.state = node.start

    def period(self, profile):
        """Let all take their turns; give what the period gave to each."""
        of, rules = self.collapse.of, self.rules
        paid = dict.fromkeys(rules.parties, 0.0)
        turn = self.turn
        cache: dict[Any, Any] = {}
        while turn not in of.leaves:
            mover = of.mover(turn)
            best = None
            chosen: Any = None
            for child, cost in of.turns[turn]:
                worth = self.collapse.turn(child, profile, cache)[mover]
                worth -= (1 - rules.d[mover]) * cost
                if best is None or worth > best + TIE:
                    best, chosen = worth, (child, cost)
            turn, cost = chosen
            paid[mover] += cost
        flow = {p: of.payoff(p, turn) - paid[p] for p in rules.parties}
        self.state = turn[2]
        self.turn = of.dawns[of.leaves[turn]]
        return flow

    def stands(self):
        """What a period gives as long as all stays so, lumps being paid."""
        every = frozenset(each.id for each in self.rules.talks.guarantees)
        of, rules = self.collapse.of, self.rules
        return {
            p: rules.worth(p, self.state) + rules.owed(p, of.promise, self.state, every)
            for p in rules.parties
        }
