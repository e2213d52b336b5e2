"""The breakdown of a small case as a tree for Gambit, spelled out move by move."""

import io
from fractions import Fraction


class Tree:
    """Some periods of everyone for itself, in Gambit's EFG format.

    `later(state, party)` is what a party has for ever once the periods are
    over; `barred(period)` the options that cannot be taken in a period.
    """

    def __init__(self, oracle, periods, later, barred=lambda _: frozenset()):
        self.oracle = oracle
        self.periods = periods
        self.later = later
        self.barred = barred
        self.patience = {party: Fraction(str(d)) for party, d in oracle.d.items()}
        self.lines = []
        self.counts = dict.fromkeys(oracle.parties, 0)
        self.ends = 0

    def text(self, start):
        names = " ".join(f'"{party}"' for party in self.oracle.parties)
        nothing = dict.fromkeys(self.oracle.parties, Fraction(0))
        self.grow(start, 0, 0, nothing)
        return "\n".join([f'EFG 2 R "breakdown" {{ {names} }}', '""', *self.lines, ""])

    def grow(self, state, period, turn, had):
        if period == self.periods:
            self.end(state, had)
        elif turn == len(self.oracle.movers):
            self.grow(state, period + 1, 0, self.with_flow(state, period, had))
        else:
            self.move(state, period, turn, had)

    def move(self, state, period, turn, had):
        party = self.oracle.movers[turn]
        moves = [
            (flips, landing)
            for flips, landing in self.oracle.moves(party, state)
            if not (flips - state) & self.barred(period)
        ]
        if len(moves) > 1:
            self.counts[party] += 1
            acts = " ".join(f'"{place}"' for place in range(len(moves)))
            player = self.oracle.parties.index(party) + 1
            self.lines.append(f'p "" {player} {self.counts[party]} "" {{ {acts} }} 0')
        weight = self.weight(party, period)
        for flips, landing in moves:
            spent = weight * Fraction(str(self.oracle.cost(party, flips, state)))
            left = had | {party: had[party] - spent}
            self.grow(landing, period, turn + 1, left)

    def with_flow(self, state, period, had):
        return {
            party: got
            + self.weight(party, period) * Fraction(str(self.oracle.flow(party, state)))
            for party, got in had.items()
        }

    def weight(self, party, period):
        d = self.patience[party]
        return (1 - d) * d**period

    def end(self, state, had):
        self.ends += 1
        got = [
            had[party] + self.patience[party] ** self.periods * self.later(state, party)
            for party in self.oracle.parties
        ]
        payoffs = ", ".join(f"{each.numerator}/{each.denominator}" for each in got)
        self.lines.append(f't "" {self.ends} "" {{ {payoffs} }}')


def nash_payoffs(text, parties):
    """Give what each party has in every pure Nash equilibrium that Gambit finds."""
    import pygambit

    game = pygambit.read_efg(io.StringIO(text))
    return [
        tuple(float(equilibrium.payoffs[party]) for party in parties)
        for equilibrium in pygambit.nash.enumpure_solve(game).equilibria
    ]
