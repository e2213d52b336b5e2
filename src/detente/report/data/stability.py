"""Results as plain dictionaries: what JSON holds."""

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.engine import Bools, Engine
from detente.model.case import Case
from detente.model.concept import Assumptions, Concept
from detente.records import dataclass
from detente.report.data.record import ledger_data
from detente.report.plain import Data, declare, fields, plain
from detente.report.words import words_of
from detente.study.check.clash import Clash
from detente.study.check.disagreement import Disagreement
from detente.study.check.warning import Remark
from detente.study.overview.survey import AfterDeadline, Overview
from detente.study.record.publication import Agreement
from detente.study.stability.evolution import Evolution, Reach, Route, Stop
from detente.study.stability.explanation import (
    Answer,
    Explanation,
    Landing,
    SequenceMove,
)
from detente.study.stability.shown_equilibria import Notable
from detente.study.stability.stable_sets import StableSets

MANY = 10_000
"""Above so many feasible states the lists of stable states are left out."""

declare(SequenceMove, "party from=before to=after improvement")
declare(Answer, "steps ends countermove anyway")
declare(Landing, "improvement=state sanction evaded")
declare(Route, "steps stops self_starting")
declare(Stop, "state improving leaving")
declare(
    AfterDeadline, "concept stays_before stays_after equilibria_before equilibria_after"
)
declare(Clash, "statement weight from=start to=end")
declare(Disagreement, "party moves opposed differing clashes")
declare(Agreement, "concept party agrees missing extra")


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
    return fields(
        engine,
        "detente case engine=name options parties feasible=n_feasible status_quo",
        detente=__version__,
        case=words_of("en").text(case.title),
        options=[option.id for option in case.options],
        status_quo=case.status_quo,
    ) | _edited(case)


def _edited(case: Case) -> Data:
    """Tell the variant and the edits under which a case was read, if any."""
    given: Data = {
        "variant": case.variant,
        "edits": list(case.edits),
        "rules": {each.party: each.leadership for each in case.rulings},
    }
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
        }
        | {str(concept): None for concept in sets.unjudged},
        "assumptions": assumptions_data(sets.assumptions),
        "warnings": plain(remarks),
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
    return fields(
        assumptions, "sanction return_is_sanction sequences deadline simultaneous wants"
    )


def explanation_data(explanation: Explanation) -> Data:
    """Write a verdict with its witness."""
    return fields(explanation, "state party concept stable improvements=landings")


plain.register(Explanation, explanation_data)


def evolution_data(evolution: Evolution) -> Data:
    """Write what can follow from a state."""
    return fields(
        evolution,
        "start any_moves improvements targets=n_targets path=route "
        "improving_path=improving_route",
    )


@plain.register
def _reach(reach: Reach) -> Data:
    return fields(
        reach,
        "count by_steps equilibria ends ends_count=n_ends",
        equilibria={
            concept: {"count": count, "nearest": states}
            for concept, states, count in reach.equilibria
        },
    )


@plain.register
def _notable(notable: Notable) -> Data:
    return fields(
        notable,
        "count states named reached reached_count=n_reached nobody_worse=deals "
        "nobody_worse_count=n_deals best best_ties alike shared",
        named=dict(notable.named),
        best=dict(notable.best),
        best_ties=dict(notable.ties),
        shared=dict(notable.shared),
    )


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
            "why": plain(overview.tempted) if overview.explained else None,
        },
        "evolution": evolution_data(overview.evolution),
        "notable": {str(each.concept): plain(each) for each in overview.notable},
        "deadline": plain(after),
        "published": plain(overview.agreements),
        "events": ledger_data(overview.ledger),
        "projects": plain(overview.prospects),
        "claims": plain(overview.findings),
        "order_against_weights": plain(overview.disagreements),
    }
