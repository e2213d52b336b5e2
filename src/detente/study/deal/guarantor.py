"""What it costs a guarantor to stand by its guarantee once it is called upon.

A guarantor that is a party can drop a guarantee by its own options, where the
guarantee is in force only with them. Right after a breach that it answers, the
guarantor either keeps it or drops it, and from then on everyone plays for
itself. Where dropping pays, its penalty counts in no verdict.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.engine.bits import is_taken, moved, taken
from detente.engine.period.turn import own_moves
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import promises, worth
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.tolerance import slight
from detente.study.game.dated_deadlines import Moment
from detente.study.game.debt import owes
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Broken, Pledge, Promise

NOT_IN_FORCE = Message("no breach on this road map calls upon it")
OUT_OF_ITS_HANDS = Message("none of its own options ends it then")
NO_ONE_WAY_ON = Message(
    "the breakdown after that breach goes round without end, or does not settle: "
    "whether the guarantee lasts is left open"
)

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
        nothing that was promised is missing any more; in every state, where play
        goes round. None where the breakdown is no verified fixed point from
        `lands` on, so that where play goes cannot be told.
    victim_loses, breacher_gains : float or None
        What dropping means for the party protected and for the breacher.
    reason : Message or None
        Why figures are missing, or `lasts` alone.
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
        The case, played in periods.
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of GuarantorCheck
        By guarantee, guarantor and breacher, in file order; guarantors that
        are no parties, or the breacher itself, are left out.
    """
    checks = []
    for place, guarantee in enumerate(dynamics.case.negotiation.guarantees):
        for guarantor in guarantee.by:
            for breacher in guarantee.against:
                if guarantor in dynamics.parties and guarantor != breacher:
                    names = (guarantee.id, guarantor, breacher, guarantee.protects)
                    judge = _Judge(dynamics, layout, place, breacher)
                    checks.append(judge.check(GuarantorCheck(*names)))
    return tuple(checks)


@dataclass(frozen=True, eq=False)
class _Called:
    """The breach that a guarantee answers: where, what was promised, the landing."""

    node: Node
    promise: Promise
    landing: int


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
        node, promise, landing = called.node, called.promise, called.landing
        lands = self.dynamics.engine.state(landing)
        late = promise[self.place].late
        flips, ends, costs = self._drops(guarantor, landing, late, node.world)
        if not flips.size:
            return _without(asked, OUT_OF_ITS_HANDS, lands)
        broken = Broken(self.breacher, promise)
        after = Moment(node.time + 1, node.world)
        d = float(self.dynamics.patience[guarantor])
        states = np.append(ends, landing)
        had = worth(self.dynamics, broken, guarantor, states, after)
        dropped, kept = had[:-1] - (1 - d) * costs, had[-1]
        best = int(dropped.argmax())
        flow = self.dynamics.utility[guarantor]
        gain = float(dropped[best] - kept)
        size = slight(self.dynamics, guarantor)
        lasts = self._lasts(called)
        ends = np.array([landing, ends[best]])
        return GuarantorCheck(
            guarantee=asked.guarantee,
            guarantor=asked.guarantor,
            breacher=asked.breacher,
            protects=asked.protects,
            lands=lands,
            drops=self._written(int(flips[best]), landing),
            gain_now=float(flow[ends[1]] - flow[landing] - costs[best]),
            gain=gain,
            credible=gain <= size,
            lasts=lasts,
            victim_loses=-self._change(broken, self.pledge.protects, ends, after),
            breacher_gains=self._change(broken, self.breacher, ends, after),
            reason=NO_ONE_WAY_ON if lasts is None else None,
        )

    def _called(self) -> _Called | None:
        """Find the latest period with a breach that the guarantee answers."""
        # Promises add up along the road map: at the latest period most is owed, and the
        # guarantee is called upon for most of what it was given for.
        for node in reversed(self.layout.nodes):
            if self.pledge.has_ended(node.world):
                continue
            moves = find_breaches(self.dynamics, node, self.breacher)
            best: tuple[float, Promise, int] | None = None
            for group, promise in promises(
                self.dynamics, node, self.breacher, moves.landings
            ):
                landings, costs = moves.landings[group], moves.costs[group]
                owed = owes(self.pledge, promise[self.place], landings)
                if owed.any():
                    had, landing = self._best(
                        node, promise, landings[owed], costs[owed]
                    )
                    if best is None or had > best[0]:
                        best = had, promise, landing
            if best is not None:
                return _Called(node, *best[1:])
        return None

    def _best(
        self, node: Node, promise: Promise, landings: Numbers, costs: Vector
    ) -> tuple[float, int]:
        """Give what the best of some breaches is worth, and where it lands."""
        broken = Broken(self.breacher, promise)
        after = Moment(node.time + 1, node.world)
        had = worth(self.dynamics, broken, self.breacher, landings, after)
        had = had - (1 - float(self.dynamics.patience[self.breacher])) * costs
        return float(had.max()), int(landings[had.argmax()])

    def _lasts(self, called: _Called) -> bool | None:
        """Whether it counts to the end after a breach; None where that is open."""
        promise, landing = called.promise, called.landing
        threat = self.dynamics.breakdown(self.breacher, promise)
        after = Moment(called.node.time + 1, called.node.world)
        # Where the recursion goes round over several phases, each phase has landings
        # of its own. Those of one phase, followed for ever, lead to states that
        # no play of the recursion may ever visit.
        if threat.unsettled(np.array([landing]), *after).any():
            return None
        rests = list(threat.leads_to(*after, landing))
        owed = owes(self.pledge, promise[self.place])[rests]
        missing = owes(self._always, promise[self.place])[rests]
        return bool((owed | ~missing).all())

    @property
    def _always(self) -> Pledge:
        """Give the same guarantee, in force everywhere."""
        return replace(self.pledge, when=np.ones_like(self.pledge.when))

    def _drops(
        self, guarantor: int, state: int, late: int, world: int
    ) -> tuple[Numbers, Numbers, Vector]:
        """Give the guarantor's moves after which the guarantee is not in force."""
        dynamics = self.dynamics
        flips, costs = own_moves(dynamics.turn(guarantor), state)
        ends = moved(state, flips)
        barred = flips & ~state & dynamics.countdown.barred(world)
        allowed = dynamics.engine.feasible[ends] & (barred == 0)
        allowed &= ~self.pledge.in_force(ends, late)
        for bit, needed in dynamics.requires.items():
            if not is_taken(state, bit):
                allowed &= ~taken(ends, bit) | needed[ends]
        return flips[allowed], ends[allowed], costs[allowed]

    def _change(
        self,
        broken: Broken,
        party: int,
        ends: Numbers,
        after: Moment,
    ) -> float:
        if self.dynamics.reason(party) is not None:
            return 0.0
        kept, dropped = worth(self.dynamics, broken, party, ends, after)
        return float(dropped - kept)

    def _written(self, flips: int, state: int) -> tuple[str, ...]:
        return tuple(
            f"not {option}" if is_taken(state, bit) else option
            for option, bit in self.dynamics.bits.items()
            if is_taken(flips, bit)
        )


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
