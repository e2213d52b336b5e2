"""A whole answer as lines: every word, and what no text shows of it.

`python -m tests.unit.report.test_whole_answers` writes anew what that test compares
with: whoever changes a page reads in the difference what people will read.
Beside what they read stand the marks of words (`{good}`, `{->plan-1}` leads there,
`{#plan-1}` is led to), keys of columns (`>` where they are set flush right), and the
value of a cell for programs where it is not what the words are.
"""

import json
import re
from collections.abc import Collection, Iterator

from detente.analysis.overview.report import report_parts
from detente.analysis.result import Result
from detente.model.case import Case
from detente.report.document import (
    Block,
    Cell,
    Document,
    Fold,
    Heading,
    Listing,
    Marked,
    Paragraph,
    Picture,
    Table,
    Typed,
)
from detente.report.naming import Names
from detente.report.words import SPOKEN, Wording, words_of

_LINE, _MOST = 88, 2
_COMMON = {"detente", "case", "variant", "engine", "options", "parties", "feasible"} | {
    "status_quo",
    "assumptions",
    "warnings",
}
"""What the JSON of most answers begins or ends with."""


def whole(document: Document) -> str:
    """Write a document as lines."""
    return "".join(f"{line}\n" for block in document for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_marked(text)}"
        case Paragraph(Typed() as text):
            yield f"$ {text}"
        case Paragraph(text, emphasis):
            yield _marked(text) + (" {!}" if emphasis else "")
        case Listing(items):
            yield from (f"- {_marked(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Picture():
            yield f"picture: {block.caption}"
            yield f"alt: {block.alt}"
            yield from _table(block.table)
        case Fold():
            yield f"fold {{#{block.anchor}}} {block.title}" + (
                "" if block.printed else " {not printed}"
            )
            yield from (f"  {line}" for each in block.blocks for line in _lines(each))


def _table(table: Table) -> Iterator[str]:
    yield f"table: {table.caption}"
    head = (
        f"{'>' if each.numeric else ''}{each.key}"
        + ("" if each.title == each.key else f": {each.title}")
        for each in table.columns
    )
    yield f"  | {' | '.join(head)}"
    yield from (f"  - {' | '.join(map(_marked, row))}" for row in table.rows)
    for each in table.data:
        yield from (f"  data {line}" for line in _table(each))


def _marked(text: str) -> str:
    marks = []
    if isinstance(text, Cell) and str(text.value) != re.sub(r"[+,]", "", text):
        marks.append(f"={text.value}")
    if isinstance(text, Marked):
        marks += [text.tone] if text.tone else []
        marks += [f"->{text.target}"] if text.target else []
        marks += [f"#{text.anchor}"] if text.anchor else []
        marks += [f"{part}->{to}" for part, to in text.links]
    return f"{text} {{{', '.join(marks)}}}" if marks else str(text)


def answered(result: Result, *, records: bool = False) -> str:
    """Write what a result shows: in words, then what is said otherwise elsewhere.

    With `records` what `--format json` gives stands last, but for its head.
    """
    case = result.case
    words = _shown(result, Names(case, words_of("en")))
    field = Names(case, words_of("en"), Wording(terms=True, ids=True))
    programs = Names(case, words_of("en", plain=True))
    return (
        words
        + _only_there("in terms of the field, with ids", _shown(result, field), words)
        + _only_there("for programs", whole(result.tables(programs)), words)
        + (_as_json(result) if records else "")
    )


def _as_json(result: Result) -> str:
    data = json.loads(result.to_json())
    own = {key: each for key, each in data.items() if key not in _COMMON}
    return "".join(f"{line}\n" for line in ("==== as JSON", *_records(own)))


def _records(value: object, indent: str = "") -> Iterator[str]:
    """Write what programs read as lines: of a long list, how it begins."""
    match value:
        case dict() if value and len(json.dumps(value)) > _LINE:
            for key, each in value.items():
                yield from _under(f"{key}:", each, indent)
        case list() if value and len(json.dumps(value)) > _LINE:
            for each in value[:_MOST]:
                yield from _under("-", each, indent)
            if len(value) > _MOST:
                yield f"{indent}- and {len(value) - _MOST} more"
        case _:
            yield indent + json.dumps(_short(value), ensure_ascii=False)


def _under(head: str, value: object, indent: str) -> Iterator[str]:
    lines = list(_records(value, indent + "  "))
    if len(lines) == 1:
        yield f"{indent}{head} {lines[0].strip()}"
    else:
        yield indent + head
        yield from lines


def _short(value: object) -> object:
    match value:
        case float():
            return float(f"{value:.6g}")
        case dict():
            return {key: _short(each) for key, each in value.items()}
        case list():
            return [_short(each) for each in value]
        case _:
            return value


def spoken(result: Result) -> str:
    """Write what a result shows where nobody types commands."""
    return _shown(result, Names(result.case, words_of("en"), SPOKEN))


def _shown(result: Result, names: Names) -> str:
    return whole(result.document(names))


def _only_there(where: str, lines: str, words: str) -> str:
    known = {line.strip() for line in words.splitlines()}
    new = [f"{each}\n" for each in lines.splitlines() if each.strip() not in known]
    return "".join([f"==== {where}\n", *new]) if new else ""


_MADE = re.compile(r"(?<=Detente )\d.*|(?<=\(SHA-256\): ).*")


def reported(case: Case, but: Collection[str] = (), only: str = "") -> str:
    """Write the parts of a report, but for some and for what made it."""
    return "".join(
        f"==== {id_}: {title}\n{_MADE.sub('...', whole(document))}"
        for id_, title, document in report_parts(
            case, Names(case, words_of("en"), SPOKEN)
        )
        if id_ not in but and only in ("", id_)
    )
