"""The faults found in a text: the first of every kind, and how many follow."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from detente.casefile.limits import MOST_FAULTS
from detente.errors import Message, Problem
from detente.records import dataclass


@dataclass(slots=True)
class Faults:
    """Faults as they are found; a kind of which there are many takes no more room.

    Attributes
    ----------
    told : list of Problem
        The first of each kind.
    """

    told: list[Problem] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _last: dict[str, Problem] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Note a fault, or only count it."""
        code = problem.code
        self._counts[code] += 1
        if self._counts[code] <= MOST_FAULTS:
            self.told.append(problem)
        elif code not in self._last:
            self._last[code] = problem

    def count(self, code: str, more: int) -> None:
        """Note that there are more faults of a kind, without telling them."""
        self._counts[code] += more

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several faults."""
        for problem in problems:
            self.add(problem)

    def is_full(self, code: str) -> bool:
        """Tell whether another fault of this kind would only be counted."""
        return self._counts[code] > MOST_FAULTS

    def __len__(self) -> int:
        """Count them, those that are only counted included."""
        return self._counts.total()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.told)

    def __iter__(self) -> Iterator[Problem]:
        """Give what is told: of each kind the first, and the number of the rest."""
        yield from self.told
        for code, problem in self._last.items():
            count = self._counts[code] - MOST_FAULTS - 1
            yield _with_count(problem, count) if count else problem


def _with_count(problem: Problem, count: int) -> Problem:
    message = Message(
        "{problem}; more faults of this kind: {count}",
        problem=problem.message,
        count=count,
    )
    return replace(problem, message=message)
