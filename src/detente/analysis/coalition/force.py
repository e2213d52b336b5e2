"""Who can force what, whatever the others do."""

from collections.abc import Mapping, Sequence
from math import factorial
from types import MappingProxyType
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    open_static,
    party_position,
    state_number,
    target_states,
)
from detente.casefile.nearest import did_you_mean
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.records import dataclass
from detente.report.data.forcing import by_chance_data, forced_data
from detente.report.data.stability import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.coalition.forcing import force_page, orders_table
from detente.report.pages.coalition.forcing_by_chance import (
    by_chance_page,
    chances_table,
)
from detente.study.coalition.forced_by_chance import (
    ForcedByChance,
    chances_in,
    force_by_chance,
)
from detente.study.coalition.forced_target import (
    MOST_ORDERS,
    ForcedTarget,
    force_target,
)

NO_CHANCES: Mapping[str, float | str] = MappingProxyType({})
_SOON = 2**28
"""States times turns judged that take about ten seconds."""


@dataclass(frozen=True)
class ForceResult(Result):
    """Whether a coalition can force a target, and how.

    Attributes
    ----------
    forced : ForcedTarget
        The verdict, order by order, a way to the target, and what prevents it.
    target : str
        As it was asked for.
    """

    forced: ForcedTarget
    target: str

    @property
    def can_fail(self) -> bool:
        """Whether the case says of some option how likely taking it succeeds."""
        return bool(chances_in(self.forced.engine.case))

    @property
    def verdict(self) -> str:
        """Give yes, no, or depends where it hangs on the order of movers."""
        return self.forced.verdict

    def by_chance(
        self, chances: Mapping[str, float | str] = NO_CHANCES
    ) -> "ForceByChanceResult":
        """Find with what chance the coalition can force it, where steps can fail.

        A move succeeds with the product of the chances of the options that it newly
        takes; if it fails nothing changes, and it can be tried again. In any number of
        rounds the chance is given by bounds from both sides, which have met where they
        differ by less than 1e-9.

        Parameters
        ----------
        chances : mapping of str to float
            By option, from 0 to 1, in place of what the case says; taking any other
            succeeds as the case says (`chance` of an option), else for sure.

        Returns
        -------
        ForceByChanceResult

        Raises
        ------
        QuestionError, TooLargeError
        """
        case = self.forced.engine.case
        likely = chances_in(case) | _read_chances(case, chances)
        asked = self.forced.state, self.forced.target
        found = force_by_chance(
            self.forced.engine,
            asked,
            self.forced.coalition,
            self.forced.within,
            likely,
        )
        return ForceByChanceResult(self.case, self.forced, self.target, found)

    def to_dict(self) -> dict[str, object]:
        """Give the verdict, the orders, the way, and what prevents it."""
        return heading_data(self.forced.engine) | forced_data(self.forced, self.target)

    def document(self, names: Names) -> Document:
        """Show the same in sentences and tables."""
        return force_page(self.forced, self.target, names)

    def sheet(self, names: Names) -> Document:
        """Give one row an order of movers."""
        return (orders_table(self.forced, names),)


@dataclass(frozen=True)
class ForceByChanceResult(Result):
    """With what chance a coalition can force a target.

    Attributes
    ----------
    forced : ForcedTarget
        What it can force if nothing fails.
    target : str
        As it was asked for.
    found : ForcedByChance
        The chance, order by order, as bounds.
    """

    forced: ForcedTarget
    target: str
    found: ForcedByChance

    def to_dict(self) -> dict[str, object]:
        """Give the bounds of the chance, over all orders and in each."""
        return heading_data(self.forced.engine) | by_chance_data(
            self.found, self.forced, self.target
        )

    def document(self, names: Names) -> Document:
        """Show the same in sentences and a table."""
        return by_chance_page(self.found, self.forced, self.target, names)

    def sheet(self, names: Names) -> Document:
        """Give one row an order of movers."""
        return (chances_table(self.found, names),)


def force(
    case: Readable,
    to: str,
    coalition: Sequence[str] | None = None,
    within: int | None = None,
    state: str = "now",
    *,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> ForceResult:
    """Find whether a coalition can bring something about, whatever the others do.

    Each round the parties act in one order, each by one move or by staying; the
    coalition acts as one against all others as one, whatever anybody wants. The
    target counts where a round ends. Without `movers` in the case every order is
    judged, up to 24 (attractors of turn-based games; Alur, Henzinger and Kupferman
    2002).

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str
        A state or a formula.
    coalition : sequence of str, or None
        Parties; None finds the smallest coalition that can force it in every
        order, by size, then by the order of the file.
    within : int or None
        Rounds, at least 1; None is as many as it takes.
    state : str
        Where they start: `now`, a Y/N string, a label, or changes from now.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ForceResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    if within is not None and within < 1:
        raise QuestionError([_no_rounds(within)])
    engine = open_static(read, setting)
    start = state_number(engine, state)
    target = target_states(engine, to)
    members = None
    if coalition is not None:
        members = tuple(sorted({party_position(engine, each) for each in coalition}))
    return ForceResult(read, force_target(engine, start, target, members, within), to)


def force_cost(case: Case, *, named: bool) -> Message | None:
    """Say beforehand where finding who can force what takes long.

    Parameters
    ----------
    case : Case
        The case.
    named : bool
        Whether one coalition is named.

    Returns
    -------
    Message or None
        None where it is a matter of seconds.
    """
    parties = len(case.parties)
    free = sum(not option.settled for option in case.options)
    states = len(case.graph.states) or 2**free
    given = bool(case.negotiation.movers.parties)
    orders = 1 if given else min(factorial(parties), MOST_ORDERS)
    if states * parties * orders * (1 if named else 2**parties) < _SOON:
        return None
    return Message(
        "what can be forced over up to {states} situations, in {orders} orders of "
        "movers, may take minutes; --coalition names one coalition, `movers` in the "
        "case one order, --time sets an end",
        states=states,
        orders=orders,
    )


def _read_chances(case: Case, chances: Mapping[str, float | str]) -> dict[str, float]:
    problems, found = [], {}
    for option, written in chances.items():
        location = Location("--chance")
        if option not in case.option:
            message = Message("there is no option '{option}'", option=option)
            hint = did_you_mean(option, case.option)
            problems.append(Problem("unknown-option", message, location, option, hint))
            continue
        try:
            found[option] = float(written)
        except ValueError:
            found[option] = -1.0
        if not 0 <= found[option] <= 1:
            message = Message(
                "the chance of {option} is a number from 0 to 1, not '{value}'",
                option=option,
                value=written,
            )
            problems.append(Problem("no-chance", message, location, str(written)))
    if problems:
        raise QuestionError(problems)
    return {
        option: likely
        for option, likely in found.items()
        if not case.option[option].settled
    }


def _no_rounds(within: int) -> Problem:
    message = Message("so many rounds are none: {within}", within=within)
    hint = Message("write a number from 1 on, or leave it out")
    return Problem("no-rounds", message, Location("--within"), str(within), hint)
