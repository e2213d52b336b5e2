"""Two texts side by side, line by line, as a reader wants to see what changed."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from detente.records import dataclass

_AROUND = 2
"""Lines that stay shown on either side of a change."""
_MOST = 20_000
"""Lines of texts that are compared line by line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference.

    Attributes
    ----------
    kind : str
        same, gone, new, or gap: that lines are left out.
    before, after : int
        Its number in either text; 0 where it is not there. For a gap `before` is how
        many lines are left out.
    text : str
    """

    kind: str
    before: int
    after: int
    text: str


def difference(before: str, after: str) -> tuple[Line, ...]:
    """Compare two texts.

    Parameters
    ----------
    before, after : str

    Returns
    -------
    tuple of Line
        Changes with some lines around them; empty where the texts are the same.
    """
    old, new = before.splitlines(), after.splitlines()
    if len(old) + len(new) > _MOST:
        old, new = old[:_MOST], new[:_MOST]
    lines: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            same = zip(range(a, b), range(c, d), strict=True)
            lines += [Line("same", i + 1, j + 1, old[i]) for i, j in same]
        else:
            lines += [Line("gone", i + 1, 0, old[i]) for i in range(a, b)]
            lines += [Line("new", 0, j + 1, new[j]) for j in range(c, d)]
    return _folded(lines)


def _folded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out what is far from every change."""
    changed = [place for place, line in enumerate(lines) if line.kind != "same"]
    if not changed:
        return ()
    near = {place for at in changed for place in range(at - _AROUND, at + _AROUND + 1)}
    found: list[Line] = []
    left = 0
    for place, line in enumerate(lines):
        if place in near:
            if left:
                found.append(Line("gap", left, 0, ""))
                left = 0
            found.append(line)
        else:
            left += 1
    if left:
        found.append(Line("gap", left, 0, ""))
    return tuple(found)
