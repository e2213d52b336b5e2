"""Where each party would stay, under any concept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from detente.engine import Bools, Engine
from detente.engine.budget import counted, kept
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.records import dataclass
from detente.study.stability.core_concepts import stable
from detente.study.stability.limited_move import look_ahead, non_myopic
from detente.study.stability.sanctions import stable as stable_otherwise
from detente.study.stability.simultaneous import (
    fraser_hipel_stable,
    seq_sim_stable,
    sim_stable,
)


@dataclass(frozen=True, slots=True)
class StableSets:
    """Who is stable where, under each concept asked for.

    Attributes
    ----------
    engine : Engine
        What answered.
    concepts : tuple of Concept
        In the order asked.
    sets : mapping of (Concept, party position) to bool array (n_states,)
        True at feasible states that the party would not leave.
    assumptions : Assumptions
        The choices made where texts differ.
    unjudged : tuple of Concept
        Those that were asked too, and for which there was no time.
    """

    engine: Engine
    concepts: tuple[Concept, ...]
    sets: Mapping[tuple[Concept, int], Bools]
    assumptions: Assumptions
    unjudged: tuple[Concept, ...] = ()

    def equilibria(self, concept: Concept) -> Bools:
        """Find the states that every party would stay at; shape (n_states,)."""
        parties = range(len(self.engine.parties))
        found = self.engine.feasible.copy()
        for party in parties:
            found &= self.sets[concept, party]
        return found

    def among(self, shown: Bools) -> "StableSets":
        """Leave out the states that were not asked for.

        Parameters
        ----------
        shown : bool array, shape (n_states,)
            True at the states to keep; payoffs and moves stay those of all.
        """
        kept = {key: found & shown for key, found in self.sets.items()}
        return replace(self, sets=MappingProxyType(kept))


def find_stable(
    engine: Engine,
    concepts: Iterable[Concept] = CORE_CONCEPTS,
    assumptions: Assumptions | None = None,
    *,
    least: int | None = None,
) -> StableSets:
    """Find where each party would stay, under each concept.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    concepts : iterable of Concept
        By default R, GMR, SMR, SEQ and SSEQ.
    assumptions : Assumptions or None
        Printed with the result; None is the default choices.
    least : int or None
        Where the time is over, so many concepts are enough for an answer; None
        is all of them.

    Returns
    -------
    StableSets

    Raises
    ------
    QuestionError
        For a concept that does not fit the case: L_h and NM are for two
        parties, SIM is for cases with options.
    StoppedError
        Where the time is over before, or before `least` concepts are judged.
    """
    asked = tuple(dict.fromkeys(concepts))
    chosen = assumptions or Assumptions()
    pieces = (tuple(_stable(engine, each, chosen)) for each in counted(asked))
    enough = len(asked) if least is None else least
    judged = kept(pieces, least=enough)
    sets = {}
    for concept, by_party in zip(asked, judged, strict=False):
        for party, found in enumerate(by_party):
            found.setflags(write=False)
            sets[concept, party] = found
    done, left = asked[: len(judged)], asked[len(judged) :]
    return StableSets(engine, done, MappingProxyType(sets), chosen, left)


def _stable(
    engine: Engine, concept: Concept, assumptions: Assumptions
) -> Iterator[Bools]:
    """Find where each party would stay, one party after the other."""
    parties = range(len(engine.parties))
    if concept.horizon is not None:
        yield from look_ahead(engine, concept.horizon).stable
    elif concept is Concept.NM:
        yield from non_myopic(engine).stable
    elif concept is Concept.SIM:
        yield from (sim_stable(engine, party, assumptions) for party in parties)
    elif concept is Concept.SEQ_SIM:
        yield from _seq_sim(engine, assumptions)
    elif assumptions.departs:
        yield from (
            stable_otherwise(engine, party, concept, assumptions) for party in parties
        )
    else:
        yield from (stable(engine, party, concept) for party in parties)


def _seq_sim(engine: Engine, assumptions: Assumptions) -> Iterator[Bools]:
    if assumptions.simultaneous == "all":
        yield from fraser_hipel_stable(engine, assumptions)
    else:
        parties = range(len(engine.parties))
        yield from (seq_sim_stable(engine, party, assumptions) for party in parties)
