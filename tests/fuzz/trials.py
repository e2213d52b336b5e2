"""The trials of each kind: make an input, use it, look at what comes back."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import typer.main

import detente as dt
from detente.analysis.check import check
from detente.analysis.exchange import convert_case, import_case
from detente.casefile import bundled_cases, dump_case, load_case, parse_case
from detente.cli.app import open_app
from detente.errors import LONGEST_QUOTED, DetenteError, Problem
from detente.report.problems import problems_text
from detente.report.words import words_of
from tests.faulty import CASE, CASE_OF_STATES
from tests.fuzz.mutation import PIECES, spoilt, spoilt_data, spoilt_table
from tests.hostile import KINDS
from tests.running import detente
from tests.unit.casefile.test_hostile_input import FULL

__all__ = ["TRIALS", "Trial"]

ROOT = Path(__file__).parents[2]
TABLE = """\
id,date,kind,parties,option,value,if,on,title,quote,source,disputed
first,2019-01-01,deed,usa,relief,no,,,"A, b","He said ""no"" twice",daily,no
,2019-02-01,meeting,usa dprk,,,,,Hanoi,,,
,2019-03-01,offer,dprk,,,relief and not freeze,,,,,yes
"""
WITH_TABLE = FULL[: FULL.index("events:")] + "events: e.csv\n"


@dataclass(frozen=True)
class Trial:
    """An input, its size in characters, and what is done with it."""

    given: str
    use: Callable[[], object]

    @property
    def size(self) -> int:
        """Characters of the input."""
        return len(self.given)


@cache
def texts() -> tuple[str, ...]:
    """Give cases of every kind, short ones several times."""
    bundled = [load_text(name) for name in bundled_cases()]
    short = [text for text in bundled if len(text) < 20_000]
    examples = [path.read_text("utf-8") for path in ROOT.glob("examples/*.yaml")]
    many = [kind(20) for kind in KINDS.values()]
    return (*bundled, *short, *examples, *many, *[FULL, CASE, CASE_OF_STATES] * 15)


def load_text(name: str) -> str:
    """Give the text of a bundled case."""
    return (ROOT / "src/detente/cases" / f"{name}.yaml").read_text("utf-8")


@cache
def gmcr_texts() -> tuple[str, ...]:
    """Give files of GMCR+: ours, and those kept for tests."""
    kept = [path.read_text("utf-8") for path in ROOT.glob("tests/data/gmcr/*.gmcr")]
    ours = [
        convert_case(load_case(name), "gmcr").text for name in ("garrison", "chicken")
    ]
    return (*kept, *ours)


def judge(problems: Iterable[Problem], text: str) -> None:
    """Fail where a problem is not placed, or cannot be shown to a person."""
    told = tuple(problems)
    assert told, "refused without a problem"
    lines = text.count("\n") + 2
    for problem in told:
        place = problem.location
        assert problem.code, problem
        assert problem.message, problem
        assert place.file, problem
        assert 0 <= place.line <= lines or place.file != "case.yaml", place
        if place.line and place.file == "case.yaml":
            assert place.excerpt in text, place
        shown = (problem.message, problem.hint or "", place.excerpt)
        assert max(map(len, shown)) < 4 * LONGEST_QUOTED, problem.code
    for language in ("en", "ru"):
        assert problems_text(told, words_of(language))


def refused(error: DetenteError, text: str) -> None:
    """Look at what a refusal says."""
    if isinstance(error, dt.CaseError | dt.QuestionError):
        judge(error.problems, text)
    else:
        assert str(error)


def read_case(random: Random) -> Trial:
    """Read a spoilt case; what is read must check, be written and read again."""
    text = spoilt(random.choice(texts()), texts(), random)

    def use() -> None:
        try:
            case = parse_case(text, "case.yaml")
        except DetenteError as error:
            refused(error, text)
            return
        again = parse_case(dump_case(case), "case.yaml")
        assert dump_case(again) == dump_case(case)
        for language in ("en", "ru"):
            assert check(case).render("text", language)

    return Trial(text, use)


def read_gmcr(random: Random) -> Trial:
    """Read a spoilt file of GMCR+ as a case."""
    text = random.choice(gmcr_texts())
    if random.random() < 0.7:
        text = spoilt_data(text, random)
    else:
        text = spoilt(text, gmcr_texts(), random)
    return _imported(text.encode("utf-8", "surrogatepass"), "file.gmcr")


def read_nfg(random: Random) -> Trial:
    """Read a spoilt file of Gambit as a case."""
    text = spoilt(random.choice(other_texts("nfg")), other_texts("nfg"), random)
    return _imported(text.encode("utf-8", "surrogatepass"), "file.nfg")


def read_table(random: Random) -> Trial:
    """Read spoilt tables of a case."""
    table = spoilt_table(random.choice(other_texts("csv")), random)
    return _imported(table, "file.csv")


@cache
def other_texts(form: str) -> tuple[str, ...]:
    """Give files that we write in another format."""
    names = ("garrison", "chicken", "prisoners-dilemma")
    return tuple(convert_case(load_case(name), form).text for name in names)


def _imported(raw: bytes, name: str) -> Trial:
    def use() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(raw)
            try:
                read = import_case(path)
            except DetenteError as error:
                refused(error, "")
                return
        assert read.case.parties

    return Trial(raw.decode("latin-1"), use)


def read_events(random: Random) -> Trial:
    """Read a case with a spoilt table of events beside it."""
    table = spoilt_table(TABLE, random)

    def use() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "case.yaml"
            path.write_text(WITH_TABLE, "utf-8")
            path.with_name("e.csv").write_bytes(table)
            try:
                load_case(path)
            except DetenteError as error:
                refused(error, WITH_TABLE)

    return Trial(table.decode("latin-1"), use)


@cache
def commands() -> dict[tuple[str, ...], Any]:
    """Give the commands that ask something of a case."""
    found: dict[tuple[str, ...], Any] = {}
    group: Any = typer.main.get_command(open_app())
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            found[name,] = command
        else:
            found |= {(name, each): inner[each] for each in inner}
    for name in ("new", "cases", "schema", "import", "export"):
        del found[name,]
    return found


_NEVER = {"--help", "--output", "--report", "--workers", "--time", "--memory"}
_ODD = (
    *("", "0", "-1", "1", "2", "1e9", "nan", "inf", "²", "now", "NN", "YY", "now +x"),
    *(
        "relief",
        "usa",
        "plan",
        "plan@1",
        "E1",
        "E" + "9" * 50,
        "a,b",
        "R,SEQ",
        "v",
        ",",
    ),
    *(
        "usa,dprk",
        "relief and freeze",
        "not",
        "json",
        "svg",
        "ru",
        "[[relief], [freeze]]",
    ),
    *(
        "options.relief.undo=never",
        "as_of=",
        "title=a: b",
        "parties=",
        "x" * 300,
        "\x1b",
    ),
)


def ask_command(random: Random) -> Trial:
    """Ask an odd question of a case that is right, or nearly."""
    text = random.choice((FULL, CASE, CASE_OF_STATES, load_text("chicken")))
    if random.random() < 0.3:
        text = spoilt(text, texts(), random)
    name, command = random.choice(sorted(commands().items(), key=lambda each: each[0]))
    words = ["-"]
    for parameter in random.sample(command.params, min(3, len(command.params))):
        words += _given(parameter, random)
    words += ["--time", "5"] if "--time" in _options_of(command) else []

    def use() -> None:
        ran = detente(*name, *words, stdin=text)
        assert ran.code in {0, 1, 2, 3}, ran.code
        assert "Traceback" not in ran.err, ran.err

    return Trial(f"{' '.join(name)} {words!r}\n{text}", use)


def _options_of(command: Any) -> set[str]:
    return {option for each in command.params for option in each.opts}


def _given(parameter: Any, random: Random) -> list[str]:
    """Give a parameter a value that it takes, or one that it does not."""
    value = random.choice(_ODD) if random.random() < 0.8 else random.choice(PIECES)
    if parameter.param_type_name == "argument":
        return [] if parameter.name == "case" else [value]
    name = parameter.opts[0]
    if name in _NEVER:
        return []
    if parameter.is_flag:
        return [name]
    known = getattr(parameter.type, "choices", None)
    if known and random.random() < 0.8:
        value = str(getattr(each := random.choice(list(known)), "value", each))
    return [name, value]


TRIALS: dict[str, Callable[[Random], Trial]] = {
    "case": read_case,
    "gmcr": read_gmcr,
    "nfg": read_nfg,
    "table": read_table,
    "events": read_events,
    "command": ask_command,
}
