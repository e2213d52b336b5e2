"""The main job: what holds, for whom, why, and where it can go."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    open_widest,
    read_concepts,
)
from detente.analysis.stability.stable_sets import StabilityResult
from detente.engine import Engine, bits
from detente.engine.budget import expect
from detente.errors import CaseError
from detente.model.case import Case
from detente.records import dataclass
from detente.report.data.stability import Extent, overview_data
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.overview.first_screen import FirstAnswers, first_screen
from detente.report.pages.overview.summary import overview_page
from detente.report.pages.stability.equilibria import numbered_states
from detente.report.pages.stability.stable_sets import states_table
from detente.study.check.warning import Remark
from detente.study.game.distant_dates import periods_ahead
from detente.study.game.options_at_deadlines import days_ahead, ending
from detente.study.overview.survey import AfterDeadline, Overview, changes_after, survey
from detente.study.stability.stable_sets import StableSets, find_stable

if TYPE_CHECKING:
    from detente.analysis.deal.road_maps import RoadMapsResult
    from detente.study.overview.variant_reading import VariantReading


@dataclass(frozen=True)
class Analysis(Result):
    """The main job's answer: what holds, why, and where the dispute can go.

    Attributes
    ----------
    overview : Overview
        The static study, before the deadlines or on them.
    after : tuple of AfterDeadline
        What the deadlines change.
    judged : RoadMapsResult or None
        The road maps, judged; None where there are none, or where judging
        them takes long (`list_road_maps` does it then).
    variants : tuple of VariantReading
        What the variants of the case say of now, signing and calling off.
    full : bool
        Whether it is shown with all that researchers want, not on one screen.
    """

    overview: Overview
    after: tuple[AfterDeadline, ...]
    judged: "RoadMapsResult | None" = None
    variants: "tuple[VariantReading, ...]" = ()
    full: bool = False

    def aside(self) -> tuple[Remark, ...]:
        """Give nothing more: it stands among the remarks."""
        return ()

    def to_dict(self) -> dict[str, object]:
        """Give everything that was found."""
        data = overview_data(self.overview, self.after)
        return data if self.judged is None else data | self.judged.to_dict()

    def document(self, names: Names) -> Document:
        """Answer on one screen; in full with concepts, evolution and counts."""
        if self.full:
            plans = () if self.judged is None else self.judged.side_by_side(names)
            return overview_page(self.overview, self.after, plans, names)
        return first_screen(self.answers, names)

    @property
    def answers(self) -> FirstAnswers:
        """What the first screen tells."""
        checks = () if self.judged is None else self.judged.checks
        unjudged = self.judged is None and bool(self.case.negotiation.road_maps)
        return FirstAnswers(
            self.overview,
            self.after,
            None if unjudged else checks,
            self.variants,
            None if self.judged is None else self.judged.best,
            () if self.judged is None else self.judged.outlived.checks,
            None if self.judged is None else self.judged.moved,
        )

    def in_full(self) -> "Analysis":
        """Give the same answer, to be shown with all that researchers want."""
        return replace(self, full=True)

    def sheet(self, names: Names) -> Document:
        """Give one row a state, with everybody who would stay."""
        sets = self.overview.sets
        return (states_table(sets, sets.engine.feasible, names),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw the state graph."""
        # Imported here: text and tables, which most ask for, need no drawing.
        from detente.report.figure.graph.state_graph import (  # noqa: PLC0415
            picture_of_sets,
        )

        return (picture_of_sets(self.overview.sets, names),)

    def numbered(self) -> tuple[str, ...]:
        """Give the states that the text calls E1, E2, ..."""
        lead = self.overview.lead
        notable = self.overview.notable
        return numbered_states(tuple(n for n in notable if n.concept == lead))

    def save_arrays(self, path: Path) -> None:
        """Write the arrays behind it to a NumPy `.npz` file."""
        self.stability.save_arrays(path)

    @property
    def stability(self) -> StabilityResult:
        """Who is stable where."""
        sets = self.overview.sets
        return StabilityResult(
            self.case, sets, self.overview.remarks, sets.engine.feasible, Extent()
        )


_A_STATE = 1.5e-6
"""Seconds that the first screen takes for each state and party: half of it concepts."""
_LIGHT = 500_000
_A_PERIOD = 400
"""States times road maps that are judged in about a second."""


def analyze(
    case: Readable,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    *,
    over_before: bool = True,
    deals: bool = True,
    **read_as: Unpack[ReadAs],
) -> Analysis:
    """Do the main job: what holds, for whom, why, and where it can go.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    over_before : bool
        Whether it is asked who would cheat on road maps too that somebody would not
        sign or would call off, what each has without a deal, and claims are judged;
        the first screen tells none of these.
    deals : bool
        Whether road maps and variants are judged; the tables of a paper tell neither.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    Analysis

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    later = open_widest(engine, read, setting)
    expect(_A_STATE * engine.n_states * len(engine.parties))
    overview = survey(engine, asked, assumptions_of(setting), later)
    after = _on_deadline(read, overview.sets, later, setting)
    if not deals:
        return Analysis(read, overview, after)
    variants = _variants(read, overview, setting)
    found = Analysis(read, overview, after, variants=variants)
    if not _soon_judged(read):
        return found
    # Imported where it is needed: most cases have no road maps.
    from detente.analysis.deal.road_maps import judge_in_passing  # noqa: PLC0415

    findings, judged = judge_in_passing(
        read, setting, overview.findings, over_before=over_before
    )
    overview = replace(overview, findings=findings)
    return replace(found, overview=overview, judged=judged)


def _variants(
    read: Case, overview: Overview, setting: Setting
) -> "tuple[VariantReading, ...]":
    """Ask the first questions of each variant, where they are quick to answer."""
    edited = read.variant is not None or read.edits or read.rulings
    if not read.variants or not overview.explained or edited:
        return ()
    # Imported where they are needed: most cases have no variants.
    from detente.analysis.timed import open_timed  # noqa: PLC0415
    from detente.study.overview.variant_reading import read_variant  # noqa: PLC0415

    found = []
    for each in read.variants:
        try:
            case = variant_of(read, each.id)
        except CaseError:
            # A case that a program made may hold what no file can.
            continue
        engine = open_static(case, setting)
        timed = open_timed(case, setting) if _soon_judged(case) else None
        found.append(read_variant(each.id, engine, overview.lead, timed))
    return tuple(found)


def _on_deadline(
    read: Case, sets: StableSets, widest: Engine, setting: Setting
) -> tuple[AfterDeadline, ...]:
    """Compare what holds before the deadlines still to come with what holds on them.

    `sets` judge one side of them, as `setting` says; `widest` is on the deadlines.
    """
    if not days_ahead(read):
        return ()
    if setting.deadline == "before":
        if ending(read):
            widest = open_static(read, replace(setting, deadline="after"))
        return changes_after(sets, find_stable(widest, sets.concepts, sets.assumptions))
    before = open_static(read, replace(setting, deadline="before"))
    return changes_after(find_stable(before, sets.concepts, sets.assumptions), sets)


def _soon_judged(case: Case) -> bool:
    """Whether the case has road maps that are judged in about a second."""
    plans = case.negotiation.road_maps
    free = sum(not option.settled for option in case.options)
    work = len(plans) * (bits.n_subsets(free) + _A_PERIOD * periods_ahead(case))
    return bool(plans and case.options) and work <= _LIGHT
