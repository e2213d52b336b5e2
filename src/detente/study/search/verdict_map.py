"""The verdict on a road map over patience and the size of a guarantee."""

from dataclasses import replace

import numpy as np

from detente.engine.budget import counted, kept
from detente.errors import Message
from detente.model.quantity import ONE_YEAR
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Pledge
from detente.study.search.thresholds import made_up


@dataclass(frozen=True, slots=True)
class VerdictMap:
    """Verdicts over two things that vary.

    Attributes
    ----------
    guarantee : str or None
        The guarantee whose penalty varies; None is one made up against each
        party and believed for certain.
    patience : tuple of float
        The same for all parties, per year.
    flow : tuple of float
        What is promised per period, before how far it is believed.
    verdicts : tuple of tuple of Verdict or None
        One row a flow, one entry a patience.
    reasons : tuple of Message
        Why there is no map, or what keeps it from being exact.
    """

    road_map: str
    guarantee: str | None
    patience: tuple[float, ...]
    flow: tuple[float, ...]
    verdicts: tuple[tuple[Verdict | None, ...], ...]
    reasons: tuple[Message, ...] = ()


def map_verdicts(
    dynamics: Dynamics, road_map: RoadMap, guarantee: str | None = None, grid: int = 9
) -> VerdictMap:
    """Judge a road map at every pair of a patience and a flow.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
    guarantee : str or None
        The guarantee of the case whose penalty per period varies, its other
        amounts staying as they are; None makes one up against each party.
    grid : int
        Values of each, 2 or more.

    Returns
    -------
    VerdictMap
        Patience in even steps between 0 and 1 a year, both left out; the flow
        from 0 to the largest payoff range of those whom it is against.
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return VerdictMap(road_map.id, guarantee, (), (), (), layout.reasons)
    years = tuple(step / (grid + 1) for step in range(1, grid + 1))
    flows = tuple(map(float, np.linspace(0, _most(dynamics, guarantee), grid)))
    period = float(dynamics.case.negotiation.period.days / ONE_YEAR.days)

    def row(flow: float) -> tuple[Verdict | None, ...]:
        pledged = dynamics.with_numbers(pledges=_pledges(dynamics, guarantee, flow))
        alike = (np.full(len(dynamics.parties), year**period) for year in years)
        return tuple(
            slack_table(pledged.with_numbers(patience=each), layout).verdict()
            for each in alike
        )

    verdicts = kept((row(flow) for flow in counted(flows)), least=1)
    obstacle = dynamics.obstacle()
    reasons = () if obstacle is None else (obstacle,)
    told = flows[: len(verdicts)]
    return VerdictMap(road_map.id, guarantee, years, told, verdicts, reasons)


def _most(dynamics: Dynamics, guarantee: str | None) -> float:
    facing = [
        dynamics.payoff_range(party)
        for party, name in enumerate(dynamics.parties)
        if guarantee is None or name in _against(dynamics, guarantee)
    ]
    return max([1.0, *facing]) if max(facing, default=0.0) <= 0 else max(facing)


def _against(dynamics: Dynamics, guarantee: str) -> tuple[str, ...]:
    given = {each.id: each for each in dynamics.case.negotiation.guarantees}
    return given[guarantee].against


def _pledges(
    dynamics: Dynamics, guarantee: str | None, flow: float
) -> tuple[Pledge, ...]:
    if guarantee is None:
        added = (
            made_up(dynamics, party, ("flow", flow))
            for party in range(len(dynamics.parties))
        )
        return (*dynamics.pledges, *added) if flow else dynamics.pledges
    return tuple(
        replace(pledge, penalty=(flow * pledge.believed, pledge.penalty[1]))
        if pledge.id == guarantee
        else pledge
        for pledge in dynamics.pledges
    )
