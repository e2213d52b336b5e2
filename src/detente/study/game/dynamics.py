"""A case played period after period: flows, patience, moves and threats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, open_engine
from detente.engine.period.branches import Branches
from detente.engine.period.discounted import Values
from detente.engine.period.play import Memory
from detente.engine.period.turn import Turn, bits_of, open_turns
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Formula
from detente.records import dataclass
from detente.study.game.breaches import Breaches
from detente.study.game.closed_sets import ClosedSets
from detente.study.game.continuation_game import ContinuationGame, open_threat, promised
from detente.study.game.countdown import open_countdown
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.doubt import expected_flow
from detente.study.game.dynamics_size import refuse_far_or_large, refuse_listed
from detente.study.game.flow import PayoffRanges, order_only, patience_of
from detente.study.game.folded_recursion import play_folded
from detente.study.game.guarantee import Pledge, Promise, open_pledges, promise_of
from detente.study.game.punishment import Threat
from detente.study.game.recursion import tie_tolerance
from detente.study.game.stationary_play import settle

Numbers: TypeAlias = npt.NDArray[np.float64]
Owed: TypeAlias = tuple[npt.NDArray[np.int64] | slice, Promise]
"""Some breaches, by their places, and what was promised to what answers them."""

NO_PATIENCE = Message("no patience is given")
ORDER_ONLY = Message("order only")


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
    countdown : DatedDeadlines
        The deadlines.
    closed_sets : ClosedSets
        The sets of states on which threats are solved.
    imputed : frozenset of int
        Parties with an order only whose flow utility was drawn.
    memory : Memory or None
        Where best landings are looked up, for numbers that differ in little.
    branches : Branches or None
        Where ways to play are kept, for the same.
    """

    engine: Engine
    case: Case
    utility: Values
    patience: npt.NDArray[np.float64]
    turns: tuple[Turn, ...]
    pledges: tuple[Pledge, ...]
    countdown: DatedDeadlines
    closed_sets: ClosedSets
    imputed: frozenset[int] = frozenset()
    memory: Memory | None = None
    branches: Branches | None = None
    breaches: dict[object, Breaches] = field(default_factory=dict, repr=False)
    ways: dict[object, Any] = field(default_factory=dict, repr=False)
    promised: dict[object, dict[object, list[Owed]]] = field(
        default_factory=dict, repr=False
    )
    debts: dict[object, list[Owed]] = field(default_factory=dict, repr=False)
    _threats: dict[object, Threat] = field(default_factory=dict, repr=False)
    _truths: dict[Formula, Bools] = field(default_factory=dict, repr=False)
    _ranges: PayoffRanges = field(default_factory=PayoffRanges, repr=False)

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

    def payoff_range(self, party: int) -> float:
        """Give the distance between a party's best and worst feasible flow."""
        return float(self._ranges.of(self.utility, self.engine.feasible)[0][party])

    def rounding(self, party: int) -> float:
        """Give what a party's worth may be off by because numbers are rounded."""
        return float(self._ranges.of(self.utility, self.engine.feasible)[1][party])

    def with_numbers(
        self,
        *,
        patience: Numbers | None = None,
        pledges: tuple[Pledge, ...] | None = None,
        turns: tuple[Turn, ...] | None = None,
    ) -> "Dynamics":
        """Give the same case with other numbers; the rules stay as they are.

        Parameters
        ----------
        patience : float64 array, shape (n_parties,), or None
            Discount factors per period.
        pledges : tuple of Pledge or None
            The guarantees; None is those that it has.
        turns : tuple of Turn or None
            With other rules or costs, what is known of breaches is lost.
        """
        kept = self._unchanged(patience) if turns is None else {}
        return replace(
            self,
            patience=self.patience if patience is None else patience,
            pledges=self.pledges if pledges is None else pledges,
            turns=self.turns if turns is None else turns,
            closed_sets=self.closed_sets
            if turns is None
            else ClosedSets(turns, self.engine.feasible),
            breaches=self.breaches if turns is None else {},
            ways=self.ways if turns is None else {},
            debts={},
            _threats=kept,
        )

    def _unchanged(self, patience: Numbers | None) -> dict[object, Threat]:
        """Give what follows where nothing was promised, and patience is as it was."""
        # No guarantee counts there, and what a party has at worst knows no patience
        # but its own.
        same = self.patience == (self.patience if patience is None else patience)
        kept: dict[object, Threat] = {
            ("minmax", party, None): self.minmax(party)
            for party in map(int, np.flatnonzero(same))
        }
        if patience is None:
            every = range(len(self.parties))
            kept |= {("idle", party): self.breakdown(party) for party in every}
            kept["breakdown", None] = self._threats["breakdown", None]
        return kept

    def with_utility(self, drawn: Mapping[int, npt.NDArray[np.float64]]) -> "Dynamics":
        """Give the same case with flow utilities drawn for some parties.

        Parameters
        ----------
        drawn : mapping of int to float64 array, shape (n_states,)
            By party, its flow per period; larger is better.
        """
        utility = self.utility.copy()
        for party, flows in drawn.items():
            utility[party] = flows
        return replace(
            self, utility=utility, imputed=frozenset(drawn), debts={}, _threats={}
        )

    def promise(
        self, party: int, promised: int, withdrawn: int, landing: int | None = None
    ) -> Promise:
        """Give what a party has promised where a road map prescribes a state.

        Parameters
        ----------
        party : int
            Its position in the file.
        promised : int
            The state that is prescribed, with what the party took early added.
        withdrawn : int
            What the road map has undone until then, as a set of bits.
        landing : int or None
            The state right after a breach; None if guarantees can still be given.

        Returns
        -------
        Promise
            One entry a guarantee, in file order.
        """
        return promise_of(self.pledges, party, promised, withdrawn, landing)

    @cached_property
    def coverage(self) -> tuple[object, ...]:
        """What guarantees cover and who gives them, whatever the amounts."""
        return tuple((each.covered, each.givers) for each in self.pledges)

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
        idle = not promised(promise)
        key = ("breakdown", None if idle else (party, promise))
        if key not in self._threats:
            self._threats[key] = open_threat(self._scene, party, promise)
        if not idle:
            return self._threats[key]
        if ("idle", party) not in self._threats:
            shared = replace(self._threats[key], row=party, breacher=party)
            self._threats["idle", party] = shared
        return self._threats["idle", party]

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
        key = ("minmax", party, promise if promised(promise) else None)
        if key not in self._threats:
            self._threats[key] = open_threat(self._scene, party, promise, minmax=True)
        return self._threats[key]

    @cached_property
    def reordered(self) -> dict[tuple[int, ...], "Dynamics"]:
        """The same case in other orders of movers, kept as they are asked for."""
        return {}

    @cached_property
    def retimed(self) -> dict[object, "Dynamics"]:
        """The same case with other times to undo, kept as they are asked for."""
        return {}

    def remembering(self) -> "Dynamics":
        """Give the same case, which takes note of every best landing it finds."""
        return replace(
            self, memory=Memory(), branches=Branches(), debts={}, _threats={}
        )

    def branching(self) -> "Dynamics":
        """Give the same case, which keeps ways to play from numbers to numbers."""
        return replace(self, branches=Branches(), debts={}, _threats={})

    def minmax_of(self, parties: Iterable[int]) -> dict[object, Threat]:
        """Give the min-maxes of some parties that are open already, by key."""
        kept = set(parties)
        return {
            key: threat
            for key, threat in self._threats.items()
            if isinstance(key, tuple) and key[0] == "minmax" and key[1] in kept
        }

    @cached_property
    def _scene(self) -> ContinuationGame:
        return ContinuationGame(
            closed_sets=self.closed_sets,
            countdown=self.countdown,
            pledges=self.pledges,
            utility=self.utility[np.newaxis],
            patience=np.nan_to_num(self.patience),
            tolerance=tie_tolerance(self.utility),
            solve=settle,
            period=play_folded,
            memory=self.memory,
            branches=self.branches or Branches(),
        )


def open_dynamics(
    case: Case,
    engine: Engine | None = None,
    movers: Sequence[str] | None = None,
    memory: int | None = None,
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
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Returns
    -------
    Dynamics
        Nothing is solved yet.

    Raises
    ------
    QuestionError
        Where the case writes its moves out.
    TooLargeError, UnsupportedError
        As `detente.engine.open_engine`.
    """
    refuse_listed(case)
    engine = engine or open_engine(case)
    clock, parties = case.negotiation, engine.parties
    order = movers or clock.movers.parties or parties
    given = [patience_of(each, clock.patience, clock.period) for each in parties]
    countdown = open_countdown(engine, case)
    refuse_far_or_large(engine, case, countdown, memory)
    turns = countdown.lasting(open_turns(engine, case, order))
    return Dynamics(
        engine=engine,
        case=case,
        utility=np.stack(
            [expected_flow(engine, case, party) for party in engine.parties]
        ),
        patience=np.array([np.nan if each is None else each for each in given]),
        turns=turns,
        pledges=open_pledges(engine, case),
        countdown=countdown,
        closed_sets=ClosedSets(turns, engine.feasible),
    )
