"""Which tests enter which function, and which of them a mutation of it is put to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

QUICK = 0.02
"""Seconds of a test too quick to be listed."""
_COMPILED, _COMPILED_TESTS = "detente/engine/fast/", "/test_compiled"
"""Nobody sees who enters compiled loops; the tests that bind them to the rest do."""


@dataclass(frozen=True, eq=False)
class Entered:
    """Which tests enter which function, and how long they take.

    Attributes
    ----------
    tests : dict of str to list of str
        By file and function.
    seconds : dict of str to float
        By test, where it is not too quick to be told.
    """

    tests: dict[str, list[str]]
    seconds: dict[str, float]

    def entering(self, file: str, function: str) -> set[str]:
        """Give the tests that enter a function; where none is known, the file."""
        name = f"{file} {function}"
        if name not in self.tests and file.startswith(_COMPILED):
            return {test for test in self._every if _COMPILED_TESTS in test}
        own = [name] if name in self.tests else self.tests
        return {
            test
            for each in own
            if each.partition(" ")[0] == file
            for test in self.tests[each]
        }

    def chosen(self, file: str, function: str, budget: float) -> list[str]:
        """Choose the tests that enter a function, those that enter little else first.

        What a shared fixture enters is noted for the first test that asks for it,
        so that the other tests of its file count too, after those that enter.

        Parameters
        ----------
        file, function : str
        budget : float
            Seconds that the tests may take together. One that does not fit is left
            out, and cheaper ones after it are not; if none fits, the quickest stays.

        Returns
        -------
        list of str
            By file.
        """
        entering = self.entering(file, function)
        files = set(map(file_of, entering))
        beside = {test for test in self._every if file_of(test) in files} - entering
        ordered = [*self._ordered(entering), *self._ordered(beside)]
        left, asked = budget, []
        for test in ordered:
            takes = self.seconds.get(test, QUICK)
            if takes <= left:
                left -= takes
                asked.append(test)
        if not asked:
            asked = sorted(entering, key=lambda test: self.seconds.get(test, 0))[:1]
        places = list(dict.fromkeys(map(file_of, asked)))
        return sorted(asked, key=lambda test: places.index(file_of(test)))

    def _ordered(self, tests: Iterable[str]) -> list[str]:
        """Put tests of little first, which look closely, and of these the quick."""
        return sorted(
            tests,
            key=lambda test: (
                self._breadth[test].bit_length(),
                self.seconds.get(test, 0),
                test,
            ),
        )

    @cached_property
    def _every(self) -> set[str]:
        return set().union(*self.tests.values())

    @cached_property
    def _breadth(self) -> Counter[str]:
        """How many functions each test enters."""
        return Counter(test for entering in self.tests.values() for test in entering)


def file_of(test: str) -> str:
    """Give the file of a test, as pytest names it."""
    return test.partition("::")[0]
