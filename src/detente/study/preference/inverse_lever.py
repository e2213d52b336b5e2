"""What the inverse question is asked of, and the changes that answer it."""

from collections.abc import Callable

from detente.engine import Bools, Engine
from detente.model.case import Case
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.preference.inverse_edit import Edit, Reordered
from detente.study.preference.listed_game import ListedGame, States


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: of which case, about which states, under which concept.

    Attributes
    ----------
    case : Case
    concept : Concept
        R, GMR, SMR, SEQ or SSEQ.
    open : callable
        Gives the engine of a case.
    target : callable
        Gives the states asked about, in an engine; bool array (n_states,).
    """

    case: Case
    concept: Concept
    open: Callable[[Case], Engine]
    target: Callable[[Engine], Bools]


@dataclass(frozen=True, slots=True)
class Lever:
    """Changes that make a state last.

    Attributes
    ----------
    edits : tuple of Edit
    states : tuple of str
        Of the states asked about, those at which then everybody stays, and to which
        improvements lead if `reached`.
    reached : bool
        Whether improvements lead there from now.
    case : Case
        With the changes made.
    """

    edits: tuple[Edit, ...]
    states: tuple[str, ...]
    reached: bool
    case: Case

    @property
    def size(self) -> int:
        """Its changes together."""
        return sum(edit.size for edit in self.edits)

    @property
    def roles(self) -> frozenset[str]:
        """Which third parties make such changes: donor, arbiter, or both."""
        return frozenset(edit.role for edit in self.edits)

    @property
    def footprint(self) -> frozenset[tuple[str, ...]]:
        """Every rule and every comparison of two states that it changes."""
        return frozenset(part for edit in self.edits for part in edit.footprint)


@dataclass(frozen=True, slots=True)
class Change:
    """One change, ready to be judged.

    Attributes
    ----------
    edit : Edit
    wanted : Reordered or None
        Of a want; None of a rule.
    game : ListedGame or None
        Of a rule, the game under it.
    targets : States
        The states asked about, in the game that it makes.
    case : Case or None
        Of a rule, the edited case.
    """

    edit: Edit
    targets: States
    wanted: Reordered | None = None
    game: ListedGame | None = None
    case: Case | None = None
