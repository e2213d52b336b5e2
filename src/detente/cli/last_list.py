"""The last list of equilibria, so that E3 can be said of it."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case

__all__ = ["keep", "recall"]

_NUMBERED = re.compile(r"\s*[Ee](\d+)\s*")


def keep(case: Case, states: tuple[str, ...]) -> None:
    """Remember the numbered states of a list; failing to is no error."""
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(
            json.dumps({"options": _key(case), "states": states}), encoding="utf-8"
        )


def recall(case: Case, state: str) -> str:
    """Give the state behind E3, or the words as they are.

    Raises
    ------
    QuestionError
        Where no list of this case was printed, or it is shorter.
    """
    matched = _NUMBERED.fullmatch(state)
    if not matched or state in dict(case.labels) or state in dict(case.graph.states):
        return state
    states = _kept(case)
    place = int(matched[1])
    if 1 <= place <= len(states):
        return states[place - 1]
    message = (
        Message("the last list of this case ends at E{last}", last=len(states))
        if states
        else Message("no list of equilibria of this case was printed yet")
    )
    hint = Message("`detente stability CASE` prints one")
    raise QuestionError(
        [Problem("no-such-place", message, Location(state), state, hint)]
    )


def _kept(case: Case) -> list[str]:
    with suppress(OSError, ValueError, KeyError):
        kept = json.loads(_file().read_text(encoding="utf-8"))
        if kept["options"] == _key(case):
            return [str(state) for state in kept["states"]]
    return []


def _key(case: Case) -> list[str]:
    """Tell cases apart by what their states are made of."""
    options = [option.id for option in case.options]
    states = [state for state, _ in case.graph.states]
    return [str(case.title), *options, *states]


def _file() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "detente" / "last.json"
