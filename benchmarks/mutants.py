"""Measure how many small changes of the code the tests notice.

`python benchmarks/mutants.py map` runs every test once and notes which functions
it enters. `python benchmarks/mutants.py run` then draws mutations with a seed, the
same number from each package, and runs for each of them the tests that enter the
changed function, those that enter little else first, until one fails or the time
is over (`--budget`); `--again` with more time judges once more what survived. What is
known is kept under build/mutants, the sample too, so that both go on where they were
stopped, though the code has moved.

The mutations are those of mutmut that change what is computed; strings, None in
the place of a value and arguments left out are not drawn, as the first call betrays
them. benchmarks/equivalent.toml argues which of those drawn change nothing.
"""

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import libcst as cst
from coverage import CoverageData
from entered import QUICK, Entered, file_of
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
KEPT = ROOT / "build" / "mutants"
ENTERED = KEPT / "entered.json"
PACKAGES = ("engine", "study", "casefile", "report")
FOLDERS = ("unit", "golden", "property", "docs")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider")

Change: TypeAlias = tuple[cst.CSTNode, cst.CSTNode, str]
"""A node, what takes its place, and the function."""

_LEFT_OUT = {
    "operator_string",
    "operator_assignment",
    "operator_arg_removal",
    "operator_dict_arguments",
    "operator_lambda",
}
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SECONDS = re.compile(r"^([\d.]+)s (?:call|setup|teardown) +(\S.*)$", re.MULTILINE)
_SURVIVED = ("survived", "untested")
_NOT_FOUND = 4
"""What pytest exits with if a test that it was asked for is not there."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One change of one file.

    Attributes
    ----------
    file : str
        Below src.
    function : str
        Its name, with those of the classes and functions around it.
    before, after : str
        The first line that differs.
    text : str
        The whole file, changed.
    """

    file: str
    line: int
    function: str
    before: str
    after: str
    text: str

    @property
    def package(self) -> str:
        """The package below detente."""
        return self.file.split("/")[1]

    @property
    def key(self) -> str:
        """What stays the same when lines above it come and go."""
        return f"{self.file} {self.function}: {self.before} -> {self.after}"


# Which tests enter which function.


@cache
def functions(path: Path) -> list[tuple[int, int, str]]:
    """List the functions of a file: first line of the body, last line, name."""
    found = []

    def walk(node: ast.AST, name: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = f"{name}.{node.name}".lstrip(".")
        if isinstance(node, ast.FunctionDef):
            # The line of `def` is run on import.
            found.append((node.body[0].lineno, node.end_lineno or 0, name))
        for child in ast.iter_child_nodes(node):
            walk(child, name)

    walk(ast.parse(path.read_text("utf-8")), "")
    return found


def make_map() -> None:
    """Run the test files that changed since they were last run; note who enters what.

    Functions are noted by name as soon as a file was run, so that what is known of
    other test files stays true when lines of the code come and go.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    for path in _test_files():
        # Tests of two kinds may have the same name in the same family.
        name = path.relative_to(ROOT / "tests").with_suffix("")
        noted = KEPT / f"{'-'.join(name.parts)}.map.json"
        if noted.exists() and noted.stat().st_mtime > path.stat().st_mtime:
            continue
        words = ("--cov=detente", "--cov-context=test", "--cov-report=")
        told = (f"--durations-min={QUICK}", "--durations=0")
        data = KEPT / "running.cov"
        data.unlink(missing_ok=True)
        ran = subprocess.run(  # noqa: S603 - our own command
            [*PYTEST, *words, *told, path],
            env=os.environ | {"COVERAGE_FILE": str(data), "CI": "1"},
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
        if data.exists():
            noted.write_text(json.dumps(_noted(data, ran.stdout)), "utf-8")
        print(path.stem, ran.stdout.rpartition("\n")[0].rpartition("\n")[2], flush=True)


def _test_files() -> list[Path]:
    tests = ROOT / "tests"
    return [
        path for each in FOLDERS for path in sorted((tests / each).rglob("test_*.py"))
    ]


def _noted(path: Path, told: str) -> dict[str, object]:
    """Give the tests of one run by file and function, and how long each took."""
    tests: dict[str, set[str]] = defaultdict(set)
    seconds: dict[str, float] = defaultdict(float)
    for took, test in _SECONDS.findall(told):
        seconds[test] += float(took)
    data = CoverageData(str(path))
    data.read()
    for measured in data.measured_files():
        file = "detente/" + measured.rpartition("/detente/")[2]
        spans = functions(Path(measured))
        for line, contexts in data.contexts_by_lineno(measured).items():
            # A bar may stand in the name of a test too.
            names = {each.rpartition("|")[0] for each in contexts} - {""}
            for start, end, name in spans if names else ():
                if start <= line <= end:
                    tests[f"{file} {name}"] |= names
    known = {name: sorted(found) for name, found in tests.items()}
    return {"tests": known, "seconds": seconds}


def note_map() -> None:
    """Write down what is known of all test files that still are."""
    tests: dict[str, set[str]] = defaultdict(set)
    seconds: dict[str, float] = {}
    for path in sorted(KEPT.glob("*.map.json")):
        noted = json.loads(path.read_text("utf-8"))
        seconds |= noted["seconds"]
        for name, found in noted["tests"].items():
            tests[name].update(
                test for test in found if (ROOT / file_of(test)).exists()
            )
    known = {name: sorted(found) for name, found in tests.items() if found}
    ENTERED.write_text(json.dumps({"tests": known, "seconds": seconds}), "utf-8")


# Mutations.


@dataclass(frozen=True, eq=False)
class Parsed:
    """One file, with all its mutations inside functions, by line."""

    file: str
    code: str
    module: cst.Module
    changes: dict[int, list[Change]]

    def mutant(self, change: Change, line: int) -> Mutant:
        """Carry out one change."""
        node, changed, name = change
        text = cst.ensure_type(self.module.deep_replace(node, changed), cst.Module).code
        pairs = zip(self.code.splitlines(), text.splitlines(), strict=False)
        before, after = next(pair for pair in pairs if pair[0] != pair[1])
        return Mutant(self.file, line, name, before.strip(), after.strip(), text)


def parse(file: str) -> Parsed:
    """Find every mutation of one file."""
    code = (SOURCE / file).read_text("utf-8")
    wrapper = MetadataWrapper(cst.parse_module(code))
    places = wrapper.resolve(PositionProvider)
    found: dict[int, list[Change]] = defaultdict(list)
    for node, name in _inside(wrapper.module, ""):
        for changed in _changes(node):
            found[places[node].start.line].append((node, changed, name))
    return Parsed(file, code, wrapper.module, found)


def _inside(node: cst.CSTNode, name: str) -> Iterator[tuple[cst.CSTNode, str]]:
    """Walk over what is run when a function is called."""
    if isinstance(node, cst.Annotation | cst.Decorator):
        return
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        name = f"{name}.{node.name.value}".lstrip(".")
    if isinstance(node, cst.FunctionDef):
        yield from _body(node.body, name)
        return
    for child in node.children:
        yield from _inside(child, name)


def _body(node: cst.CSTNode, name: str) -> Iterator[tuple[cst.CSTNode, str]]:
    yield node, name
    for child in node.children:
        if isinstance(child, cst.FunctionDef):
            yield from _inside(child, name)
        elif not isinstance(child, cst.Annotation) and not _guard(child):
            yield from _body(child, name)


def _guard(node: cst.CSTNode) -> bool:
    """Whether it is `strict=True`, which only tells us of our own mistakes."""
    keyword = node.keyword if isinstance(node, cst.Arg) else None
    return keyword is not None and keyword.value == "strict"


def _changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind) and operator.__name__ not in _LEFT_OUT:
            yield from operator(node)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        other = _SWAPPED.get(node.func.value)
        if other:
            yield node.with_changes(func=cst.Name(other))


def draw(package: str, count: int, seed: int) -> list[Mutant]:
    """Draw mutations of a package, at most one a line."""
    folder = SOURCE / "detente" / package
    files = [path.relative_to(SOURCE).as_posix() for path in folder.rglob("*.py")]
    parsed = {file: parse(file) for file in sorted(files)}
    lines = [(file, line) for file, each in parsed.items() for line in each.changes]
    chance = random.Random(f"{package} {seed}")
    chance.shuffle(lines)
    # A larger sample begins with the smaller one.
    return [
        parsed[file].mutant(chance.choice(parsed[file].changes[line]), line)
        for file, line in lines[:count]
    ]


def sample(package: str, count: int, seed: int) -> Iterator[tuple[str, Mutant | None]]:
    """Give a sample as it was first drawn; None for what the code no longer has.

    Another draw from code that has moved would be another sample.
    """
    path = KEPT / f"drawn-{seed}-{package}.json"
    keys = json.loads(path.read_text("utf-8")) if path.exists() else []
    if len(keys) < count:
        more = (mutant.key for mutant in draw(package, count + len(keys), seed))
        keys = list(dict.fromkeys([*keys, *more]))[:count]
        path.write_text(json.dumps(keys), "utf-8")
    for key in keys[:count]:
        yield key, _found_again(key)


def _found_again(key: str) -> Mutant | None:
    file, _, rest = key.partition(" ")
    function = rest.partition(":")[0]
    if not (SOURCE / file).exists():
        return None
    parsed = parse(file)
    made = (
        parsed.mutant(change, line)
        for line, changes in parsed.changes.items()
        for change in changes
        if change[2] == function
    )
    return next((mutant for mutant in made if mutant.key == key), None)


# Running.


@dataclass(frozen=True)
class Judging:
    """How mutations are judged.

    Attributes
    ----------
    budget : float
        Seconds of tests that each is put to.
    again : bool
        Whether those that survived before are judged once more.
    """

    budget: float
    again: bool

    def is_due(self, found: str | None) -> bool:
        """Whether a mutation is to be judged, by what was found of it before."""
        return found is None or (self.again and found in _SURVIVED)


def judge(mutant: Mutant, tests: Sequence[str], budget: float) -> str:
    """Say whether a test fails: killed, timeout, survived, or untested."""
    if not tests:
        return "untested"
    copy = KEPT / "src"
    shutil.copytree(SOURCE, copy, dirs_exist_ok=True)
    (copy / mutant.file).write_text(mutant.text, "utf-8")
    while tests:
        code, failed = _tested(tests, copy, 60 + 4 * budget)
        if code is None:
            return "timeout"
        if not code:
            return "survived"
        if code == _NOT_FOUND and _tested(tests, SOURCE, 60 + 4 * budget)[0] == code:
            # Else every mutation would count as noticed.
            sys.exit("the map knows tests that are gone: bring it up to date")
        if not failed or not _tested(failed, SOURCE, 60 + 4 * budget)[0]:
            return "killed"
        # These fail without the mutation too.
        tests = [test for test in tests if test not in failed]
    return "untested"


def _tested(
    tests: Sequence[str], source: Path, seconds: float
) -> tuple[int | None, list[str]]:
    """Run tests on a source: the exit code, None out of time, and who failed."""
    environment = os.environ | {
        "PYTHONPATH": str(source),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CI": "1",
    }
    try:
        ran = subprocess.run(  # noqa: S603 - our own command
            [*PYTEST, "-x", *tests],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, []
    # An id may hold spaces, so it is known by the tests that were asked for.
    told = {line.partition(" - ")[0] for line in ran.stdout.splitlines()}
    return ran.returncode, [
        test for test in tests if {f"FAILED {test}", f"ERROR {test}"} & told
    ]


def run(packages: Sequence[str], count: int, seed: int, want: Judging) -> None:
    """Judge a sample, and tell the share that is killed."""
    known = Entered(**json.loads(ENTERED.read_text("utf-8")))
    path = KEPT / f"judged-{seed}.jsonl"
    judged = _judged(path)
    for package in packages:
        for key, mutant in sample(package, count, seed):
            if not want.is_due(judged.get(key)):
                continue
            found, asked, entering = "gone", 0, 0
            if mutant is not None:
                where = mutant.file, mutant.function
                tests = known.chosen(*where, want.budget)
                asked, entering = len(tests), len(known.entering(*where))
                found = judge(mutant, tests, want.budget)
            judged[key] = found
            print(f"{found:9} {asked} of {entering}: {key}", flush=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, found, asked, entering]) + "\n")
    tell(judged)


def _judged(path: Path) -> dict[str, str]:
    """Give what was found last of each mutation."""
    if not path.exists():
        return {}
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return {key: found for key, found, *_ in lines}


def tell(judged: dict[str, str]) -> None:
    """Print the shares, package by package, and what survived."""
    listed = (ROOT / "benchmarks" / "equivalent.toml").read_text("utf-8")
    equivalent = {
        f"{each['in']}: {each['before']} -> {each['after']}"
        for each in tomllib.loads(listed).get("mutant", [])
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, found in judged.items():
        if found == "gone":
            print(f"gone: {key}")
            continue
        kind = "equivalent" if key in equivalent else found
        counts[key.split("/")[1]][kind] += 1
        counts["all"][kind] += 1
    print("\n| package | drawn | equivalent | killed | share |\n|---|---|---|---|---|")
    for package, found_here in sorted(counts.items(), key=lambda item: item[0]):
        drawn, same = found_here.total(), found_here["equivalent"]
        killed = found_here["killed"] + found_here["timeout"]
        share = killed / max(drawn - same, 1)
        print(f"| {package} | {drawn} | {same} | {killed} | {share:.0%} |")
    for key, found in judged.items():
        if found in _SURVIVED and key not in equivalent:
            print(f"{found}: {key}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["map", "run"])
    parser.add_argument("--package", action="append", choices=PACKAGES)
    parser.add_argument("--count", type=int, default=50, help="mutations a package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=15, help="seconds of tests")
    parser.add_argument("--again", action="store_true", help="judge survivors anew")
    asked = parser.parse_args()
    if asked.what == "map":
        make_map()
        note_map()
    else:
        want = Judging(asked.budget, asked.again)
        run(asked.package or PACKAGES, asked.count, asked.seed, want)


if __name__ == "__main__":
    main()
