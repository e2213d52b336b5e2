"""Compare what two versions of the code answer, byte for byte.

`python benchmarks/same_answers.py record FOLDER` asks every command of every bundled
case, in both languages, and writes what it prints, its exit code and its files to
FOLDER. `compare BEFORE AFTER` names what differs between two such folders, and
`since REVISION` does it all for a revision of the repository and the working tree:
a change that is to move code and alter no answer is tried with it.

Each question is asked in a process of its own, split off from one that has loaded
the code; what is not installed is not asked, and what takes minutes is left out.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "ru")
FORMS = ("text", "json", "csv", "markdown", "latex", "html")
_TRANSLATED = ("text", "latex")
"""Forms asked for in Russian too: the others are made of the same documents."""
SECONDS = 300
_SHOWN = 12

_PLAIN: tuple[tuple[str, ...], ...] = (
    ("analyze",),
    ("check",),
    ("states",),
    ("stability", "--concepts", "R,GMR,SMR,SEQ,SSEQ,SEQ_SIM,L2"),
    ("explain", "now"),
    ("evolve",),
    ("unknown",),
    ("strength",),
    ("hypergame",),
    ("graph",),
    ("coalitions",),
    ("horizon",),
    ("claims", "--samples", "2"),
    ("record",),
    ("exposure",),
    ("sustain",),
    ("robust", "--samples", "4"),
    ("roadmap", "list", "--samples", "2"),
)
"""Asked of every case, refusals included, in every form."""

_ASKED_OTHERWISE: tuple[tuple[str, ...], ...] = (
    ("analyze", "--style", "gmcr"),
    ("analyze", "--deadline", "after"),
    ("analyze", "--sanction", "strict", "--no-return"),
    ("analyze", "--concepts", "nonsense"),
    ("stability", "--witnesses", "--equilibria"),
    ("stability", "--where", "nonsense"),
    ("explain", "nowhere"),
    ("graph", "--show", "all", "--collapse", "--limit", "30"),
    ("coalitions", "--merged"),
    ("evolve", "--from", "now", "--to", "now"),
    ("roadmap", "check", "nonsense"),
    ("roadmap", "find", "--to", "nonsense"),
    ("states", "--variant", "nonsense"),
    ("states", "--set", "options.nonsense.undo=never"),
)
_WITHOUT_CASE: tuple[tuple[str, ...], ...] = (
    ("cases",),
    ("schema",),
    ("--help",),
    ("roadmap", "--help"),
)
_EXPORTED = ("yaml", "json", "gmcr", "nfg", "graphml", "tables")
_NEGOTIATED = ("euphrates-1975", "iran-2015", "korea-2019")
_QUICK = ("euphrates-1975",)
"""Cases whose searches end soon."""

_WRONG = (
    "title: T\nparties: {a: A}\noptoins: {x: {party: a, name: X}}\n",
    "title: T\nparties: {a: A}\noptions: {x: {party: b, name: X, now: maybe}}\n",
    "parties: [a\n",
    """\
title: T
parties: {a: A}
options: {x: {party: a, undo: someday}}
wants: {a: [x and and y, z]}
""",
    """\
title: T
parties: {a: A, b: B}
options: {x: {party: a}, y: {party: b}}
weights: {a: {x: -1, y: 3}, b: {x: 3, y: -1}}
patience: 1.5
roadmaps: {r: {stages: [{steps: [x, q]}], guarantee: 3}}
""",
)


@dataclass(frozen=True)
class Question:
    """One run of the command line.

    Attributes
    ----------
    words : tuple of str
        What stands behind `detente`; `{out}` is a folder for what it writes.
    """

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for its answer."""
        return re.sub(r"[^\w.=-]+", "_", " ".join(self.words))[:150]


def questions(cases: Sequence[str]) -> Iterator[Question]:
    """List what is asked, of some cases only if any are named."""
    from detente import bundled_cases  # noqa: PLC0415 - of the version that is asked

    for language in LANGUAGES:
        said = ("--lang", language)
        yield from (Question((*said, *words)) for words in _WITHOUT_CASE)
        for command in _commands():
            yield Question((*said, *command, "--help"))
        for number in range(len(_WRONG)):
            yield Question((*said, "check", f"{{wrong}}/{number}.yaml"))
        yield Question((*said, "new", "{out}/new.yaml"))
        yield Question((*said, "new", "{out}/new.csv"))
        for case in cases or bundled_cases():
            for words in _of(case):
                form = words[-1] if "--format" in words else "text"
                if language == "en" or form in _TRANSLATED:
                    yield Question((*said, *words))


def _commands() -> list[tuple[str, ...]]:
    plain = {(words[0],) for words in (*_PLAIN, *_ASKED_OTHERWISE)} - {("roadmap",)}
    files = {("check",), ("compare",), ("new",), ("import",), ("export",)}
    plans = {("roadmap", each) for each in ("list", "check", "find", "map")}
    return sorted(plain | files | plans | {("roadmap", "thresholds")})


def _of(case: str) -> Iterator[tuple[str, ...]]:
    """List what is asked of one case."""
    for form in FORMS:
        for words in _PLAIN:
            yield (*_put(words, case), "--format", form)
    yield ("graph", case, "--format", "svg")
    yield ("analyze", case, "--report", "{out}/report.html")
    for words in _ASKED_OTHERWISE:
        yield _put(words, case)
    for form in _EXPORTED:
        target = "{out}/tables" if form == "tables" else f"{{out}}/case.{form}"
        yield ("export", case, target)
    yield from _compared(case)
    if case in _NEGOTIATED:
        yield from _negotiated(case)


def _put(words: tuple[str, ...], case: str) -> tuple[str, ...]:
    """Put the case behind the name of the command."""
    name = 2 if words[0] == "roadmap" else 1
    return (*words[:name], case, *words[name:])


def _compared(case: str) -> Iterator[tuple[str, ...]]:
    from detente import load  # noqa: PLC0415 - of the version that is asked

    variants = [each.id for each in load(case).variants]
    for form in FORMS:
        yield ("compare", case, *variants, "--format", form)
    for variant in variants:
        yield ("analyze", case, "--variant", variant)


def _negotiated(case: str) -> Iterator[tuple[str, ...]]:
    from detente import load  # noqa: PLC0415 - of the version that is asked

    for plan in load(case).negotiation.road_maps:
        for form in (*FORMS, "svg"):
            asked = ("roadmap", "check", case, plan.id, "--samples", "2")
            yield (*asked, "--format", form)
        yield ("explain", case, plan.id)
        if case in _QUICK:
            for form in FORMS:
                yield ("roadmap", "thresholds", case, plan.id, "--format", form)
                target = ("--to", plan.id)
                yield ("roadmap", "find", case, *target, "--format", form)


def record(folder: Path, workers: int, cases: Sequence[str]) -> None:
    """Ask everything of the version that is imported, and keep the answers."""
    # Loaded once, before the processes split.
    import detente.analysis  # noqa: PLC0415
    import detente.cli.app  # noqa: F401, PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    asked = list(questions(cases))
    with ThreadPoolExecutor(workers) as pool:
        for done in pool.map(lambda question: _ask(question, folder), asked):
            print(done, end="", flush=True)
    print(f"\n{len(asked)} answers in {folder}")


def _ask(question: Question, folder: Path) -> str:
    """Ask one question in a process of its own; give a mark of how it went."""
    answer = folder / question.name
    with tempfile.TemporaryDirectory() as scratch:
        process = os.fork()
        if not process:
            _answer(question, answer, Path(scratch))
        _, status = os.waitpid(process, 0)
        for written in sorted(Path(scratch).rglob("out/**/*")):
            if written.is_file():
                name = written.relative_to(Path(scratch) / "out").as_posix()
                kept = answer.with_name(f"{answer.name}.{name.replace('/', '_')}")
                shutil.copy(written, kept)
    return "." if os.WIFEXITED(status) else "!"


def _answer(question: Question, answer: Path, scratch: Path) -> None:
    """Be the process that answers: never comes back."""
    code: object = 0
    try:
        (scratch / "out").mkdir()
        (scratch / "wrong").mkdir()
        for number, text in enumerate(_WRONG):
            (scratch / "wrong" / f"{number}.yaml").write_text(text, "utf-8")
        os.chdir(scratch)
        stream = os.open(answer, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        os.environ |= {"COLUMNS": "100", "NO_COLOR": "1", "HOME": str(scratch)}
        sys.argv = [
            "detente",
            *(w.format(out="out", wrong="wrong") for w in question.words),
        ]
        from detente.cli import main  # noqa: PLC0415

        main()
    except SystemExit as stopped:
        code = stopped.code
    except BaseException:  # noqa: BLE001 - it is the answer then
        traceback.print_exc()
        code = "traceback"
    print(f"exit code {code}", flush=True)
    sys.stderr.flush()
    os._exit(0)


def compare(before: Path, after: Path) -> int:
    """Name the answers that differ; give their number."""
    names = {path.name for folder in (before, after) for path in folder.iterdir()}
    different = 0
    for name in sorted(names):
        old, new = (_text(folder / name) for folder in (before, after))
        if old == new:
            continue
        different += 1
        print(f"--- {name}")
        lines = difflib.unified_diff(old, new, "before", "after", lineterm="", n=0)
        for line in list(lines)[2 : 2 + _SHOWN]:
            print(line[:200])
    print(f"{different} of {len(names)} answers differ")
    return different


def _text(path: Path) -> list[str]:
    if not path.exists():
        return ["(no such answer)"]
    text = path.read_bytes().decode("utf-8", "backslashreplace")
    return text.splitlines()


def since(revision: str, workers: int, cases: Sequence[str]) -> int:
    """Compare the answers of a revision with those of the working tree."""
    more = ["--workers", str(workers), *(f"--case={case}" for case in cases)]
    with tempfile.TemporaryDirectory() as scratch:
        old = Path(scratch) / "old"
        _git("worktree", "add", "--detach", str(old), revision)
        try:
            for source, name in ((old, "before"), (ROOT, "after")):
                subprocess.run(  # noqa: S603 - this script
                    [sys.executable, __file__, "record", ROOT / "build" / name, *more],
                    env=os.environ | {"PYTHONPATH": str(source / "src")},
                    check=True,
                )
        finally:
            _git("worktree", "remove", "--force", str(old))
    return compare(ROOT / "build" / "before", ROOT / "build" / "after")


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True)  # noqa: S603, S607


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["record", "compare", "since"])
    parser.add_argument("where", nargs="+", help="folders, or a revision")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--case", action="append", default=[])
    asked = parser.parse_args()
    if asked.what == "record":
        record(Path(asked.where[0]).resolve(), asked.workers, asked.case)
    elif asked.what == "compare":
        sys.exit(compare(*map(Path, asked.where)) > 0)
    else:
        sys.exit(since(asked.where[0], asked.workers, asked.case) > 0)


if __name__ == "__main__":
    main()
