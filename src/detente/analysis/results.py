"""Answers of the static study that show themselves."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.analysis.result import Result
from detente.engine import Bools, Engine
from detente.model.concept import Assumptions, Concept
from detente.report.data import (
    Extent,
    arrays,
    assumptions_data,
    evolution_data,
    explanation_data,
    heading_data,
    overview_data,
    remark_data,
    stability_data,
)
from detente.report.document import Document, Paragraph, Picture
from detente.report.naming import Names
from detente.report.pages.case_check import check_page
from detente.report.pages.equilibria import numbered_states
from detente.report.pages.evolution import evolution_page
from detente.report.pages.explanation import explanation_page, explanation_table
from detente.report.pages.overview import overview_page
from detente.report.pages.stability import (
    Shown,
    assumptions_line,
    stability_page,
    states_table,
)
from detente.report.pages.states import state_payoffs, states_page
from detente.report.saving import inputs_of, save
from detente.report.words import words_of
from detente.study.disagreement import Disagreement
from detente.study.evolution import Evolution
from detente.study.explanation import Explanation
from detente.study.notable import Notable, find_notables
from detente.study.overview import AfterDeadline, Overview
from detente.study.review import Remark
from detente.study.solution import StableSets

if TYPE_CHECKING:
    from detente.analysis.deals import RoadMapsResult

__all__ = [
    "Analysis",
    "Check",
    "EvolutionResult",
    "ExplanationResult",
    "StabilityResult",
    "StatesResult",
]


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
            For a concept that was not asked for.
        """
        return self._states(self.sets.equilibria(self._concept(concept)))

    def stable(self, concept: str, party: str) -> tuple[str, ...]:
        """Give the states that are stable for a party, in option order.

        Raises
        ------
        ValueError
            For a concept that was not asked for, or an unknown party.
        """
        position = self.sets.engine.parties.index(party)
        return self._states(self.sets.sets[self._concept(concept), position])

    def _concept(self, concept: str) -> Concept:
        found = Concept(concept)
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
            data |= _grounds(self.sets.engine)
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
        return _state_graph(self.sets, names)

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


def _state_graph(sets: StableSets, names: Names) -> tuple[Picture, ...]:
    # Imported here: text and tables, which most ask for, need no drawing.
    from detente.analysis.graph import draw  # noqa: PLC0415

    return draw(sets, names)


def _grounds(engine: Engine) -> dict[str, object]:
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


@dataclass(frozen=True)
class ExplanationResult(Result):
    """Why a state holds, or does not, for some parties under some concepts."""

    engine: Engine
    explanations: tuple[Explanation, ...]

    def to_dict(self) -> dict[str, object]:
        """Give every improvement with its sanction."""
        verdicts = [explanation_data(each) for each in self.explanations]
        state = self.explanations[0].state
        return heading_data(self.engine) | {"state": state, "verdicts": verdicts}

    def document(self, names: Names) -> Document:
        """Give the verdicts in sentences."""
        return explanation_page(self.explanations, names)

    def sheet(self, names: Names) -> Document:
        """Give one row an improvement."""
        return (explanation_table(self.explanations, names),)


@dataclass(frozen=True)
class EvolutionResult(Result):
    """How the dispute can move from a state."""

    engine: Engine
    evolution: Evolution
    target: str
    assumptions: Assumptions

    def to_dict(self) -> dict[str, object]:
        """Give what is reached and the shortest ways."""
        return (
            heading_data(self.engine)
            | evolution_data(self.evolution)
            | {"assumptions": assumptions_data(self.assumptions)}
        )

    def document(self, names: Names) -> Document:
        """Show what is reached and the shortest way to the target."""
        assumed = Paragraph(assumptions_line(self.assumptions, names.words))
        return (*evolution_page(self.evolution, names, self.target), assumed)


@dataclass(frozen=True)
class StatesResult(Result):
    """The feasible states, or those asked for."""

    engine: Engine
    shown: Bools
    limit: int | None

    def to_dict(self) -> dict[str, object]:
        """Give the states with their ordinal payoffs."""
        names = Names(self.case, words_of("en"))
        rows = [
            {"state": state, "changes": names.state(state), "payoffs": payoffs}
            for state, payoffs in state_payoffs(self.engine, self.shown, self.limit)
        ]
        count = int(np.count_nonzero(self.shown & self.engine.feasible))
        return heading_data(self.engine) | {"count": count, "states": rows}

    def n_cells(self) -> int:
        """Count a row a state: the state, its changes, a payoff a party."""
        count = int(np.count_nonzero(self.shown & self.engine.feasible))
        most = count if self.limit is None else min(self.limit, count)
        return most * (2 + len(self.engine.parties))

    def document(self, names: Names) -> Document:
        """Show a row a state, with each party's payoff."""
        return states_page(self.engine, self.shown, names, self.limit)


@dataclass(frozen=True)
class Check(Result):
    """A case that is right, and what is odd about it.

    Attributes
    ----------
    engine : Engine
        The case on the side of its deadlines that was asked for.
    n_opened : int
        How many situations there are with what the deadlines open.
    """

    engine: Engine
    n_opened: int
    remarks: tuple[Remark, ...]
    disagreements: tuple[Disagreement, ...]

    def aside(self) -> tuple[Remark, ...]:
        """Give nothing more: it stands among the remarks."""
        return ()

    def to_dict(self) -> dict[str, object]:
        """Give sizes, warnings, and where order and weights disagree."""
        return heading_data(self.engine) | {
            "feasible_opened": self.n_opened,
            "problems": [],
            "warnings": [remark_data(remark) for remark in self.remarks],
            "order_against_weights": [
                {
                    "party": each.party,
                    "moves": each.moves,
                    "opposed": each.opposed,
                    "differing": each.differing,
                    "clashes": [
                        {
                            "statement": clash.statement,
                            "weight": clash.weight,
                            "from": clash.start,
                            "to": clash.end,
                        }
                        for clash in each.clashes
                    ],
                }
                for each in self.disagreements
            ],
        }

    def document(self, names: Names) -> Document:
        """Show what the case holds."""
        return check_page(
            self.engine, self.n_opened, self.remarks, self.disagreements, names
        )


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
    """

    overview: Overview
    after: tuple[AfterDeadline, ...]
    judged: "RoadMapsResult | None" = None

    def aside(self) -> tuple[Remark, ...]:
        """Give nothing more: it stands among the remarks."""
        return ()

    def to_dict(self) -> dict[str, object]:
        """Give everything that was found."""
        data = overview_data(self.overview, self.after)
        return data if self.judged is None else data | self.judged.to_dict()

    def document(self, names: Names) -> Document:
        """Show a summary that fits a screen."""
        plans = () if self.judged is None else self.judged.side_by_side(names)
        return overview_page(self.overview, self.after, plans, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state, with everybody who would stay."""
        sets = self.overview.sets
        return (states_table(sets, sets.engine.feasible, names),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw the state graph."""
        return _state_graph(self.overview.sets, names)

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
