"""Guarantees: what is promised, to whom, by whom, and how far it is believed."""

from collections.abc import Mapping
from dataclasses import field
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.engine.bits import as_set
from detente.engine.period.turn import bits_of, depends
from detente.model.case import Case
from detente.model.formula import TRUE
from detente.model.quantity import Amount
from detente.model.road_map import Guarantee
from detente.records import dataclass
from detente.study.game.belief import belief
from detente.study.game.countdown import end_of_guarantee

Numbers: TypeAlias = npt.NDArray[np.int64]


class Promised(NamedTuple):
    """What a party has promised one guarantee, as sets of bits.

    Attributes
    ----------
    kept, undone : int
        The options to leave taken, and to leave undone; both empty where the
        guarantee is not against the party, or is not delivered.
    late : int
        Options of the guarantors that were not taken at the breach. One first
        taken later brings nothing into force.
    """

    kept: int = 0
    undone: int = 0
    late: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to break."""
        return bool(self.kept | self.undone)


Promise: TypeAlias = tuple[Promised, ...]
"""For each pledge, in file order."""


class Broken(NamedTuple):
    """Who breached, and what it had promised.

    Attributes
    ----------
    party : int
        The breacher.
    promise : Promise
        To each guarantee; empty is nothing.
    """

    party: int
    promise: Promise


@dataclass(frozen=True, eq=False)
class Pledge:
    """A guarantee in expected amounts: what is promised times how far believed.

    Attributes
    ----------
    id : str
    protects : int
        Position of the party that is compensated.
    covered : tuple of int
        For each party, which of its options count, as a set of bits; 0 where
        the guarantee is not against it.
    penalty, compensation : (float, float)
        Flow per period in breakdown, and lump at the breach.
    when : bool array, shape (n_states,)
        Where it is in force.
    believed : float
        From 0 to 1.
    given : dict of int to int
        For each guarantor that is a party, by its position, which of its own
        options `when` depends on, as a set of bits.
    binding : bool
        Whether it is delivered whatever the guarantors then prefer.
    until : int
        The worlds in which it has ended, as a set of bits; 0 where it never does.
    """

    id: str
    protects: int
    covered: tuple[int, ...]
    penalty: tuple[float, float]
    compensation: tuple[float, float]
    when: Bools
    believed: float
    given: Mapping[int, int] = field(default_factory=dict)
    binding: bool = False
    until: int = 0

    def has_ended(self, world: int) -> bool:
        """Whether it answers nothing any more in a world."""
        return bool(self.until & world)

    @property
    def givers(self) -> int:
        """The options by which guarantors bring it into force, as a set of bits."""
        return reduce(or_, self.given.values(), 0)

    def in_force(self, states: Numbers | None = None, late: int = 0) -> Bools:
        """Find where it is in force, as it was given at the breach.

        Parameters
        ----------
        states : int64 array or None
            The states asked about; None is all.
        late : int
            The guarantors' options that were not taken then.

        Returns
        -------
        bool array, shape (n_states,)
            True where its `when` holds with and without what was given late.
        """
        if not late:
            return self.when if states is None else self.when[states]
        states = np.arange(self.when.size) if states is None else states
        force: Bools = self.when[states] & self.when[states & ~late]
        return force


def open_pledges(engine: Engine, case: Case) -> tuple[Pledge, ...]:
    """Turn the guarantees of a case into expected amounts.

    Parameters
    ----------
    engine : Engine
        The states.
    case : Case
        The guarantees, and the record of the guarantors.

    Returns
    -------
    tuple of Pledge
        In file order.
    """
    return tuple(
        _pledge(engine, case, guarantee, belief(case, guarantee))
        for guarantee in case.negotiation.guarantees
    )


def _pledge(
    engine: Engine, case: Case, guarantee: Guarantee, believed: float
) -> Pledge:
    bits = bits_of(engine.case)
    counted = guarantee.undoing or tuple(bits)
    covered = [
        as_set(
            bits[option.id]
            for option in engine.case.party[party].options
            if option.id in bits and option.id in counted
        )
        if party in guarantee.against
        else 0
        for party in engine.parties
    ]

    when = (
        np.ones(engine.n_states, np.bool_)
        if guarantee.when == TRUE
        else engine.truth(guarantee.when)
    )

    def expected(amount: Amount | None) -> float:
        return believed * float(amount.value) if amount else 0.0

    return Pledge(
        id=guarantee.id,
        protects=engine.parties.index(guarantee.protects),
        covered=tuple(covered),
        penalty=(expected(guarantee.penalty_flow), expected(guarantee.penalty_lump)),
        compensation=(
            expected(guarantee.compensation_flow),
            expected(guarantee.compensation_lump),
        ),
        when=when,
        believed=believed,
        given=_given(engine, guarantee, when),
        binding=guarantee.binding,
        until=end_of_guarantee(case, guarantee.id),
    )


def _given(engine: Engine, guarantee: Guarantee, when: Bools) -> dict[int, int]:
    """Find the guarantors' own options on which it depends whether it is in force."""
    bits = bits_of(engine.case)
    given = {}
    for guarantor in guarantee.by:
        if guarantor in engine.parties:
            own = (option.id for option in engine.case.party[guarantor].options)
            given[engine.parties.index(guarantor)] = as_set(
                bits[option]
                for option in own
                if option in bits and depends(when, bits[option])
            )
    return given


def in_world(pledges: tuple[Pledge, ...], promise: Promise, world: int) -> Promise:
    """Leave out of a promise the guarantees that have ended.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    promise : Promise
        What was promised to each.
    world : int
        The deadlines that have opened, and what has ended, as a set of bits.

    Returns
    -------
    Promise
        With nothing promised to those.
    """
    return tuple(
        Promised() if pledge.has_ended(world) else promised
        for pledge, promised in zip(pledges, promise, strict=True)
    )


def by_end(pledges: tuple[Pledge, ...], promise: Promise) -> dict[int, Promise]:
    """Split a promise by when the guarantees end to which it was made.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    promise : Promise
        What was promised to each.

    Returns
    -------
    dict of int to Promise
        By the worlds in which they have ended, as a set of bits; 0, which is those
        that never end, comes first and is always there.
    """
    return {
        until: tuple(
            promised if pledge.until == until else Promised()
            for pledge, promised in zip(pledges, promise, strict=True)
        )
        for until in dict.fromkeys((0, *(pledge.until for pledge in pledges)))
    }


def promise_of(
    pledges: tuple[Pledge, ...],
    party: int,
    promised: int,
    withdrawn: int,
    landing: int | None = None,
) -> Promise:
    """Give what a party may not leave undone or undo after a breach.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    party : int
        The breacher.
    promised : int
        The state that the road map prescribes, with what it took early added.
    withdrawn : int
        What the road map undid until then, or undoes there.
    landing : int or None
        The state right after the breach; None if guarantees can still be given.

    Returns
    -------
    Promise
        What is taken there is to stay taken; what was undone and is not taken
        there is to stay undone.
    """

    def promise(pledge: Pledge) -> Promised:
        covered = pledge.covered[party]
        found = Promised(covered & promised, covered & withdrawn & ~promised)
        if not found or landing is None:
            return found
        return found._replace(late=pledge.givers & ~landing)

    return tuple(map(promise, pledges))


def droppable(
    pledges: tuple[Pledge, ...], party: int, promise: Promise
) -> tuple[int, ...]:
    """List the guarantees that a guarantor other than the breacher could drop.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees, in file order.
    party : int
        The breacher.
    promise : Promise
        What it had promised.

    Returns
    -------
    tuple of int
        Positions.
    """
    return tuple(
        place
        for place, (pledge, promised) in enumerate(zip(pledges, promise, strict=True))
        if promised
        and any(own for giver, own in pledge.given.items() if giver != party)
    )
