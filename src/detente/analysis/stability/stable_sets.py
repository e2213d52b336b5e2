"""Who is stable where."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Unpack

import numpy as np

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    allow_witnesses,
    assumptions_of,
    open_static,
    open_widest,
    party_position,
    read_concepts,
    refuse_unexplained,
    states_where,
)
from detente.engine import Bools, Engine
from detente.engine.budget import expect
from detente.model.concept import Concept
from detente.records import dataclass
from detente.report.data.stability import (
    Extent,
    arrays,
    explanation_data,
    stability_data,
)
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.stability.equilibria import numbered_states
from detente.report.pages.stability.stable_sets import (
    Shown,
    stability_page,
    states_table,
)
from detente.report.saving import inputs_of, save
from detente.study.check.warning import Remark
from detente.study.check.warnings import review
from detente.study.stability.explanation import (
    Explanation,
    explain as study_explanation,
)
from detente.study.stability.price import price_of_stable
from detente.study.stability.shown_equilibria import Notable, find_notables
from detente.study.stability.stable_sets import StableSets, find_stable


@dataclass(frozen=True)
class StabilityResult(Result):
    """Who is stable where.

    Attributes
    ----------
    sets : StableSets
        Arrays over the states, for those who go on computing.
    remarks : tuple of Remark
        Warnings about the case.
    shown : bool array, shape (n_states,)
        The states asked for.
    extent : Extent
        How much is written.
    witnesses : tuple of Explanation
        One for each verdict, where asked for.
    """

    sets: StableSets
    remarks: tuple[Remark, ...]
    shown: Bools
    extent: Extent
    witnesses: tuple[Explanation, ...] | None = None

    def n_cells(self) -> int:
        """Count a third of the states listed, each being a word among others."""
        listed = [int(np.count_nonzero(each)) for each in self.sets.sets.values()]
        if not self.extent.everything:
            listed = [min(each, self.extent.limit) for each in listed]
        return sum(listed) // 3

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Give the equilibria under a concept, in option order.

        Raises
        ------
        ValueError
            For a concept that was not asked for, or not judged in time.
        """
        return self._states(self.sets.equilibria(self._concept(concept)))

    def stable(self, concept: str, party: str) -> tuple[str, ...]:
        """Give the states that are stable for a party, in option order.

        Raises
        ------
        ValueError
            For a concept that was not asked for, or not judged in time, or an
            unknown party.
        """
        position = self.sets.engine.parties.index(party)
        return self._states(self.sets.sets[self._concept(concept), position])

    def _concept(self, concept: str) -> Concept:
        found = Concept(concept)
        if found in self.sets.unjudged:
            message = f"there was no time to judge under {concept}"
            raise ValueError(message)
        if found not in self.sets.concepts:
            asked = ", ".join(self.sets.concepts)
            message = f"{concept} was not asked for, only {asked}"
            raise ValueError(message)
        return found

    def _states(self, states: Bools) -> tuple[str, ...]:
        engine = self.sets.engine
        indices = np.flatnonzero(states & self.shown)
        return tuple(engine.state(int(index)) for index in indices)

    def aside(self) -> tuple[Remark, ...]:
        """Give nothing more: it stands among the remarks."""
        return ()

    def to_dict(self) -> dict[str, object]:
        """Give what SPEC section 4 prints for `stability --format json`."""
        data = stability_data(self.sets, self.remarks, self.shown, self.extent)
        if self.witnesses is not None:
            data |= _payoffs_and_moves(self.sets.engine)
            data["witnesses"] = [explanation_data(each) for each in self.witnesses]
        return data

    def document(self, names: Names) -> Document:
        """Show counts, the equilibria that matter, and the states when few."""
        sets = self.sets.among(self.shown)
        listing = Shown(self.shown, self._listed(), self.extent.parties)
        return stability_page(sets, self._notables(), listing, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state, with everybody who would stay."""
        return (states_table(self.sets, self._listed(), names, self.extent.parties),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw the state graph."""
        # Imported here: text and tables, which most ask for, need no drawing.
        from detente.report.figure.graph.state_graph import (  # noqa: PLC0415
            picture_of_sets,
        )

        return (picture_of_sets(self.sets, names),)

    def numbered(self) -> tuple[str, ...]:
        """Give the states that the text calls E1, E2, ..."""
        return numbered_states(self._notables())

    def save_arrays(self, path: Path) -> None:
        """Write everything to a NumPy `.npz` file.

        It holds `state` (Y/N strings), `payoff_PARTY`, `stable_CONCEPT_PARTY`
        and `equilibrium_CONCEPT`, one entry a feasible state.
        """
        stream = BytesIO()
        np.savez_compressed(stream, allow_pickle=False, **arrays(self.sets))
        name = path if path.suffix.lower() == ".npz" else f"{path}.npz"
        save(name, stream.getvalue(), inputs_of(self.case))

    def _notables(self) -> tuple[Notable, ...]:
        return find_notables(self.sets.among(self.shown))

    def _listed(self) -> Bools:
        if not self.extent.equilibria:
            return self.shown
        some = np.zeros_like(self.shown)
        for concept in self.sets.concepts:
            some |= self.sets.equilibria(concept)
        return self.shown & some


def _payoffs_and_moves(engine: Engine) -> dict[str, object]:
    """Give payoffs and moves, so that witnesses can be checked without us."""
    states = [int(index) for index in np.flatnonzero(engine.feasible)]
    name = {index: engine.state(index) for index in states}
    parties = list(enumerate(engine.parties))
    return {
        "payoff": {
            party: {name[s]: int(engine.payoff(j)[s]) for s in states}
            for j, party in parties
        },
        "moves": {
            party: {name[s]: [name[int(t)] for t in engine.moves(j, s)] for s in states}
            for j, party in parties
        },
    }


def stability(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    witnesses: bool = False,
    extent: Extent | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StabilityResult:
    """Find who is stable where.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    where : str or None
        List only states where this formula holds.
    witnesses : bool
        Whether every verdict on a listed state comes with its witness.
    extent : Extent or None
        How much is written.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    StabilityResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    shown = states_where(engine, where)
    extent = extent or Extent()
    parties = extent.parties or engine.parties
    positions = [party_position(engine, party) for party in parties]
    expect(price_of_stable(engine, asked))
    explained = None
    if witnesses:
        refuse_unexplained(asked, setting)
        chosen = np.flatnonzero(shown & engine.feasible)
        allow_witnesses(int(chosen.size))
        explained = tuple(
            study_explanation(engine, int(state), position, concept)
            for concept in asked
            for position in positions
            for state in chosen
        )
    # First, since it takes little: what is found after it may be a part only.
    remarks = review(open_widest(engine, read, setting))
    sets = find_stable(engine, asked, assumptions_of(setting), least=1)
    return StabilityResult(read, sets, remarks, shown, extent, explained)
