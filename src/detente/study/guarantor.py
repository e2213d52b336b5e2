"""What it costs a guarantor to stand by its guarantee once it is called upon.

A guarantor that is a party can drop a guarantee by its own options, where the
guarantee is in force only with them. Right after a breach that it answers, the
guarantor either keeps it or drops it, and from then on everyone plays for
itself. Lumps, which are due at the breach itself, are left out.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engine.turn import own_moves
from detente.errors import Message
from detente.study.breach import find_breaches
from detente.study.dynamics import Dynamics
from detente.study.guarantee import Pledge, Promise, owed_flows, owes
from detente.study.road_map import Layout, Node
from detente.study.slack import HOLDS

__all__ = ["GuarantorCheck", "check_guarantors"]

NOT_IN_FORCE = Message("no breach on this road map calls upon it")
OUT_OF_ITS_HANDS = Message("none of its own options ends it then")

Numbers = npt.NDArray[np.int64]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GuarantorCheck:
    """One guarantor of one guarantee, after a breach by one party.

    Attributes
    ----------
    lands : str or None
        The state after the breach that it answers: the best for the breacher,
        at the latest period of the road map in which there is one.
    drops : tuple of str
        What the guarantor would change to end it, the best for itself; with
        `not` before what it would undo.
    gain_now, gain : float or None
        What dropping is worth to it, in that period and for ever, in flow
        utility per period; negative where it costs.
    credible : bool or None
        Whether keeping it is at least as good at that moment.
    lasts : bool or None
        Whether, where the breakdown comes to rest, it is still in force, or
        nothing that was promised is missing any more.
    victim_loses, breacher_gains : float or None
        What dropping means for the party protected and for the breacher.
    reason : Message or None
        Why figures are missing.
    """

    guarantee: str
    guarantor: str
    breacher: str
    protects: str
    lands: str | None = None
    drops: tuple[str, ...] = ()
    gain_now: float | None = None
    gain: float | None = None
    credible: bool | None = None
    lasts: bool | None = None
    victim_loses: float | None = None
    breacher_gains: float | None = None
    reason: Message | None = None


def check_guarantors(dynamics: Dynamics, layout: Layout) -> tuple[GuarantorCheck, ...]:
    """Find for each guarantee what its guarantors would gain by dropping it.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of GuarantorCheck
        By guarantee, guarantor and breacher, in file order; guarantors that
        are no parties, or the breacher itself, are left out.
    """
    found = []
    for place, guarantee in enumerate(dynamics.case.negotiation.guarantees):
        for guarantor in guarantee.by:
            for breacher in guarantee.against:
                if guarantor in dynamics.parties and guarantor != breacher:
                    names = (guarantee.id, guarantor, breacher, guarantee.protects)
                    judge = _Judge(dynamics, layout, place, breacher)
                    found.append(judge.check(GuarantorCheck(*names)))
    return tuple(found)


class _Judge:
    """One guarantee and one breacher, on one road map."""

    def __init__(
        self, dynamics: Dynamics, layout: Layout, place: int, breacher: str
    ) -> None:
        self.dynamics = dynamics
        self.layout = layout
        self.place = place
        self.pledge: Pledge = dynamics.pledges[place]
        self.breacher = dynamics.parties.index(breacher)

    def check(self, asked: GuarantorCheck) -> GuarantorCheck:
        """Compare keeping with dropping, after the breach that it answers."""
        guarantor = self.dynamics.parties.index(asked.guarantor)
        reason = self.dynamics.obstacle() or self.dynamics.reason(guarantor)
        if reason is not None:
            return _without(asked, reason)
        called = self._called()
        if called is None:
            return _without(asked, NOT_IN_FORCE)
        node, promise, landing = called
        lands = self.dynamics.engine.state(landing)
        flips, ends, costs = self._drops(guarantor, landing)
        if not flips.size:
            return _without(asked, OUT_OF_ITS_HANDS, lands)
        owing = self._owing(promise)
        after = (node.time + 1, node.world)
        d = float(self.dynamics.patience[guarantor])
        kept = _worth(owing, guarantor, np.array([landing]), after)[0]
        dropped = _worth(owing, guarantor, ends, after) - (1 - d) * costs
        best = int(dropped.argmax())
        flow = owing.utility[guarantor]
        gain = float(dropped[best] - kept)
        size = HOLDS * max(self.dynamics.payoff_range(guarantor), 1e-300)
        return GuarantorCheck(
            guarantee=asked.guarantee,
            guarantor=asked.guarantor,
            breacher=asked.breacher,
            protects=asked.protects,
            lands=lands,
            drops=self._written(int(flips[best]), landing),
            gain_now=float(flow[ends[best]] - flow[landing] - costs[best]),
            gain=gain,
            credible=gain <= size,
            lasts=self._lasts(node, promise, landing),
            victim_loses=-self._change(
                owing, self.pledge.protects, landing, int(ends[best]), after
            ),
            breacher_gains=self._change(
                owing, self.breacher, landing, int(ends[best]), after
            ),
        )

    def _called(self) -> tuple[Node, Promise, int] | None:
        """Find the latest period with a breach that the guarantee answers."""
        start = self.layout.start or 0
        for node in reversed(self.layout.nodes):
            moves = find_breaches(self.dynamics, node, self.breacher)
            promise = self.dynamics.promise(self.breacher, node.end, start)
            owed = owes(self.pledge, promise[self.place])[moves.landings]
            if owed.any():
                owing = self._owing(promise)
                after = (node.time + 1, node.world)
                landings = moves.landings[owed]
                d = float(self.dynamics.patience[self.breacher])
                worth = _worth(owing, self.breacher, landings, after)
                best = (worth - (1 - d) * moves.costs[owed]).argmax()
                return node, promise, int(landings[best])
        return None

    def _lasts(self, node: Node, promise: Promise, landing: int) -> bool:
        threat = self.dynamics.breakdown(self.breacher, promise)
        rests = list(threat.leads_to(node.time + 1, node.world, landing))
        owed = owes(self.pledge, promise[self.place])[rests]
        missing = owes(self._always, promise[self.place])[rests]
        return bool((owed | ~missing).all())

    @property
    def _always(self) -> Pledge:
        """Give the same guarantee, in force everywhere."""
        return replace(self.pledge, when=np.ones_like(self.pledge.when))

    def _owing(self, promise: Promise) -> Dynamics:
        """Give the case with what the breacher owes in every flow."""
        dynamics = self.dynamics
        shape = dynamics.utility.shape
        owed = owed_flows(dynamics.pledges, self.breacher, promise, shape)
        weighted = {
            party: dynamics.utility[party] + owed[party]
            for party in range(shape[0])
            if dynamics.reason(party) is None
        }
        return dynamics.with_numbers(pledges=()).with_utility(weighted)

    def _drops(self, guarantor: int, state: int) -> tuple[Numbers, Numbers, Vector]:
        """Give the guarantor's moves after which the guarantee is not in force."""
        dynamics = self.dynamics
        flips, costs = own_moves(dynamics.turn(guarantor), state)
        ends = state ^ flips
        allowed = dynamics.engine.feasible[ends] & ~self.pledge.when[ends]
        for bit, needed in dynamics.requires.items():
            if not state >> bit & 1:
                allowed &= (ends >> bit & 1 == 0) | needed[ends]
        return flips[allowed], ends[allowed], costs[allowed]

    def _change(
        self,
        owing: Dynamics,
        party: int,
        kept: int,
        dropped: int,
        after: tuple[int, int],
    ) -> float:
        if owing.reason(party) is not None:
            return 0.0
        worth = _worth(owing, party, np.array([kept, dropped]), after)
        return float(worth[1] - worth[0])

    def _written(self, flips: int, state: int) -> tuple[str, ...]:
        return tuple(
            f"not {option}" if state >> bit & 1 else option
            for option, bit in self.dynamics.bits.items()
            if flips >> bit & 1
        )


def _worth(
    dynamics: Dynamics, party: int, states: Numbers, after: tuple[int, int]
) -> Vector:
    """Give what a party has from the end of a period on, everyone for itself."""
    d = float(dynamics.patience[party])
    later = dynamics.breakdown(party).worth(states, *after)
    worth: Vector = (1 - d) * dynamics.utility[party, states] + d * later
    return worth


def _without(
    asked: GuarantorCheck, reason: Message, lands: str | None = None
) -> GuarantorCheck:
    return GuarantorCheck(
        guarantee=asked.guarantee,
        guarantor=asked.guarantor,
        breacher=asked.breacher,
        protects=asked.protects,
        lands=lands,
        reason=reason,
    )
