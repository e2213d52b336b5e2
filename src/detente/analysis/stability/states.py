"""The feasible states, or those asked for."""

from typing import Unpack

import numpy as np

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, open_static, states_where
from detente.engine import Bools, Engine
from detente.records import dataclass
from detente.report.data.stability import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.stability.states import state_payoffs, states_page
from detente.report.words import words_of


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


def states(
    case: Readable,
    where: str | None = None,
    limit: int | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StatesResult:
    """List the feasible states, or those where a formula holds.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    return StatesResult(read, engine, states_where(engine, where), limit)
