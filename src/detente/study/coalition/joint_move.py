"""What coalitions would do, and what that changes: records only."""

from collections.abc import Mapping

from detente.engine import Bools
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.stability.explanation import SequenceMove
from detente.study.stability.stable_sets import StableSets


@dataclass(frozen=True, slots=True)
class Holding:
    """How the others hold a coalition back under one concept.

    Attributes
    ----------
    concept : Concept
        What the coalition expects of the others.
    steps : tuple of Step
        A shortest answer after which some member is no better off than before.
    """

    concept: Concept
    steps: tuple[SequenceMove, ...]


@dataclass(frozen=True, slots=True)
class JointMove:
    """A state that a coalition can reach and every member would rather have.

    Attributes
    ----------
    before, after : str
        From where to where.
    steps : tuple of Step
        A shortest legal sequence of the members.
    upsetting : tuple of Concept
        The concepts under which nothing that the others can do holds it back.
    holdings : tuple of Holding
        What does, for each of the other concepts.
    equilibrium : tuple of Concept
        The concepts under which every party by itself would stay there.
    alone : bool
        Whether some party gets there by an improvement of its own.
    """

    before: str
    after: str
    steps: tuple[SequenceMove, ...]
    upsetting: tuple[Concept, ...]
    holdings: tuple[Holding, ...]
    equilibrium: tuple[Concept, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One coalition, at the state asked about and elsewhere.

    Attributes
    ----------
    members : tuple of str
        The coalition.
    leaves : tuple of Concept
        The concepts under which it would leave the state asked about.
    count : int
        How many improvements it has there.
    moves : tuple of JointMove
        The first of them: those held back under the fewest concepts, then
        those of the fewest moves.
    stable : mapping of Concept to bool array (n_states,), or None
        True at feasible states that it would not leave; None where not every
        state was judged.
    improvements : tuple of (str, tuple of str)
        Where it would rather be, by state; empty where not every state was
        judged.
    """

    members: tuple[str, ...]
    leaves: tuple[Concept, ...]
    count: int
    moves: tuple[JointMove, ...]
    stable: Mapping[Concept, Bools] | None
    improvements: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """An equilibrium that a coalition would leave, and the smallest that would."""

    state: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """A way from an equilibrium to a better one that nobody goes alone.

    Attributes
    ----------
    members : tuple of str
        A coalition; no smaller part of it can do the same.
    move : JointMove
        The way; `equilibrium` are the concepts under which both its ends are
        equilibria.
    """

    members: tuple[str, ...]
    move: JointMove


@dataclass(frozen=True, slots=True)
class CoalitionSurvey:
    """What coalitions change.

    Attributes
    ----------
    sets : StableSets
        Who is stable where, each party for itself.
    state : int
        The state asked about.
    everything : bool
        Whether every coalition was judged in every state. Otherwise they were
        judged, smallest first, in `state` and in each equilibrium until one
        would leave it.
    standpoints : tuple of Standpoint
        One for each coalition, smallest first.
    departures : mapping of Concept to tuple of Departure
        The equilibria that some of these coalitions would leave.
    jumps : tuple of Jump
        The first of them, smallest coalitions first.
    n_jumps : int
        How many there are among the ways judged.
    """

    sets: StableSets
    state: int
    everything: bool
    standpoints: tuple[Standpoint, ...]
    departures: Mapping[Concept, tuple[Departure, ...]]
    jumps: tuple[Jump, ...]
    n_jumps: int

    def surviving(self, concept: Concept) -> Bools:
        """Find the equilibria that none of them would leave; shape (n_states,)."""
        engine = self.sets.engine
        held = self.sets.equilibria(concept)
        left = [engine.index(each.state) for each in self.departures[concept]]
        held[[index for index in left if index is not None]] = False
        return held
