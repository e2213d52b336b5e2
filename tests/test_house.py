"""The rules of the house that no other tool keeps."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente import errors

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "core", "misc", "manager"}
# Written with a gap, so that this file does not find itself.
OPEN_MARKS = [
    mark.replace("~", "")
    for mark in ("TO~DO", "FIX~ME", "NotImplemented~Error", "pytest.sk~ip", "x~fail")
]
HEAVY = {"jinja2", "lark", "numpy", "pandas", "pydantic", "ruamel"}


def relative(path):
    return str(path.relative_to(ROOT))


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (f"{relative(path)}:{node.lineno} {node.name}", node)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def statements(function):
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def arguments(function):
    spec = function.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    return [argument.arg for argument in named if argument.arg not in {"self", "cls"}]


def modules_after(code):
    """Run code in a fresh interpreter and give the packages it imported."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_there_is_something_to_judge():
    assert len(SOURCES) > 10
    assert len(TESTS) > 3


def test_no_file_is_longer_than_400_lines():
    lengths = {
        relative(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES
    }
    assert [path for path, length in lengths.items() if length > 400] == []


def test_no_function_has_more_than_40_statements():
    assert [
        where
        for path in SOURCES
        for where, node in functions(path)
        if statements(node) > 40
    ] == []


def test_no_function_takes_more_than_6_arguments():
    assert [
        where
        for path in SOURCES
        for where, node in functions(path)
        if len(arguments(node)) > 6
    ] == []


def test_no_file_has_a_name_that_says_nothing():
    named = {relative(path): {path.stem, path.parent.name} for path in SOURCES + TESTS}
    assert [path for path, parts in named.items() if parts & FORBIDDEN_NAMES] == []


def test_nothing_is_left_open():
    marked = {relative(path): path.read_text("utf-8") for path in SOURCES + TESTS}
    assert [
        (path, mark)
        for path, text in marked.items()
        for mark in OPEN_MARKS
        if mark in text
    ] == []


def drawn_tree(text):
    """Read the parent of each exception from a tree drawn with branches."""
    parents: dict[str, str | None] = {}
    above: list[str] = []
    margin = re.search(r"^( *)DetenteError$", text, re.MULTILINE)
    assert margin
    for line in text[margin.start() :].splitlines():
        found = re.match(r"([│├└─ ]*)(\w+Error)\b", line)
        if found:
            depth = (len(found[1]) - len(margin[1])) // 4
            del above[depth:]
            parents[found[2]] = above[-1] if above else None
            above.append(found[2])
    return parents


def real_tree():
    classes = [
        value
        for name, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, errors.DetenteError) and not name.startswith("_")
    ]
    public = {value.__name__ for value in classes}
    return {
        value.__name__: next(
            (up.__name__ for up in value.__mro__[1:] if up.__name__ in public), None
        )
        for value in classes
    }


@pytest.mark.parametrize(
    "path", ["src/detente/errors.py", "docs/reference/exceptions.md"]
)
def test_the_tree_of_exceptions_is_drawn_as_it_is(path):
    assert drawn_tree((ROOT / path).read_text("utf-8")) == real_tree()


def test_every_public_name_can_be_imported():
    assert [name for name in dir(detente) if not hasattr(detente, name)] == []


def test_editors_are_told_the_public_names_that_there_are():
    stub = (ROOT / "src" / "detente" / "__init__.pyi").read_text("utf-8")
    told = {"__version__"}
    for node in ast.walk(ast.parse(stub)):
        if isinstance(node, ast.ImportFrom):
            module = importlib.import_module(f"detente.{node.module}")
            names = {each.name for each in node.names}
            told |= set(module.__all__) if names == {"*"} else names
    assert told == set(dir(detente))


def listed_names():
    for path in SOURCES:
        parts = path.relative_to(ROOT / "src").with_suffix("").parts
        # Others list no names, and some need an optional package.
        if parts[-1] != "__main__" and "__all__" in path.read_text("utf-8"):
            name = ".".join(parts).removesuffix(".__init__")
            module = importlib.import_module(name)
            yield from ((module, listed) for listed in getattr(module, "__all__", ()))


def test_every_name_that_a_module_lists_exists():
    assert [
        (module.__name__, name)
        for module, name in listed_names()
        if not hasattr(module, name)
    ] == []


def test_importing_the_package_loads_nothing_heavy():
    assert not modules_after("import detente") & (HEAVY | {"rich", "typer"})


def test_help_loads_nothing_heavy():
    code = (
        "from detente.cli import main\n"
        "sys.argv = ['detente', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
    )
    assert not modules_after(code) & HEAVY


def test_constraints_are_exact_versions_only():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    exact = re.compile(r"[A-Za-z0-9][\w.-]*==[\w.+!]+")
    assert lines
    assert [line for line in lines if not exact.fullmatch(line)] == []


def test_the_texts_name_the_version():
    version = detente.__version__
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\nversion: {version}\n" in citation
    assert f"\n## [{version}]" in changes
