"""How far a headline about road maps hangs on assumed numbers."""

from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.deal import robust_data
from detente.report.document import Block, Listing, Paragraph
from detente.report.naming import Names
from detente.report.pages.robustness.robust import not_varied, robust_line
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.price import affordable_draws
from detente.study.processors import ALONE, Workers
from detente.study.robustness.assumed_numbers import list_assumptions
from detente.study.robustness.robust import Robustness, study_robustness
from detente.study.robustness.verdict_shares import (
    shares_of,
    with_verdict_shares,
)


@dataclass(frozen=True)
class Hangs:
    """What verdicts hang on: how many assumed numbers, and what they do.

    `robustness` is None where the numbers were not varied.
    """

    assumed: int = 0
    robustness: Robustness | None = None

    def to_dict(self) -> dict[str, object]:
        """Give the count, and shares and flips where the numbers were varied."""
        found = None if self.robustness is None else robust_data(self.robustness)
        return {"assumed": self.assumed, "varied": found}

    def blocks(self, names: Names) -> tuple[Block, ...]:
        """Say the share of draws with the same verdict, or that none were made."""
        found = self.robustness
        if found is None:
            said = not_varied(self.assumed, names)
            return (Paragraph(said),) if said else ()
        lines = [
            (s.road_map, robust_line(found, s.road_map, names)) for s in found.shares
        ]
        if len(lines) == 1:
            return (Paragraph(lines[0][1]),)
        return (
            Listing(tuple(f"{names.element(plan)}. {said}" for plan, said in lines)),
        )


NOTHING_ASSUMED = Hangs()


_SECONDS = 3.0
"""So long draws are made where no number is asked for."""


def in_draws(
    dynamics: Dynamics,
    plans: tuple[RoadMap, ...],
    checks: tuple[RoadMapCheck, ...],
    hangs: Hangs,
    workers: Workers = ALONE,
) -> tuple[RoadMapCheck, ...]:
    """Say of each verdict in how many draws it comes out.

    Parameters
    ----------
    dynamics : Dynamics
    plans : tuple of RoadMap
    checks : tuple of RoadMapCheck
        The road maps as they were judged.
    hangs : Hangs
        Draws that were asked for; without any, as many are made as are quick.
    workers : Workers

    Returns
    -------
    tuple of RoadMapCheck
    """
    if hangs.robustness is not None:
        return shares_of(hangs.robustness, checks)
    samples = affordable_draws(dynamics, plans, _SECONDS)
    return with_verdict_shares(dynamics, plans, checks, (samples, 0), workers)


def find_hangs(
    dynamics: Dynamics,
    plans: tuple[RoadMap, ...],
    draws: tuple[int, int],
    workers: Workers = ALONE,
) -> Hangs:
    """Vary what is assumed, if asked to.

    Parameters
    ----------
    dynamics : Dynamics
    plans : tuple of RoadMap
    draws : (int, int)
        How many, 0 being none, and their seed.
    workers : Workers

    Returns
    -------
    Hangs
    """
    assumed = len(list_assumptions(dynamics.case))
    samples, seed = draws
    if not samples or not plans:
        return Hangs(assumed)
    found = study_robustness(
        dynamics, plans, samples=samples, seed=seed, workers=workers
    )
    return Hangs(assumed, found)
