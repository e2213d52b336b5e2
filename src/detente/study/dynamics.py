"""A case played period after period: flows, patience, moves and threats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, open_engine
from detente.engine.discounted import Values, breakdown_period, minmax_period
from detente.engine.turn import Turn, bits_of, open_turns
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Formula
from detente.model.preference import Preference
from detente.study.breakdown import solve_breakdown, solve_minmax, tie_tolerance
from detente.study.countdown import Countdown, open_countdown
from detente.study.flow import flow_utility, patience_of
from detente.study.guarantee import (
    Pledge,
    Promise,
    open_pledges,
    owed_flows,
    owed_lumps,
    promise_of,
)
from detente.study.threat import Threat

__all__ = ["ORDER_ONLY", "Breaches", "Dynamics", "open_dynamics", "order_only"]

ORDER_ONLY = Message("order only")
NO_PATIENCE = Message("no patience is given")


def order_only(preference: Preference) -> bool:
    """Whether a party has an order but no weights, hence no flow utility."""
    return preference.order in ("statements", "ranking") and not preference.weights


@dataclass(frozen=True, eq=False)
class Breaches:
    """Every breach that one party can commit at one node.

    Attributes
    ----------
    part : int
        What it should do there: its flips, as a set of bits.
    part_cost : float
        What doing that costs, in utility.
    flips, landings : int64 array, shape (n_breaches,)
        What it does instead, and the state where that lands.
    costs : float64 array, shape (n_breaches,)
        What doing it costs, in utility.
    """

    part: int
    part_cost: float
    flips: npt.NDArray[np.int64]
    landings: npt.NDArray[np.int64]
    costs: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dynamics:
    """Everything that a question about time needs, computed once.

    Attributes
    ----------
    engine : Engine
        States and rules.
    case : Case
        The numbers; the rules are those of the engine's case.
    utility : float64 array, shape (n_parties, n_states)
        Flow utility per period; 0 for a party with an order only.
    patience : float64 array, shape (n_parties,)
        Discount factor per period; not a number where none is given.
    turns : tuple of Turn
        In the order in which the parties act after a breach.
    pledges : tuple of Pledge
        The guarantees in expected amounts.
    countdown : Countdown
        The deadlines.
    imputed : frozenset of int
        Parties with an order only whose flow utility was drawn.
    """

    engine: Engine
    case: Case
    utility: Values
    patience: npt.NDArray[np.float64]
    turns: tuple[Turn, ...]
    pledges: tuple[Pledge, ...]
    countdown: Countdown
    imputed: frozenset[int] = frozenset()
    breaches: dict[object, Breaches] = field(default_factory=dict, repr=False)
    _threats: dict[object, Threat] = field(default_factory=dict, repr=False)
    _truths: dict[Formula, Bools] = field(default_factory=dict, repr=False)

    def truth(self, formula: Formula) -> Bools:
        """Where a formula holds; shape (n_states,), kept for the next time."""
        if formula not in self._truths:
            self._truths[formula] = self.engine.truth(formula)
        return self._truths[formula]

    @cached_property
    def bits(self) -> dict[str, int]:
        """Which bit of a state's number stands for each option that can change."""
        return bits_of(self.case)

    @cached_property
    def requires(self) -> dict[int, Bools]:
        """Where a move that takes an option may land, by bit, where not anywhere."""
        return {
            bit: needed
            for turn in self.turns
            for bit, needed in zip(turn.bits, turn.requires, strict=True)
            if needed is not None
        }

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids in file order."""
        return self.engine.parties

    @property
    def movers(self) -> tuple[str, ...]:
        """Ids in the order in which the parties act after a breach."""
        return tuple(self.parties[turn.party] for turn in self.turns)

    def turn(self, party: int) -> Turn:
        """Give what one party may do, whatever the deadlines."""
        return next(turn for turn in self.turns if turn.party == party)

    def reason(self, party: int) -> Message | None:
        """Say why a party has no slack, or None where it has."""
        ordinal = order_only(self.case.preference[self.parties[party]])
        if ordinal and party not in self.imputed:
            return ORDER_ONLY
        return NO_PATIENCE if np.isnan(self.patience[party]) else None

    def obstacle(self) -> Message | None:
        """Say why the breakdown cannot be solved, or None where it can."""
        return self._obstacle

    @cached_property
    def _obstacle(self) -> Message | None:
        for turn in self.turns:
            reason = self.reason(turn.party)
            if turn.bits and reason is not None:
                return Message(
                    "what follows a breach is open, because {party} may move: {reason}",
                    party=self.parties[turn.party],
                    reason=reason,
                )
        return None

    @cached_property
    def _ranges(self) -> tuple[float, ...]:
        flows = self.utility[:, self.engine.feasible]
        return tuple(map(float, flows.max(axis=1) - flows.min(axis=1)))

    def payoff_range(self, party: int) -> float:
        """Give the distance between a party's best and worst feasible flow."""
        return self._ranges[party]

    def with_numbers(
        self,
        *,
        patience: npt.NDArray[np.float64] | None = None,
        pledges: tuple[Pledge, ...] | None = None,
        turns: tuple[Turn, ...] | None = None,
    ) -> "Dynamics":
        """Give the same case with other numbers; the rules stay as they are.

        Parameters
        ----------
        patience : float64 array, shape (n_parties,), or None
            Discount factors per period.
        pledges : tuple of Pledge or None
        turns : tuple of Turn or None
            With other rules or costs, what is known of breaches is lost.
        """
        return replace(
            self,
            patience=self.patience if patience is None else patience,
            pledges=self.pledges if pledges is None else pledges,
            turns=self.turns if turns is None else turns,
            breaches=self.breaches if turns is None else {},
            _threats={},
        )

    def with_utility(self, drawn: Mapping[int, npt.NDArray[np.float64]]) -> "Dynamics":
        """Give the same case with flow utilities drawn for some parties.

        Parameters
        ----------
        drawn : mapping of int to float64 array, shape (n_states,)
        """
        utility = self.utility.copy()
        for party, flows in drawn.items():
            utility[party] = flows
        return replace(self, utility=utility, imputed=frozenset(drawn), _threats={})

    def promise(self, party: int, promised: int, start: int) -> Promise:
        """Give what a party has promised where a road map prescribes a state."""
        return promise_of(self.pledges, party, promised, start)

    def covered(self, party: int) -> int:
        """Give the options of a party that some guarantee counts, as a set of bits."""
        covered = 0
        for pledge in self.pledges:
            covered |= pledge.covered[party]
        return covered

    def breakdown(self, party: int, promise: Promise = ()) -> Threat:
        """Give the breakdown (T1) after a breach by one party.

        Parameters
        ----------
        party : int
            The breacher.
        promise : Promise
            What it had promised; empty is nothing.

        Returns
        -------
        Threat
            With one row a party; solved when asked for values.
        """
        idle = not any(map(any, promise))
        key = ("breakdown", None if idle else (party, promise))
        if key not in self._threats:
            self._threats[key] = self._breakdown(party, promise)
        threat = self._threats[key]
        if threat.kept is not None or threat.row == party:
            return threat
        return replace(threat, row=party, breacher=party)

    def minmax(self, party: int, promise: Promise = ()) -> Threat:
        """Give the min-max (T2) after a breach by one party: all others against it.

        Parameters
        ----------
        party : int
            The breacher.
        promise : Promise
            What it had promised; empty is nothing.

        Returns
        -------
        Threat
            With one row.
        """
        idle = not any(map(any, promise))
        key = ("minmax", party, None if idle else promise)
        if key not in self._threats:
            self._threats[key] = self._minmax(party, promise)
        return self._threats[key]

    def _breakdown(self, party: int, promise: Promise) -> Threat:
        patience, feasible = np.nan_to_num(self.patience), self.engine.feasible
        tolerance = tie_tolerance(self.utility)
        pledges = self.pledges if promise else ()
        alone = any(map(any, promise))
        return Threat(
            row=0 if alone else party,
            breacher=party,
            kept=(party,) if alone else None,
            turns=self.turns,
            countdown=self.countdown,
            utility=self.utility
            + owed_flows(pledges, party, promise, self.utility.shape),
            levies=owed_lumps(pledges, party, promise, len(self.parties)),
            discount=patience[:, np.newaxis],
            solve=lambda turns, flow, leaving: solve_breakdown(
                turns, flow, patience, feasible, leaving
            ),
            period=lambda turns, values: breakdown_period(
                turns, values, feasible, 1 - patience, tolerance
            ),
        )

    def _minmax(self, party: int, promise: Promise) -> Threat:
        patience, feasible = float(self.patience[party]), self.engine.feasible
        pledges = self.pledges if promise else ()
        flows = owed_flows(pledges, party, promise, self.utility.shape)
        levies = owed_lumps(pledges, party, promise, len(self.parties))
        return Threat(
            row=0,
            breacher=0,
            turns=self.turns,
            countdown=self.countdown,
            utility=(self.utility + flows)[[party]],
            levies=tuple(replace(levy, adds=levy.adds[[party]]) for levy in levies),
            discount=np.array([[patience]]),
            solve=lambda turns, flow, leaving: solve_minmax(
                turns, party, flow, patience, feasible, leaving
            ),
            period=lambda turns, values: minmax_period(
                turns, party, values, feasible, 1 - patience
            ),
        )


def open_dynamics(
    case: Case, engine: Engine | None = None, movers: Sequence[str] | None = None
) -> Dynamics:
    """Set up a case for questions about time.

    Parameters
    ----------
    case : Case
        A checked case; its numbers count.
    engine : Engine or None
        States and rules, where they are open already; those of `case` if not.
    movers : sequence of str or None
        The order in which the parties act after a breach; None is the case's.

    Returns
    -------
    Dynamics

    Raises
    ------
    TooLargeError, UnsupportedError
        As `detente.engine.open_engine`.
    """
    engine = engine or open_engine(case)
    clock = case.negotiation
    order = movers or clock.movers or engine.parties
    given = [
        patience_of(party, clock.patience, clock.period) for party in engine.parties
    ]
    return Dynamics(
        engine=engine,
        case=case,
        utility=np.stack(
            [flow_utility(engine, case.preference[party]) for party in engine.parties]
        ),
        patience=np.array([np.nan if each is None else each for each in given]),
        turns=open_turns(engine, case, order),
        pledges=open_pledges(engine, case),
        countdown=open_countdown(engine, case),
    )
