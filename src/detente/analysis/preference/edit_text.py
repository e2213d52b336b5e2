"""Changes of a case as `--set` takes them."""

import json
import re
from collections.abc import Iterable, Iterator

from detente.model.case import Case
from detente.model.formula import written
from detente.study.preference.inverse_edit import Edit, Kind
from detente.study.preference.inverse_lever import Lever

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*( [A-Za-z0-9_]+)*")
_NO_TEXT = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})


def edit_texts(case: Case, lever: Lever) -> tuple[str, ...]:
    """Write the changes of a lever as edits, one for each thing that it changes.

    Parameters
    ----------
    case : Case
        Without them.
    lever : Lever

    Returns
    -------
    tuple of str
        Such as `options.relief.undo=never`.
    """
    return tuple(dict.fromkeys(_texts(case, lever)))


def _texts(case: Case, lever: Lever) -> Iterator[str]:
    for edit in lever.edits:
        if edit.kind.is_want:
            yield _wants(case, edit, lever.case)
        elif edit.kind is Kind.MOVE:
            rows = dict(dict(lever.case.graph.moves)[edit.party])
            ends = _flow(rows.get(edit.item, ()))
            yield f"moves.{edit.party}.{edit.item}={ends}"
        else:
            value = "at once" if edit.allow else "never"
            yield f"options.{edit.item}.{edit.kind}={value}"


def _wants(case: Case, edit: Edit, edited: Case) -> str:
    wants = edited.preference[edit.party]
    path = f"preferences.{edit.party}"
    if edit.kind is Kind.STATEMENT:
        # The list may stand in the file without its key.
        statements = _flow(written(each.formula) for each in wants.statements)
        return f"{path}={{statements: {statements}}}"
    levels = (tie[0] if len(tie) == 1 else tie for tie in wants.ranking)
    ranking = _flow(levels)
    before = dict(case.preferences).get(edit.party)
    if before is None or before.statements:
        return f"{path}={{ranking: {ranking}}}"
    return f"{path}.ranking={ranking}"


def _flow(items: Iterable[str | tuple[str, ...]]) -> str:
    """Write a list of YAML on one line."""
    shown = (_flow(each) if isinstance(each, tuple) else _text(each) for each in items)
    return f"[{', '.join(shown)}]"


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
