"""What the first answers say before and after, side by side."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


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
