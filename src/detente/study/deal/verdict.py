"""What is said of a road map: verdicts, slack, breaches; records only."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.exposure import Exposure
from detente.study.deal.tolerance import CLOSE, ESTABLISHED
from detente.study.deal.unnoticed import Unnoticed


class Verdict(StrEnum):
    """Whether a road map is self-enforcing.

    proved: under breakdown, hence a subgame-perfect equilibrium. refuted:
    even under min-max some party breaches. depends: on how a breach is
    answered, on who acts first after it, or on how fast an option can be undone.
    impossible: a step of it cannot be taken. Where none of them can be said, a
    verdict is None: it cannot be judged.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    DEPENDS = "depends"
    IMPOSSIBLE = "impossible"


def common(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Give what several readings of the same road map come to.

    Parameters
    ----------
    verdicts : iterable of Verdict or None
        One a reading, such as an order of movers; at least one.

    Returns
    -------
    Verdict or None
        What all say; `depends` where two readings differ; None where some cannot
        be judged and the others leave open whether they would agree.
    """
    found = set(verdicts)
    known = found - {None}
    if len(known) > 1 or Verdict.DEPENDS in known:
        return Verdict.DEPENDS
    return None if None in found else known.pop()


@dataclass(frozen=True, slots=True)
class Leeway:
    """A verdict, and what it would be if slack were a little smaller, or larger.

    Attributes
    ----------
    verdict : Verdict or None
        As the numbers stand.
    smaller, larger : Verdict or None
        If every slack were smaller, or larger, by just less than `CLOSE` of its
        party's payoff range.
    """

    verdict: Verdict | None
    smaller: Verdict | None
    larger: Verdict | None

    @property
    def close(self) -> bool:
        """Whether it is too close to call."""
        if self.verdict is Verdict.PROVED:
            return self.smaller is not Verdict.PROVED
        if self.verdict is Verdict.REFUTED:
            return self.larger is not Verdict.REFUTED
        return self.verdict is Verdict.DEPENDS and (
            self.smaller is Verdict.REFUTED or self.larger is Verdict.PROVED
        )


def common_leeway(found: Iterable[Leeway]) -> Leeway:
    """Give what several readings come to, slack being smaller or larger in all.

    Parameters
    ----------
    found : iterable of Leeway
        At least one.

    Returns
    -------
    Leeway
    """
    readings = tuple(found)
    return Leeway(
        common(each.verdict for each in readings),
        common(each.smaller for each in readings),
        common(each.larger for each in readings),
    )


@dataclass(frozen=True, slots=True)
class UndoTimes:
    """The verdict where times to undo are rounded the one way, and the other.

    Attributes
    ----------
    rounded, within, never : Verdict or None
        As the case rounds them; if each of these options were undone within a
        period; if each of them were never undone. None where it cannot be judged,
        which turns nothing.
    hangs_on : tuple of str
        The options that alone turn the verdict if they are rounded the other way;
        all that are turned where none does so alone; empty where nothing turns.
    """

    rounded: Verdict | None
    within: Verdict | None
    never: Verdict | None
    hangs_on: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it comes out the same however they are rounded."""
        return self.within is self.never is self.rounded


@dataclass(frozen=True, slots=True)
class Breach:
    """The best that one party can do instead of its part, under one threat.

    Attributes
    ----------
    omits, undoes, takes : tuple of str
        Steps of its part left undone; options that it undoes, and that it
        takes, beyond its part.
    falls_through : tuple of str
        Steps of others that cannot take place then.
    lands : str
        The state right after it.
    gain_now, loss_later, slack : float
        What it gains in that period, what it loses from the next one on, and
        the difference; in flow units per period for ever.
    leads_to : tuple of str
        Where the threat comes to rest; several states go round for ever.
    no_punishment : bool
        Whether the party is better off after the breach than on the road map,
        from the next period on.
    unnoticed : Unnoticed or None
        None where it is noticed at once.
    """

    omits: tuple[str, ...]
    undoes: tuple[str, ...]
    takes: tuple[str, ...]
    falls_through: tuple[str, ...]
    lands: str
    gain_now: float
    loss_later: float
    slack: float
    leads_to: tuple[str, ...]
    no_punishment: bool
    unnoticed: Unnoticed | None = None


@dataclass(frozen=True, slots=True)
class Slack:
    """One party at one stage.

    Attributes
    ----------
    breakdown, minmax : float or None
        Slack under each threat; None where `reason` says why, or where there
        is no choice. Where the breakdown goes round in a cycle, `breakdown`
        is the pessimistic end of `band`.
    band : (float, float) or None
        Pessimistic and optimistic slack, where the breakdown is approximate.
    relative : float or None
        The slack under breakdown (else min-max) as a share of the party's
        payoff range.
    choice : bool
        Whether it has another move at all.
    fragile : bool
        Whether the slack is within a thousandth of the payoff range.
    breach, breach_minmax : Breach or None
        The best breach under each threat.
    """

    party: str
    breakdown: float | None
    minmax: float | None
    band: tuple[float, float] | None
    relative: float | None
    choice: bool
    fragile: bool
    reason: Message | None
    breach: Breach | None
    breach_minmax: Breach | None

    @property
    def close(self) -> bool:
        """Whether it is too close to zero to tell its sign."""
        return self.relative is not None and abs(self.relative) < CLOSE


@dataclass(frozen=True, slots=True)
class StageCheck:
    """One stage, or (stage None) staying at the target.

    Attributes
    ----------
    steps, done : tuple of str
        What is done, with `not` before what is undone; what held already.
    periods : int
        0 for a stage that is skipped, and for staying.
    """

    stage: int | None
    start: str
    end: str
    steps: tuple[str, ...]
    done: tuple[str, ...]
    periods: int
    escrow: bool
    slack: tuple[Slack, ...]

    @property
    def skipped(self) -> bool:
        """Whether nothing was left to do."""
        return self.stage is not None and self.periods == 0


class Tightest(NamedTuple):
    """Where slack is least.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    party : str
    slack : float
        In flow units per period for ever.
    """

    stage: int | None
    party: str
    slack: float


@dataclass(frozen=True, slots=True)
class VerdictShares:
    """In which share of the draws of what is assumed each verdict comes out.

    Attributes
    ----------
    samples : int
        0 where something is assumed and nothing was drawn.
    shares : tuple of (Verdict or None, float)
        Each draw is judged in one order of movers, drawn with it.
    """

    samples: int
    seed: int
    shares: tuple[tuple[Verdict | None, float], ...] = ()

    def of(self, verdict: Verdict | None) -> float:
        """Give the share of one verdict."""
        return dict(self.shares).get(verdict, 0.0)


@dataclass(frozen=True, slots=True)
class RoadMapCheck:
    """The whole answer.

    Attributes
    ----------
    verdict, stay_verdict : Verdict or None
        Of the road map, and of staying at its target alone, which no order of
        steps changes; None where it cannot be judged, that of staying also where
        the road map is impossible.
    reasons : tuple of Message
        Why it is impossible, why it cannot be judged, or why no exact answer can
        be given.
    patience : tuple of (str, float or None)
        Per period, by party.
    payoff_range : tuple of (str, float)
    binding : Tightest or None
        Stage, party and slack where the slack is least, under breakdown where
        that is known.
    exact : bool
        Whether every threat used, breakdown and min-max, is a verified fixed
        point.
    deviators : tuple of str
        Those who have a negative slack somewhere, under breakdown.
    orders : tuple of (Verdict or None, int)
        How often each verdict came out over the orders in which the parties may
        act after a breach; empty where the case gives the order. `verdict` is
        what all have in common; figures are those of the file's order.
    calling_off : CallingOff or None
        Who would not sign, and who would call it off on the way; None where it is
        impossible.
    n_orders : int
        How many orders there are, 1 where the case gives it; of very many 24 are
        drawn, and of many situations fewer judged.
    n_stages : int
        Of the road map; `stages` ends at the first that is impossible.
    close, stay_close : bool
        Whether each verdict is decided by less than `CLOSE` of a payoff range.
    undo : UndoTimes or None
        The verdict under both ways to round times to undo; where one differs,
        `verdict` is that it depends, and nothing is close. None where none is
        rounded, where the verdict hangs on the order of movers or cannot be judged
        anyway, and where it was not asked.
    shares : VerdictShares or None
        None where nothing is assumed, or nobody asked.
    holds_until : date or None
        Where it is refuted by staying at its target on some date alone, the first day
        on which somebody gains by a breach.
    """

    road_map: str
    verdict: Verdict | None
    stay_verdict: Verdict | None
    reasons: tuple[Message, ...]
    patience: tuple[tuple[str, float | None], ...]
    payoff_range: tuple[tuple[str, float], ...]
    stages: tuple[StageCheck, ...]
    stay: StageCheck | None
    binding: Tightest | None
    exposure: tuple[Exposure, ...]
    exact: bool
    deviators: tuple[str, ...]
    n_stages: int
    orders: tuple[tuple[Verdict | None, int], ...] = ()
    calling_off: CallingOff | None = None
    n_orders: int = 1
    close: bool = False
    stay_close: bool = False
    undo: UndoTimes | None = None
    shares: VerdictShares | None = None
    holds_until: date | None = None

    @property
    def over_before(self) -> bool:
        """Whether somebody would not sign it or would call it off.

        It ends then before anybody could cheat.
        """
        found = self.calling_off
        return found is not None and bool(found.refusing or found.callers)

    @property
    def established(self) -> bool | None:
        """Whether a proof or refutation comes out in enough draws; None undrawn."""
        drawn = self.shares is not None and self.shares.samples > 0
        if not drawn or self.verdict not in {Verdict.PROVED, Verdict.REFUTED}:
            return None
        return self.shares is not None and self.shares.of(self.verdict) >= ESTABLISHED

    @property
    def self_enforcing(self) -> bool:
        """Whether it is proved."""
        return self.verdict is Verdict.PROVED

    @property
    def judged_stages(self) -> tuple[StageCheck, ...]:
        """The stages, and staying at the target."""
        return (*self.stages, *((self.stay,) if self.stay else ()))

    @property
    def refuting(self) -> Tightest | None:
        """Stage, party and slack of what refutes it: the least under min-max."""
        if self.verdict is not Verdict.REFUTED:
            return None
        return self.least_minmax

    @property
    def least_minmax(self) -> Tightest | None:
        """Stage, party and slack where slack under min-max is least."""
        found = [
            Tightest(stage.stage, slack.party, slack.minmax)
            for stage in self.judged_stages
            for slack in stage.slack
            if slack.minmax is not None
        ]
        return min(found, key=lambda place: place.slack, default=None)
