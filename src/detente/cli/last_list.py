"""The last list of equilibria, so that E3 can be said of it.

Each list stands in a file of its own, by the case, how it was read, and the
terminal: neither another case nor another window takes it away.
"""

import hashlib
import json
import os
import re
from contextlib import suppress
from pathlib import Path

from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.report.saving import save

_NUMBERED = re.compile(r"\s*[Ee]0*([0-9]+)\s*")
_DIGITS = 9
"""No list is as long as a number of more digits."""
_MOST_BYTES = 100_000_000
_MOST_LISTS = 200


def keep(case: Case, states: tuple[str, ...]) -> None:
    """Remember the numbered states of a list; failing to is no error."""
    # There may be no home, and no room.
    with suppress(OSError, RuntimeError, QuestionError):
        file = _folder() / f"{_key(case)}-{_terminal()}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        save(file, json.dumps({"states": states}).encode())
        for old in _newest_first("*")[_MOST_LISTS:]:
            old.unlink()


def recall(case: Case, state: str) -> str:
    """Give the state behind E3, or the words as they are.

    Raises
    ------
    QuestionError
        Where no list of this case was printed, or it is shorter, or damaged.
    """
    matched = _NUMBERED.fullmatch(state)
    if not matched or state in dict(case.labels) or state in dict(case.graph.states):
        return state
    states = _kept(case, state)
    digits = matched[1]
    place = int(digits) if len(digits) <= _DIGITS else len(states) + 1
    if 1 <= place <= len(states):
        return states[place - 1]
    raise _refusal(
        Message("the last list of this case ends at E{last}", last=len(states))
        if states
        else Message("the last list of this case has no equilibria"),
        state,
    )


def _kept(case: Case, asked: str) -> list[str]:
    """Read the list of this terminal, else the newest of the case.

    Raises
    ------
    QuestionError
        Where there is none, or what is there is no list of states of the case.
    """
    file = _file(case)
    if file is None:
        message = Message(
            "no list of equilibria was printed yet of this case, read this way"
        )
        raise _refusal(message, asked)
    read = None
    with suppress(OSError, ValueError, RecursionError):
        if file.stat().st_size <= _MOST_BYTES:
            read = json.loads(file.read_text(encoding="utf-8"))
    states = read.get("states") if isinstance(read, dict) else None
    if not isinstance(states, list) or not all(_is_state(case, s) for s in states):
        message = Message(
            "the last list of this case cannot be read: {file}", file=file
        )
        raise _refusal(message, asked)
    return states


def _refusal(message: Message, state: str) -> QuestionError:
    shown = state if len(state) <= 40 else f"{state[:40]}..."  # noqa: PLR2004 - a line
    hint = Message(
        "`detente stability CASE` prints one; say the same --variant and --set to both"
    )
    problem = Problem("no-such-place", message, Location(shown), shown, hint)
    return QuestionError([problem])


def _is_state(case: Case, state: object) -> bool:
    if not isinstance(state, str):
        return False
    if case.graph.states:
        return state in dict(case.graph.states)
    return len(state) == len(case.options) and set(state) <= set("YN")


def _file(case: Case) -> Path | None:
    """Find the list of this terminal, else the newest of the case."""
    with suppress(OSError, RuntimeError):
        key = _key(case)
        own = _folder() / f"{key}-{_terminal()}.json"
        found = [own] if own.is_file() else _newest_first(f"{key}-*")
        return found[0] if found else None
    return None


def _newest_first(pattern: str) -> list[Path]:
    found = [path for path in _folder().glob(f"{pattern}.json") if path.is_file()]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _key(case: Case) -> str:
    """Tell cases apart: by file, by what states are made of, by how it is read."""
    file = Path(case.file)
    where = str(file.resolve()) if file.exists() else case.file
    options = [option.id for option in case.options]
    states = [state for state, _ in case.graph.states]
    rulings = [(each.party, each.leadership) for each in case.rulings]
    made = [where, str(case.title), options, states, case.variant, case.edits, rulings]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()[:32]


def _terminal() -> int:
    """Give a number that commands typed into one window share."""
    return os.getsid(0) if hasattr(os, "getsid") else os.getppid()


def _folder() -> Path:
    """Give the place where this system keeps what can be made again.

    Raises
    ------
    RuntimeError
        Where there is none.
    """
    from platformdirs import user_cache_path

    kept = user_cache_path("detente", appauthor=False)
    if not kept.is_absolute():
        message = f"{kept} is below no home"
        raise RuntimeError(message)
    return kept / "lists"
