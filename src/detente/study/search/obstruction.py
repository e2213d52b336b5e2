"""What stops a road map: the stage that nobody dares, and what would open it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.engine import bits
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import slight
from detente.study.deal.verdict import RoadMapCheck, Slack, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.search.thresholds import least_margins, made_up

_STEPS = 20

_LESS = 1 - 1e-6
"""An amount is the least where this part of it is too little."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The stage that nobody dares, on the best route there is.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    slack : float
        Under `threat`.
    threat : str
        minmax where the road map is refuted, since no milder threat matters
        there; else breakdown.
    depends : bool
        Whether another breach would pay more under breakdown, so that the road
        map would at best depend on the punishment if this one were stopped.
    lump, flow : float or None
        The least amount once, and the least per period for as long as the breach
        stands, that leaves the party no gain anywhere on the road map under
        `threat`, believed for certain; None where the party has no patience, or
        where none up to twice its payoff range (for ever, in the case of a lump)
        does: what the breach leaves undone may be nothing, or done late.
    holds_with : tuple of str
        Which of `lump` and `flow` make the whole road map hold, and not only the
        party keep it.
    escrow : bool
        Whether putting the stage in escrow would open it.
    smaller : str or None
        A smaller target, to which the same order holds: one step less, else
        the farthest state on the way; None where there is none.
    left_out : tuple of str
        The steps left out then.
    in_hand : tuple of str
        Steps of others that can be put back, with `not` before what would be
        undone: done beside the stage that fails, each alone makes the road map
        hold, because it can be taken back after a breach.
    """

    stage: int | None
    party: str
    slack: float
    threat: ThreatName
    depends: bool
    lump: float | None
    flow: float | None
    holds_with: tuple[str, ...]
    escrow: bool
    smaller: str | None
    left_out: tuple[str, ...]
    in_hand: tuple[str, ...]


def find_blocked(
    dynamics: Dynamics, road_map: RoadMap, check: RoadMapCheck
) -> Blocked | None:
    """Say what stops a road map, and what would open it.

    Parameters
    ----------
    dynamics : Dynamics
    road_map : RoadMap
    check : RoadMapCheck
        Its judgement.

    Returns
    -------
    Blocked or None
        None where nothing stops it.
    """
    weakest = check.refuting or check.binding
    if weakest is None or check.binding is None:
        return None
    threat: ThreatName = "minmax" if check.refuting else "breakdown"
    number, name, slack = weakest
    party = dynamics.parties.index(name)
    tolerance = slight(dynamics, party)
    if slack >= -tolerance:
        return None
    stay = check.stay.slack if check.stay else ()
    if _least(stay, threat) <= slack + tolerance:
        number = None
    d = float(dynamics.patience[party])
    amounts = _Amounts(dynamics, lay_out(dynamics, road_map), party, threat)
    found = {
        "lump": amounts.least("lump", -slack / (1 - d)),
        "flow": amounts.least("flow"),
    }
    smaller, left_out = _smaller(dynamics, road_map)
    return Blocked(
        stage=number,
        party=name,
        slack=slack,
        threat=threat,
        depends=check.binding[2] < slack - tolerance,
        lump=found["lump"],
        flow=found["flow"],
        holds_with=tuple(
            kind for kind, amount in found.items() if amounts.all_hold(kind, amount)
        ),
        smaller=smaller,
        left_out=left_out,
        in_hand=tuple(_in_hand(dynamics, road_map, number, party)),
        escrow=_opens(dynamics, road_map, number, name),
    )


def _opens(
    dynamics: Dynamics, road_map: RoadMap, number: int | None, party: str
) -> bool:
    """Whether escrow of one stage leaves the party no gain from breaching it."""
    if number is None:
        return False
    stages = tuple(
        replace(stage, escrow=stage.escrow or place == number)
        for place, stage in enumerate(road_map.stages, 1)
    )
    check = check_road_map(dynamics, replace(road_map, stages=stages))
    tolerance = slight(dynamics, dynamics.parties.index(party))
    own = [slack for slack in check.stages[number - 1].slack if slack.party == party]
    return _least(tuple(own)) >= -tolerance


class _Amounts:
    """What a guarantee against one party has to come to for it never to breach."""

    def __init__(
        self, dynamics: Dynamics, layout: Layout, party: int, threat: ThreatName
    ) -> None:
        self._dynamics = dynamics
        self._layout = layout
        self._party = party
        self._threat = threat

    def least(self, kind: str, guess: float = 0.0) -> float | None:
        """Find the least amount; one that is right if play stays is tried first."""
        dynamics = self._dynamics
        d = float(dynamics.patience[self._party])
        if np.isnan(d) or dynamics.obstacle() is not None:
            return None
        if guess and self._holds(kind, guess) and not self._holds(kind, _LESS * guess):
            return guess
        most = 2 * max(dynamics.payoff_range(self._party), 1e-9)
        most *= 1 / (1 - d) if kind == "lump" else 1.0
        below = 0.0
        for high in map(float, np.geomspace(most / 64, most, 7)):
            if self._holds(kind, high):
                return self._between(kind, below, high)
            below = high
        return None

    def _holds(self, kind: str, amount: float) -> bool:
        pledged = self._pledged(kind, amount)
        margins = least_margins(pledged, self._layout, (self._party,))
        return margins[0 if self._threat == "breakdown" else 1] >= 0

    def _pledged(self, kind: str, amount: float) -> Dynamics:
        pledge = made_up(self._dynamics, self._party, (kind, amount))
        return self._dynamics.with_numbers(pledges=(*self._dynamics.pledges, pledge))

    def all_hold(self, kind: str, amount: float | None) -> bool:
        """Whether the whole road map holds under an amount against this party."""
        if amount is None:
            return False
        table = slack_table(self._pledged(kind, amount), self._layout, decisive=0.0)
        return table.verdict() is Verdict.PROVED

    def _between(self, kind: str, low: float, high: float) -> float:
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if self._holds(kind, middle):
                high = middle
            else:
                low = middle
        return high


def _smaller(
    dynamics: Dynamics, road_map: RoadMap
) -> tuple[str | None, tuple[str, ...]]:
    """Find what to leave out for the rest to hold: one step, else the last stages."""
    for left_out in _parts(road_map):
        stages = (
            tuple(step for step in stage.steps if step not in left_out)
            for stage in road_map.stages
        )
        kept = zip(road_map.stages, stages, strict=True)
        shorter = tuple(replace(stage, steps=steps) for stage, steps in kept if steps)
        smaller = replace(road_map, stages=shorter)
        if shorter and _holds(dynamics, smaller):
            end = lay_out(dynamics, smaller).nodes[-1].end
            named = (_written(step) for step in left_out)
            return dynamics.engine.state(end), tuple(named)
    return None, ()


def _parts(road_map: RoadMap) -> Iterator[tuple[Step, ...]]:
    """Give what could be left out, the least first."""
    steps = [step for stage in road_map.stages for step in stage.steps]
    for step in steps:
        yield (step,)
    for count in range(len(road_map.stages) - 1, 0, -1):
        yield tuple(step for stage in road_map.stages[count:] for step in stage.steps)


def _written(step: Step) -> str:
    return step.option if step.taken else f"not {step.option}"


def _in_hand(
    dynamics: Dynamics, road_map: RoadMap, number: int | None, party: int
) -> Iterator[str]:
    """Find others' steps that can be put back and that make the road map hold."""
    if not road_map.stages:
        return
    beside = (len(road_map.stages) if number is None else number) - 1
    layout = lay_out(dynamics, road_map)
    start, end = layout.start or 0, layout.nodes[-1].end
    changed = bits.differing(start, end)
    names = {place: option for option, place in dynamics.bits.items()}
    for turn in dynamics.turns:
        rules = zip(turn.bits, turn.takes, turn.drops, strict=True)
        for place, takes, drops in rules if turn.party != party else ():
            if takes is False or drops is False or bits.is_taken(changed, place):
                continue
            step = Step(names[place], not bits.is_taken(end, place))
            stages = list(road_map.stages)
            steps = (*stages[beside].steps, step)
            stages[beside] = replace(stages[beside], steps=steps)
            if _holds(dynamics, replace(road_map, stages=tuple(stages))):
                yield _written(step)


def _holds(dynamics: Dynamics, road_map: RoadMap) -> bool:
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return False
    return slack_table(dynamics, layout).verdict() is Verdict.PROVED


def _least(slacks: tuple[Slack, ...], threat: ThreatName = "breakdown") -> float:
    shown = [
        slack.minmax
        if slack.breakdown is None or threat == "minmax"
        else slack.breakdown
        for slack in slacks
    ]
    return min((each for each in shown if each is not None), default=np.inf)
