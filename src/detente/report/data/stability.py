"""Results as plain dictionaries: what JSON holds."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.engine import Bools, Engine
from detente.model.case import Case
from detente.model.concept import Assumptions, Concept
from detente.report.data.record import finding_data, ledger_data, project_data
from detente.report.words import words_of
from detente.study.check.warnings import Remark
from detente.study.overview.survey import AfterDeadline, Overview
from detente.study.record.publication import Agreement
from detente.study.stability.evolution import Evolution, Reach, Route
from detente.study.stability.explanation import Answer, Explanation, Landing, Step
from detente.study.stability.shown_equilibria import Notable
from detente.study.stability.stable_sets import StableSets

__all__ = [
    "MANY",
    "Extent",
    "arrays",
    "evolution_data",
    "explanation_data",
    "heading_data",
    "overview_data",
    "remark_data",
    "stability_data",
]

MANY = 10_000
"""Above so many feasible states the lists of stable states are left out."""

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a result is written.

    Attributes
    ----------
    everything : bool
        Write the lists of stable states, and of equilibria, however long.
    limit : int
        Else list at most so many equilibria; counts always stand.
    parties : tuple of str or None
        Only these parties.
    equilibria : bool
        Only equilibria: states that are none are not listed.
    """

    everything: bool = False
    limit: int = 1000
    parties: tuple[str, ...] | None = None
    equilibria: bool = False

    @property
    def most(self) -> int | None:
        """How many equilibria are listed at most; None where all are."""
        return None if self.everything else self.limit


def heading_data(engine: Engine) -> Data:
    """Give what every result begins with."""
    case = engine.case
    return {
        "detente": __version__,
        "case": words_of("en").text(case.title),
        "engine": engine.name,
        "options": [option.id for option in case.options],
        "parties": list(engine.parties),
        "feasible": engine.n_feasible,
        "status_quo": case.status_quo,
    } | _edited(case)


def _edited(case: Case) -> Data:
    """Tell the variant and the edits under which a case was read, if any."""
    given: Data = {"variant": case.variant, "edits": list(case.edits)}
    return {key: value for key, value in given.items() if value}


def stability_data(
    sets: StableSets,
    remarks: tuple[Remark, ...],
    shown: Bools | None = None,
    extent: Extent | None = None,
) -> Data:
    """Write who is stable where, as SPEC section 4 says.

    Parameters
    ----------
    sets : StableSets
        What was found.
    remarks : tuple of Remark
        Warnings.
    shown : bool array, shape (n_states,), or None
        Only these states are listed and counted.
    extent : Extent or None
        How much is written.
    """
    extent = extent or Extent()
    engine = sets.engine
    names = _StateNames(engine)
    shown = engine.feasible if shown is None else shown & engine.feasible
    return heading_data(engine) | {
        "concepts": {
            str(concept): _concept(sets, concept, (names, shown), extent)
            for concept in sets.concepts
        },
        "assumptions": assumptions_data(sets.assumptions),
        "warnings": [remark_data(remark) for remark in remarks],
    }


def arrays(sets: StableSets) -> dict[str, npt.NDArray[np.generic]]:
    """Give one array a party and concept, over the feasible states.

    Returns
    -------
    dict of str to array, shape (n_feasible,)
        `state` (Y/N strings), `payoff_PARTY` (int32, larger is better),
        `stable_CONCEPT_PARTY` and `equilibrium_CONCEPT` (bool).
    """
    engine = sets.engine
    chosen = np.flatnonzero(engine.feasible)
    found: dict[str, npt.NDArray[np.generic]] = {
        "state": np.array([engine.state(int(index)) for index in chosen])
    }
    for position, party in enumerate(engine.parties):
        found[f"payoff_{party}"] = engine.payoff(position)[chosen]
    for concept in sets.concepts:
        found[f"equilibrium_{concept}"] = sets.equilibria(concept)[chosen]
        for position, party in enumerate(engine.parties):
            stable = sets.sets[concept, position]
            found[f"stable_{concept}_{party}"] = stable[chosen]
    return found


class _StateNames:
    """The strings of states, each made once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[int, str] = {}

    def of(self, states: Bools, limit: int | None = None) -> list[str]:
        return [self._one(int(index)) for index in np.flatnonzero(states)[:limit]]

    def _one(self, index: int) -> str:
        if index not in self._known:
            self._known[index] = self._engine.state(index)
        return self._known[index]


def _concept(
    sets: StableSets,
    concept: Concept,
    listed: tuple[_StateNames, Bools],
    extent: Extent,
) -> Data:
    names, shown = listed
    engine = sets.engine
    stable = {
        party: sets.sets[concept, position] & shown
        for position, party in enumerate(engine.parties)
        if extent.parties is None or party in extent.parties
    }
    equilibria = sets.equilibria(concept) & shown
    data: Data = {}
    few = extent.everything or np.count_nonzero(shown) <= MANY
    if few and not extent.equilibria:
        data["stable"] = {party: names.of(mask) for party, mask in stable.items()}
    return data | {
        "equilibria": names.of(equilibria, extent.most),
        "stable_count": {
            party: int(np.count_nonzero(mask)) for party, mask in stable.items()
        },
        "equilibria_count": int(np.count_nonzero(equilibria)),
    }


def assumptions_data(assumptions: Assumptions) -> Data:
    """Write the choices made where texts differ."""
    return {
        "sanction": assumptions.sanction,
        "return_is_sanction": assumptions.return_is_sanction,
        "sequences": assumptions.sequences,
        "deadline": assumptions.deadline,
        "simultaneous": assumptions.simultaneous,
    }


def remark_data(remark: Remark) -> Data:
    """Write a warning."""
    return {
        "code": remark.code,
        "message": str(remark.message),
        "element": remark.element,
    }


def step_data(step: Step) -> Data:
    """Write one move."""
    return {
        "party": step.party,
        "from": step.before,
        "to": step.after,
        "improvement": step.improvement,
    }


def _answer(answer: Answer | None) -> Data | None:
    if answer is None:
        return None
    return {
        "steps": [step_data(step) for step in answer.steps],
        "ends": answer.ends,
        "countermove": answer.countermove,
        "anyway": answer.anyway,
    }


def _landing(landing: Landing) -> Data:
    return {
        "improvement": landing.state,
        "sanction": _answer(landing.sanction),
        "evaded": _answer(landing.evaded),
    }


def explanation_data(explanation: Explanation) -> Data:
    """Write a verdict with its witness."""
    return {
        "state": explanation.state,
        "party": explanation.party,
        "concept": str(explanation.concept),
        "stable": explanation.stable,
        "improvements": [_landing(landing) for landing in explanation.landings],
    }


def evolution_data(evolution: Evolution) -> Data:
    """Write what can follow from a state."""
    return {
        "start": evolution.start,
        "any_moves": _reach(evolution.any_moves),
        "improvements": _reach(evolution.improvements),
        "targets": evolution.n_targets,
        "path": _route(evolution.route),
        "improving_path": _route(evolution.improving_route),
    }


def _reach(reach: Reach) -> Data:
    return {
        "count": reach.count,
        "by_steps": list(reach.by_steps),
        "equilibria": {
            str(concept): {"count": count, "nearest": list(states)}
            for concept, states, count in reach.equilibria
        },
        "ends": list(reach.ends),
        "ends_count": reach.n_ends,
    }


def _route(route: Route | None) -> Data | None:
    if route is None:
        return None
    return {
        "steps": [step_data(step) for step in route.steps],
        "stops": [
            {
                "state": stop.state,
                "improving": list(stop.improving),
                "leaving": list(stop.leaving),
            }
            for stop in route.stops
        ],
        "self_starting": route.self_starting,
    }


def notable_data(notable: Notable) -> Data:
    """Write the equilibria that matter."""
    return {
        "count": notable.count,
        "states": list(notable.states),
        "named": dict(notable.named),
        "reached": list(notable.reached),
        "reached_count": notable.n_reached,
        "nobody_worse": list(notable.deals),
        "nobody_worse_count": notable.n_deals,
        "best": dict(notable.best),
        "best_ties": dict(notable.ties),
        "alike": list(notable.alike),
        "shared": dict(notable.shared),
    }


def overview_data(overview: Overview, after: tuple[AfterDeadline, ...]) -> Data:
    """Write the main job's answer."""
    sets = overview.sets
    now = sets.engine.status_quo
    parties = sets.engine.parties
    verdicts = {
        str(concept): {
            party: bool(sets.sets[concept, position][now])
            for position, party in enumerate(parties)
        }
        for concept in sets.concepts
    }
    return stability_data(sets, overview.remarks) | {
        "now": {
            "stable": verdicts,
            "holds": {
                concept: all(by_party.values())
                for concept, by_party in verdicts.items()
            },
            "why": [explanation_data(each) for each in overview.tempted]
            if overview.explained
            else None,
        },
        "evolution": evolution_data(overview.evolution),
        "notable": {str(each.concept): notable_data(each) for each in overview.notable},
        "deadline": [_after(change) for change in after],
        "published": [_agreement(each) for each in overview.agreements],
        "events": ledger_data(overview.ledger),
        "projects": [project_data(each) for each in overview.prospects],
        "claims": [finding_data(each) for each in overview.findings],
    }


def _after(change: AfterDeadline) -> Data:
    return {
        "concept": str(change.concept),
        "stays_before": list(change.stays_before),
        "stays_after": list(change.stays_after),
        "equilibria_before": change.equilibria_before,
        "equilibria_after": change.equilibria_after,
    }


def _agreement(agreement: Agreement) -> Data:
    return {
        "concept": str(agreement.concept),
        "party": agreement.party,
        "agrees": agreement.agrees,
        "missing": list(agreement.missing),
        "extra": list(agreement.extra),
    }
