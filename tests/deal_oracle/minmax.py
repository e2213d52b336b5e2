"""Min-max: all others against the one who breached, solved as a game of two.

One plays for the breacher, the other for everybody else. What a pair of fixed
plans is worth is followed along the path; plans are mended turn by turn until no
turn can be mended (Hoffman and Karp 1966), so that any patience below 1 will do.
"""

GAIN = 1e-13


class MinMax:
    """The breacher's value from the next period on, after each position."""

    def __init__(self, aftermath):
        self.of = aftermath
        self.party = aftermath.promise.breacher
        self.d = aftermath.rules.d[self.party]
        self.payoffs = {
            leaf: aftermath.payoff(self.party, leaf) for leaf in aftermath.leaves
        }
        largest = max(map(abs, self.payoffs.values()), default=0.0) or 1.0
        self.gain = GAIN * largest
        self.plan = {turn: ways[0][0] for turn, ways in aftermath.turns.items()}
        self.prices = {
            turn: {
                child: (1 - self.d) * cost if aftermath.mover(turn) == self.party else 0
                for child, cost in ways
            }
            for turn, ways in aftermath.turns.items()
        }
        while self._mend_others() or self._mend(own=True):
            pass
        self.values = self._follow()

    def _mend_others(self):
        """The others' best answer to the breacher's plan."""
        while self._mend(own=False):
            pass
        return False

    def _mend(self, *, own):
        """Choose anew wherever that gains; whether anything did."""
        values, changed = self._follow(), False
        found = {
            leaf: (1 - self.d) * self.payoffs[leaf] + self.d * values[end]
            for leaf, end in self.of.leaves.items()
        }
        for turn, prices in self.prices.items():
            mine = self.of.mover(turn) == self.party
            kept = found[self.plan[turn]] - prices[self.plan[turn]]
            if mine == own:
                worths = {child: found[child] - prices[child] for child in prices}
                best = (max if own else min)(worths, key=worths.__getitem__)
                if abs(worths[best] - kept) > self.gain:
                    self.plan[turn], changed = best, True
            # What the plans as they were are worth, so that one round mends by them.
            found[turn] = kept
        return changed

    def _follow(self):
        """What the plans are worth from each position on."""
        found = {}
        for start in self.of.dawns:
            path, at = [], start
            while at not in found and at not in path:
                path.append(at)
                at = self._once(at)[0]
            if at not in found:
                found[at] = self._cycle(path[path.index(at) :])
            for each in reversed(path):
                if each not in found:
                    end, gives = self._once(each)
                    found[each] = gives + self.d * found[end]
        return found

    def _once(self, position):
        turn, gives = self.of.dawns[position], 0.0
        while turn not in self.of.leaves:
            child = self.plan[turn]
            gives -= self.prices[turn][child]
            turn = child
        return self.of.leaves[turn], gives + (1 - self.d) * self.payoffs[turn]

    def _cycle(self, cycle):
        total = sum(self.d**k * self._once(at)[1] for k, at in enumerate(cycle))
        return total / (1 - self.d ** len(cycle))

    def worth(self):
        return self.values[self.of.start]
