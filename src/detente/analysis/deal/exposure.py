"""Who holds what, and what each party stands to lose."""

from collections.abc import Sequence
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import counted, kept
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.deal import asymmetry_data, exposure_data, rounded_data
from detente.report.data.stability import heading_data
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.deal.exposure import exposure_page
from detente.study.deal.asymmetry import (
    Asymmetry,
    Rounded,
    list_asymmetry,
    list_rounded,
)
from detente.study.deal.exposure import Exposure, find_exposure
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics


@dataclass(frozen=True)
class ExposureResult(Result):
    """Who holds what, and what each party stands to lose on each road map."""

    dynamics: Dynamics
    asymmetry: tuple[Asymmetry, ...]
    rounded: tuple[Rounded, ...]
    exposures: tuple[tuple[str, tuple[Exposure, ...]], ...]

    def to_dict(self) -> dict[str, object]:
        """Give the asymmetry table and the exposure on each road map."""
        return heading_data(self.dynamics.engine) | {
            "asymmetry": [asymmetry_data(each) for each in self.asymmetry],
            "rounded": [rounded_data(each) for each in self.rounded],
            "roadmaps": {plan: exposure_data(each) for plan, each in self.exposures},
        }

    def document(self, names: Names) -> Document:
        """Show both."""
        return exposure_page(self.asymmetry, self.rounded, self.exposures, names)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw each party's exposure, one picture a road map."""
        from detente.report.figure.exposure import exposure_picture  # noqa: PLC0415

        drawn = (exposure_picture(*each, names) for each in self.exposures)
        return tuple(picture for picture in drawn if picture is not None)


def exposure(
    case: Readable,
    road_map: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> ExposureResult:
    """Say who holds what, and what each party stands to lose.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str or None
        The road map to follow; None is all of them.
    setting : Setting
        Engine and memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExposureResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plans = (
        read.negotiation.road_maps
        if road_map is None
        else (named_road_map(read, road_map),)
    )
    return exposure_of(open_timed(read, setting), read, plans)


def exposure_of(
    dynamics: Dynamics, read: Case, plans: Sequence[RoadMap]
) -> ExposureResult:
    """Say the same of a case that is open already.

    Parameters
    ----------
    dynamics : Dynamics
        The case in periods.
    read : Case
        As it was read.
    plans : sequence of RoadMap
        The road maps to follow.

    Returns
    -------
    ExposureResult
    """
    exposures = kept(
        (plan.id, find_exposure(dynamics, lay_out(dynamics, plan)))
        for plan in counted(plans)
    )
    asymmetry, rounded = list_asymmetry(read), list_rounded(read)
    return ExposureResult(read, dynamics, asymmetry, rounded, exposures)
