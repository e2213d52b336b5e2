"""What parties may do in a period, what the dates change, and what a guarantee counts.

A state is the frozenset of the options taken. A deadline falls at the beginning of
the period that contains its date, judged by the state in which the period before
ended; of several in one period each is judged by that state, and what they change
comes one after the other, in the order of the file. A right or a guarantee that has an
end is gone from the period that contains the day on.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Any, NamedTuple

from tests.negotiation_oracle import Oracle


class UnfitError(Exception):
    """The case asks what the definitions do not say."""


class Morning(NamedTuple):
    """A period's beginning: its number, the deadlines that opened, the state."""

    time: int
    opened: frozenset[str]
    state: frozenset[str]


@dataclass(frozen=True)
class Promise:
    """What one breacher owes: options to have, options to be without.

    `stood` are the guarantors' options taken at the breach: one that it took later
    counts as not taken, and one that it gave up later as taken. `void` are
    guarantees that do not count.
    """

    breacher: str
    have: frozenset[str] = frozenset()
    lack: frozenset[str] = frozenset()
    stood: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()

    def missing(self, state):
        return (self.have - state) | (self.lack & state)


class Rules(Oracle):
    """One case: moves by date, utilities, dates and guarantees."""

    def __init__(self, case, patience, movers=None):
        super().__init__(case, patience)
        if movers:
            self.movers = tuple(movers)
        self.talks = case.negotiation
        self.flows: dict[Any, float] = {}
        self.void: frozenset[str] = frozenset()
        self.known_moves: dict[Any, Any] = {}
        self.due = {each.id: self.period_of(each.date) for each in self.talks.deadlines}
        self.ends = {
            each.id: self.period_of(each.until)
            for each in (*self.case.option.values(), *self.talks.guarantees)
            if each.until
        }
        self.last = max([*self.due.values(), *self.ends.values()], default=-1)

    def period_of(self, date):
        """The period that contains a date, for one still to come the second or later.

        The day of the case opens period 0.
        """
        if self.case.as_of is None:
            return -1
        days = (date - self.case.as_of).days
        return max(floor(days / self.talks.period.days), int(days > 0))

    def periods(self, durations):
        """How many periods the longest of these takes, at least one."""
        lengths = (each.days / self.talks.period.days for each in durations if each)
        return max([1, *map(ceil, lengths)])

    def worth(self, party, state):
        if (party, state) not in self.flows:
            self.flows[party, state] = self.flow(party, state)
        return self.flows[party, state]

    def dawn(self, time, opened, state):
        """Begin a period: what its deadlines open and change by themselves."""
        after = set(state)
        opened |= {name for name, end in self.ends.items() if 0 <= end <= time}
        for each in self.talks.deadlines:
            if self.due[each.id] == time and not self.true(each.unless, state):
                opened |= {each.id}
                # The status quo is that of the day of the case, and no date changes
                # what is settled.
                for step in each.becomes if time else ():
                    if not self.case.option[step.option].settled:
                        (after.add if step.taken else after.discard)(step.option)
                # What becomes of a change that leads nowhere is not said, even where
                # the next one of the same period would mend it.
                if not self.feasible(frozenset(after)):
                    raise UnfitError
        return Morning(time, opened, frozenset(after))

    def closed(self, opened):
        """Options that a deadline opens, and none has opened, and rights that ended."""
        kept = {x for each in self.talks.deadlines for x in each.opens}
        gone = {x for x in self.options if self.case.option[x].until and x in opened}
        return gone | kept - {
            x for each in self.talks.deadlines if each.id in opened for x in each.opens
        }

    def moves_at(self, party, opened, state):
        """A party's own moves after some deadlines, staying first."""
        key = party, opened, state
        if key not in self.known_moves:
            closed = self.closed(opened)
            self.known_moves[key] = [
                (self.cost(party, flips, state), landing)
                for flips, landing in self.moves(party, state)
                if not closed & (landing - state)
            ]
        return self.known_moves[key]

    # Guarantees.

    def promise(self, party, have, lack, stood):
        """What a party owes; of the state only what guarantors hold matters."""
        theirs = {
            x
            for each in self.talks.guarantees
            for by in each.by
            if by in self.parties
            for x in self.own(by)
        }
        return Promise(party, have, lack, frozenset(stood & theirs), self.void)

    def against(self, promise):
        """The guarantees that stand against a breacher."""
        return [
            each
            for each in self.talks.guarantees
            if promise.breacher in each.against and each.id not in promise.void
        ]

    def in_force(self, guarantee, promise, state, opened=frozenset()):
        """Whether it is in force in a period that ends here."""
        if guarantee.until and guarantee.id in opened:
            return False
        covered = set(guarantee.undoing) or set(self.options)
        if not promise.missing(state) & covered:
            return False
        theirs = {x for by in guarantee.by if by in self.parties for x in self.own(by)}
        seen = (state - theirs) | (promise.stood & theirs)
        return self.true(guarantee.when, frozenset(seen))

    def has_lump(self, guarantee):
        return any(
            amount and amount.value
            for amount in (guarantee.penalty_lump, guarantee.compensation_lump)
        )

    def paid_after(self, promise, state, paid, opened=frozenset()):
        """Lumps paid once this period has ended."""
        return paid | {
            each.id
            for each in self.against(promise)
            if self.has_lump(each) and self.in_force(each, promise, state, opened)
        }

    def owed(self, party, promise, state, paid, *, flow=True, opened=frozenset()):
        """What guarantees add to a party's utility in a period that ends here."""
        total = 0.0
        for each in self.against(promise):
            if not self.in_force(each, promise, state, opened):
                continue
            believed = float(each.believed.value)
            for lump, sign, who in (
                (False, -1, promise.breacher),
                (False, 1, each.protects),
                (True, -1, promise.breacher),
                (True, 1, each.protects),
            ):
                kind = "penalty" if sign < 0 else "compensation"
                amount = getattr(each, f"{kind}_{'lump' if lump else 'flow'}")
                due = each.id not in paid if lump else flow
                if who == party and amount and due:
                    total += sign * believed * float(amount.value)
        return total
