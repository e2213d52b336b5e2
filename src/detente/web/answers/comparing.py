"""What the first answers say before and after, side by side."""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher

from detente.records import dataclass

_ALIKE = 0.5
"""Less alike, and marks would be everywhere."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that a change of the case changes.

    Attributes
    ----------
    question : str
    before, after : str
        Empty where nothing was said.
    """

    question: str
    before: str
    after: str

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """Give what is said after in parts, each with whether it was not said before.

        Where hardly anything is as it was nothing is marked.
        """
        old, new = self.before.split(" "), self.after.split(" ")
        matched = SequenceMatcher(None, old, new, autojunk=False)
        if matched.ratio() < _ALIKE:
            return [(self.after, False)]
        found = [
            (" ".join(new[start:end]), tag != "equal")
            for tag, _, _, start, end in matched.get_opcodes()
            if start < end
        ]
        last = len(found) - 1
        return [
            (part + ("" if at == last else " "), is_new)
            for at, (part, is_new) in enumerate(found)
        ]


def compared(
    before: Sequence[Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
    told: Collection[str] = (),
) -> tuple[tuple[Changed, ...], int]:
    """Compare two lists of answers.

    Parameters
    ----------
    before, after : sequence of mapping
        Each with `question` and `said`.
    told : collection of str
        Questions that are left out.

    Returns
    -------
    (tuple of Changed, int)
        Those that differ, in order, and how many do not.
    """
    old, new = _by_question(before), _by_question(after)
    asked = [each for each in dict.fromkeys([*old, *new]) if each not in told]
    found = tuple(
        Changed(question, old.get(question, ""), new.get(question, ""))
        for question in asked
        if old.get(question, "") != new.get(question, "")
    )
    return found, len(asked) - len(found)


def _by_question(answers: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Give what is said to each question; a dash says nothing."""
    return {each["question"]: each["said"].strip("-") for each in answers}
