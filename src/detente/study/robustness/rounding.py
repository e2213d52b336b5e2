"""Whether a verdict hangs on what `reversible_within` rounds."""

from dataclasses import dataclass, replace

from detente.model.case import Case
from detente.model.quantity import Duration
from detente.model.road_map import RoadMap
from detente.study.deal.asymmetry import Rounded, list_rounded
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics, open_dynamics


@dataclass(frozen=True, slots=True)
class Rounding:
    """One road map under both ways to round.

    Attributes
    ----------
    rounded : tuple of Rounded
        The options whose time to undo is rounded.
    verdict : Verdict
        As the case has it.
    all_undone : Verdict
        If every option that can be undone were undone within a period.
    none_undone : Verdict
        If every option that takes longer than a period were irreversible.
    """

    rounded: tuple[Rounded, ...]
    verdict: Verdict
    all_undone: Verdict
    none_undone: Verdict

    @property
    def matters(self) -> bool:
        """Whether the verdict changes with it."""
        return not self.verdict == self.all_undone == self.none_undone


def find_rounding(dynamics: Dynamics, road_map: RoadMap) -> Rounding:
    """Find whether a verdict hangs on `reversible_within`.

    Parameters
    ----------
    dynamics : Dynamics
    road_map : RoadMap

    Returns
    -------
    Rounding
    """
    case = dynamics.case
    rounded = tuple(each for each in list_rounded(case) if not each.taking)
    verdict = _verdict(dynamics, road_map)
    if not rounded:
        return Rounding((), verdict, verdict, verdict)
    longest = max((each.takes for each in rounded), key=lambda undo: undo.days)
    within = max(longest, case.negotiation.reversible_within, key=lambda d: d.days)
    return Rounding(
        rounded=rounded,
        verdict=verdict,
        all_undone=_with(dynamics, road_map, case, within),
        none_undone=_with(dynamics, road_map, case, case.negotiation.period),
    )


def _with(
    dynamics: Dynamics, road_map: RoadMap, case: Case, within: Duration
) -> Verdict:
    clock = replace(case.negotiation, reversible_within=within)
    changed = replace(case, negotiation=clock)
    return _verdict(open_dynamics(changed, dynamics.engine, dynamics.movers), road_map)


def _verdict(dynamics: Dynamics, road_map: RoadMap) -> Verdict:
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return Verdict.IMPOSSIBLE
    return slack_table(dynamics, layout).verdict()
