"""What is said of a road map: verdicts, slack, breaches; records only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from detente.errors import Message
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.exposure import Exposure


class Verdict(StrEnum):
    """Whether a road map is self-enforcing.

    proved: under breakdown, hence a subgame-perfect equilibrium. refuted:
    even under min-max some party breaches. depends: on how harsh the
    punishment is. impossible: a step of it cannot be taken.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    DEPENDS = "depends"
    IMPOSSIBLE = "impossible"


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
        Whether the slack is so close to zero that any small change counts.
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
class RoadMapCheck:
    """The whole answer.

    Attributes
    ----------
    verdict, stay_verdict : Verdict or None
        Of the road map, and of staying at its target alone, which no order of
        steps changes; None where it is impossible.
    reasons : tuple of Message
        Why it is impossible, or why no exact answer can be given.
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
    orders : tuple of (Verdict, int)
        How often each verdict came out over the orders in which the parties may
        act after a breach; empty where the case gives the order. `verdict` is
        what all have in common; figures are those of the file's order.
    calling_off : CallingOff or None
        Who would not sign, and who would call it off on the way; None where it is
        impossible.
    n_stages : int
        Of the road map; `stages` ends at the first that is impossible.
    """

    road_map: str
    verdict: Verdict
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
    orders: tuple[tuple[Verdict, int], ...] = ()
    calling_off: CallingOff | None = None

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
        found = [
            Tightest(stage.stage, slack.party, slack.minmax)
            for stage in self.judged_stages
            for slack in stage.slack
            if slack.minmax is not None
        ]
        return min(found, key=lambda place: place.slack)
