"""Parties that see different games: what each expects, and what lasts."""

from collections.abc import Iterable, Iterator
from typing import Unpack

import numpy as np

from detente.analysis.preference.asked import asked_concept
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result, beside
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    read_concepts,
)
from detente.casefile import apply_view
from detente.engine import Bools, Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.formula import Formula
from detente.records import dataclass
from detente.report.data.preference import hypergame_data
from detente.report.data.stability import Extent
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.preference.hypergame import hypergame_page, hypergame_table
from detente.study.check.warning import Remark
from detente.study.preference.hypergame import (
    Hypergame,
    SeenGame,
    perceived,
    study_hypergame,
)


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
        return self._states(
            self.study.equilibria(asked_concept(concept, self.study.concepts))
        )

    def expected(self, concept: str, party: str) -> tuple[str, ...]:
        """Give the equilibria of the game that a party sees.

        Raises
        ------
        ValueError
            For a concept that was not asked for.
        """
        game = self.study.game_of(party)
        return self._states(game.rests[asked_concept(concept, self.study.concepts)])

    def missed(self, concept: str, party: str) -> tuple[str, ...]:
        """Give what a party expects to last that does not.

        Raises
        ------
        ValueError
            For a concept that was not asked for.
        """
        game = self.study.game_of(party)
        return self._states(
            self.study.missed(asked_concept(concept, self.study.concepts), game)
        )

    def _states(self, states: Bools) -> tuple[str, ...]:
        return tuple(self.study.spell(int(at)) for at in np.flatnonzero(states))

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer sets aside, as warnings."""
        return beside(self.case, "sees")

    def to_dict(self) -> dict[str, object]:
        """Give each game's equilibria by concept, and what lasts."""
        return hypergame_data(self.study, Extent(), self.aside())

    def document(self, names: Names) -> Document:
        """Show each view's equilibria, what lasts, and who errs."""
        return hypergame_page(self.study, names)

    def sheet(self, names: Names) -> Document:
        """Give one row a state that lasts or is expected to."""
        return (hypergame_table(self.study, names),)


def hypergame(
    case: Readable,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> HypergameResult:
    """Judge every party in the game that it sees.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `sees`.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    HypergameResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    if not read.sees:
        message = Message("nobody sees another game: the case has no key 'sees'")
        hint = Message("write what a party sees as named edits, as of a variant")
        raise QuestionError(
            [Problem("no-sees", message, Location("sees"), "sees", hint)]
        )
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    views = open_views(read, setting)
    study = study_hypergame(engine, views, asked, assumptions_of(setting))
    return HypergameResult(read, study)


def open_views(case: Case, setting: Setting) -> Iterator[SeenGame]:
    """Open the game of each party that has a view, one after the other.

    Parameters
    ----------
    case : Case
    setting : Setting

    Yields
    ------
    SeenGame

    Raises
    ------
    TooLargeError, UnsupportedError
    """
    for view in case.sees:
        seen = _open_view(case, view.party, view.only, setting)
        yield SeenGame(view.party, seen, view.only)


def _open_view(case: Case, party: str, only: Formula, setting: Setting) -> Engine:
    return open_static(perceived(apply_view(case, party), only), setting)
