"""What can follow a breach, laid out: positions, the parties' turns, the payoffs.

A position is what is left when a period has ended. Time stops at the last deadline.
"""

from typing import Any, NamedTuple


class Position(NamedTuple):
    """The period that ended, what has opened, the state, the lumps paid."""

    time: int
    opened: frozenset[str]
    state: frozenset[str]
    paid: frozenset[str] = frozenset()


class Aftermath:
    """All that any moves can lead to from a landing, or a turn, for one promise.

    Attributes
    ----------
    dawns : dict of Position to turn
        Where the period after a position begins.
    turns : dict of turn to list of (turn or leaf, cost)
        By (morning, paid, place in the order, state), the first staying; the
        places of later movers come first, so that values can be carried back.
    leaves : dict of leaf to Position
    """

    def __init__(self, rules, promise, landing=None, begin=None):
        self.rules, self.promise = rules, promise
        self.dawns: dict[Any, Any] = {}
        self.turns: dict[Any, Any] = {}
        self.leaves: dict[Any, Any] = {}
        self.start = landing
        todo = self._play(begin) if begin else [landing]
        while todo:
            position = todo.pop()
            if position not in self.dawns:
                self.dawns[position] = self._dawn(position)
                todo += self._play(self.dawns[position])
        self.turns = dict(sorted(self.turns.items(), key=lambda item: -item[0][1]))

    def _dawn(self, position):
        rules = self.rules
        morning = rules.dawn(position.time + 1, position.opened, position.state)
        fibre = min(morning.time, rules.last), morning.opened, position.paid
        return fibre, 0, morning.state

    def _play(self, begin):
        """Lay out a period from its beginning; give the positions that it ends in."""
        rules, todo, ends = self.rules, [begin], []
        while todo:
            turn = todo.pop()
            fibre, place, state = turn
            if place == len(rules.movers):
                if turn not in self.leaves:
                    paid = rules.paid_after(self.promise, state, fibre[2], fibre[1])
                    self.leaves[turn] = Position(fibre[0], fibre[1], state, paid)
                    ends.append(self.leaves[turn])
            elif turn not in self.turns:
                self.turns[turn] = [
                    ((fibre, place + 1, landing), cost)
                    for cost, landing in rules.moves_at(
                        rules.movers[place], fibre[1], state
                    )
                ]
                todo += [child for child, _ in self.turns[turn]]
        return ends

    def payoff(self, party, leaf):
        """A party's utility in the period that ends at a leaf, costs left out."""
        (_, opened, paid), _, state = leaf
        rules, owing = self.rules, self.promise
        owed = rules.owed(party, owing, state, paid, opened=opened)
        return rules.worth(party, state) + owed

    def mover(self, turn):
        return self.rules.movers[turn[1]]

    def lasting(self):
        """The positions after which no date comes."""
        return [each for each in self.dawns if each.time == self.rules.last]

    def earlier(self):
        """The others, the latest first."""
        rest = [each for each in self.dawns if each.time < self.rules.last]
        return sorted(rest, key=lambda each: -each.time)
