"""A trial written into the text of a case: what is kept is what was tried."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.analysis.overview.facts import named_number, within_ranges
from detente.analysis.overview.knobs import PLACE
from detente.casefile.variants.edit import EditError, edit_text, parse_change
from detente.casefile.variants.open_text import OpenText
from detente.errors import Location, Problem, QuestionError
from detente.model.case import Case
from detente.report.naming import Names
from detente.report.words import Words
from detente.web.work.trying.choices import choices
from detente.web.work.trying.tree import as_written, at, read_twice
from detente.web.work.trying.trial import Trial

_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")


def kept(text: str, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Write a trial into the text of a case; comments and all else stay.

    Parameters
    ----------
    text : str
    words : Words
    given : mapping
        As of `Trial.of`; `note`, what to say of it, may be there.

    Returns
    -------
    dict
        `text`, and `said`, what the trial changes, in words.

    Raises
    ------
    CaseError, QuestionError
        Where the text is no case, or an edit leads nowhere.
    """
    trial = Trial.of(given)
    case, data, names = read_twice(text, words)
    numbers = within_ranges(case, trial.numbers)
    try:
        edits = [parse_change(edit) for edit in trial.edits]
        edits += _numbers(case, data, numbers)
        written = edit_text(_opened(text, data, edits), edits)
    except EditError as error:
        place = Location("--set", 1, 1, error.path, max(1, len(error.path)))
        problem = Problem("edit", error.message, place, error.path, error.hint)
        raise QuestionError([problem]) from None
    said = given.get("note") or "; ".join(_said(text, names, trial))
    return {"text": written, "said": said}


def _numbers(
    case: Case, data: object, numbers: Mapping[str, float]
) -> Iterator[tuple[str, str]]:
    """Give where each number stands in the text, and what is to stand there."""
    for path, value in numbers.items():
        section, _, last = path.partition(".")
        whole = as_written(path, case, data)
        if section == "patience" and last == "all":
            whole = "patience"
        node = _node(data, whole)
        if isinstance(node, dict):
            yield f"{whole}.value", _like(node.get("value"), value)
        else:
            yield whole, _like(node, value)


def _node(data: object, path: str) -> Any:  # noqa: ANN401 - plain data
    section, *keys = path.split(".", 3)
    if section == "options":
        option, *rest = path.split(".")[1:]
        parties = at(data, "parties") or {}
        owner = next(
            (each for each in parties if at(data, "parties", each, "options", option)),
            "",
        )
        return at(data, "parties", owner, "options", option, *rest)
    if section == "preferences":
        return at(data, section, *keys)
    return at(data, *path.split("."))


def _like(before: object, value: float) -> str:
    """Write a number with the unit that stood behind the one before."""
    unit = _NUMBER.sub("", str(before or ""), count=1).strip()
    return f"{value:g} {unit}".strip()


def _opened(text: str, data: object, edits: list[tuple[str, str]]) -> str:
    """Let options of which nothing is said be ready to be edited."""
    named = {path.split(".")[1] for path, _ in edits if path.startswith("options.")}
    empty = [
        (party, option)
        for party in at(data, "parties") or {}
        for option in named
        if option in (at(data, "parties", party, "options") or {})
        and not isinstance(at(data, "parties", party, "options", option), dict)
    ]
    if not empty:
        return text
    opened = OpenText(text)
    for party, option in empty:
        opened.data["parties"][party]["options"][option] = opened.made({})
    return opened.text()


def _said(text: str, names: Names, trial: Trial) -> Iterator[str]:
    """Say what is changed: numbers by their names, edits as they were offered."""
    for path, value in trial.numbers.items():
        yield f"{named_number(path, names)}: {names.figure(value, 'g')}"
    if not trial.edits:
        return
    offered = choices(text, names, {})
    left = set(trial.edits)
    for said, edits in (*_moved(offered, trial.edits), *_offers(offered, names)):
        if edits <= left:
            left -= edits
            yield said
    yield from sorted(left)


def _moved(offered: Any, edits: Iterable[str]) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401
    """Say which numbers are moved by edits of their own."""
    for group in offered["groups"]:
        for knob in group["knobs"]:
            start, sign, end = knob["name"].partition(PLACE)
            for edit in edits:
                if sign and edit.startswith(start) and edit.endswith(end):
                    value = edit[len(start) : len(edit) - len(end)]
                    yield f"{knob['label']}: {value}", {edit}


def _offers(offered: Any, words: Words) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401
    for each in offered["gone"]:
        said = words.say("without {party}", party=each["label"])
        yield said, set(each["edits"].split("\n"))
    for each in offered["never"]:
        yield words.say("for good: {option}", option=each["label"]), {each["edits"]}
    for each in offered["first"]:
        for want in each["wants"]:
            yield (
                words.say(
                    "first for {party}: {want}", party=each["label"], want=want["label"]
                ),
                {want["edits"]},
            )
