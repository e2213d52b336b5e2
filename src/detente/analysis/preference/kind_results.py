"""Answers about what is unknown, strong or misperceived, that show themselves."""

from dataclasses import dataclass

import numpy as np

from detente.analysis.result import Result
from detente.engine import Bools, Engine
from detente.model.concept import Concept
from detente.report.data.preference import hypergame_data, strength_data, unknown_data
from detente.report.data.stability import Extent
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.preference.hypergame import hypergame_page, hypergame_table
from detente.report.pages.preference.strength import strength_page, strength_table
from detente.report.pages.preference.unknown import unknown_page, unknown_table
from detente.study.check.warning import Remark, set_aside
from detente.study.preference.hypergame import Hypergame
from detente.study.preference.kinds import StrengthStudy, UnknownStudy
from detente.study.preference.preference_kinds import READINGS, Reading

__all__ = ["HypergameResult", "StrengthResult", "UnknownResult"]


@dataclass(frozen=True)
class UnknownResult(Result):
    """Who stays where, under the four readings of what is unknown.

    Attributes
    ----------
    study : UnknownStudy
        Arrays over the states, for those who go on computing.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed.
    """

    study: UnknownStudy
    shown: Bools
    party: str | None

    def equilibria(self, reading: str, concept: str) -> tuple[str, ...]:
        """Give the equilibria under a reading (a, b, c, d) and a concept.

        Raises
        ------
        ValueError
            For what was not asked for.
        """
        found = self.study.equilibria(_reading(reading), _asked(concept, self.study))
        return _states(self.study.engine, found & self.shown)

    def stable(self, reading: str, concept: str, party: str) -> tuple[str, ...]:
        """Give the states that a party would stay at under a reading and a concept.

        Raises
        ------
        ValueError
            For what was not asked for, or an unknown party.
        """
        position = self.study.engine.parties.index(party)
        key = (_reading(reading), _asked(concept, self.study), position)
        return _states(self.study.engine, self.study.sets[key] & self.shown)

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return set_aside(self.case, "unknown")

    def to_dict(self) -> dict[str, object]:
        """Give the states by concept and reading."""
        extent = Extent(parties=None if self.party is None else (self.party,))
        return unknown_data(self.study, self.shown, extent, self.aside())

    def document(self, names: Names) -> Document:
        """Show the four readings side by side."""
        return unknown_page(self.study, self.shown, self.party, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state and concept."""
        return (unknown_table(self.study, self.shown, self.party, names),)


@dataclass(frozen=True)
class StrengthResult(Result):
    """Who stays where, and how strongly each party is held.

    Attributes
    ----------
    study : StrengthStudy
        Arrays over the states, for those who go on computing.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed.
    """

    study: StrengthStudy
    shown: Bools
    party: str | None

    def equilibria(self, concept: str, kind: str = "general") -> tuple[str, ...]:
        """Give the equilibria under a concept: general, strong or weak ones.

        Raises
        ------
        ValueError
            For what was not asked for.
        """
        asked = _asked(concept, self.study)
        kinds = {
            "general": self.study.equilibria,
            "strong": self.study.strong_equilibria,
            "weak": self.study.weak_equilibria,
        }
        if kind not in kinds:
            message = f"the kinds are {', '.join(kinds)}, not {kind}"
            raise ValueError(message)
        return _states(self.study.engine, kinds[kind](asked) & self.shown)

    def stable(
        self, concept: str, party: str, kind: str = "general"
    ) -> tuple[str, ...]:
        """Give the states at which a party is held: general, strong or weak.

        Raises
        ------
        ValueError
            For what was not asked for, or an unknown party.
        """
        position = self.study.engine.parties.index(party)
        held = self.study.sets[_asked(concept, self.study), position]
        kinds = {"general": held.general, "strong": held.strong, "weak": held.weak}
        if kind not in kinds:
            message = f"the kinds are {', '.join(kinds)}, not {kind}"
            raise ValueError(message)
        return _states(self.study.engine, kinds[kind] & self.shown)

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return set_aside(self.case, "strong")

    def to_dict(self) -> dict[str, object]:
        """Give the states by concept and kind of stability."""
        extent = Extent(parties=None if self.party is None else (self.party,))
        return strength_data(self.study, self.shown, extent, self.aside())

    def document(self, names: Names) -> Document:
        """Show counts, and the equilibria by kind."""
        return strength_page(self.study, self.shown, self.party, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state and concept."""
        return (strength_table(self.study, self.shown, self.party, names),)


@dataclass(frozen=True)
class HypergameResult(Result):
    """What each party expects in the game that it sees, and what lasts.

    Attributes
    ----------
    study : Hypergame
        Arrays over the universal set of states.
    """

    study: Hypergame

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Give the states at which each party would stay in the game that it sees.

        Raises
        ------
        ValueError
            For a concept that was not asked for.
        """
        return self._states(self.study.equilibria(_asked(concept, self.study)))

    def expected(self, concept: str, party: str) -> tuple[str, ...]:
        """Give the equilibria of the game that a party sees.

        Raises
        ------
        ValueError
            For a concept that was not asked for.
        """
        game = self.study.game_of(party)
        return self._states(game.rests[_asked(concept, self.study)])

    def missed(self, concept: str, party: str) -> tuple[str, ...]:
        """Give what a party expects to last that does not.

        Raises
        ------
        ValueError
            For a concept that was not asked for.
        """
        game = self.study.game_of(party)
        return self._states(self.study.missed(_asked(concept, self.study), game))

    def _states(self, states: Bools) -> tuple[str, ...]:
        return tuple(self.study.spell(int(at)) for at in np.flatnonzero(states))

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return set_aside(self.case, "sees")

    def to_dict(self) -> dict[str, object]:
        """Give each game's equilibria by concept, and what lasts."""
        return hypergame_data(self.study, Extent(), self.aside())

    def document(self, names: Names) -> Document:
        """Show each view's equilibria, what lasts, and who errs."""
        return hypergame_page(self.study, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state that lasts or is expected to."""
        return (hypergame_table(self.study, names),)


def _states(engine: Engine, states: Bools) -> tuple[str, ...]:
    return tuple(engine.state(int(at)) for at in np.flatnonzero(states))


def _reading(reading: str) -> Reading:
    for each in READINGS:
        if each == reading:
            return each
    message = f"the readings are a, b, c and d, not {reading}"
    raise ValueError(message)


def _asked(concept: str, study: UnknownStudy | StrengthStudy | Hypergame) -> Concept:
    found = Concept(concept)
    if found not in study.concepts:
        message = f"{concept} was not asked for, only {', '.join(study.concepts)}"
        raise ValueError(message)
    return found
