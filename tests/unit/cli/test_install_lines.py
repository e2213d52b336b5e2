"""What documents and hints tell people to install can be installed from a clone."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import detente as dt
from tests.project_files import ROOT, project_files

HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
INSTALL = re.compile(r"(?:pip|pipx|uv|conda) (?:tool )?install ([^`\"|,;)]+)")
PACKED = "dist/*.whl"
"""What `make dist` leaves."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


def texts():
    for name in project_files():
        ending = Path(name).suffix
        if ending in {".md", ".py", ".ipynb", ".po", ".yaml"} and "test_" not in name:
            yield name, (ROOT / name).read_text("utf-8")


def told():
    """Give each thing that some text tells people to install, with the text's name."""
    for name, text in texts():
        for found in INSTALL.finditer(text.replace("\\n", "\n").replace('"\n"', "")):
            for word in found[1].split():
                if not word.startswith("-"):
                    yield name, word.strip("'\"")


def packages():
    """Give the packages of other people that the extras name."""
    extras = HOUSE["optional-dependencies"]
    listed = [each for extra in extras.values() for each in extra]
    return {found[0] for found in map(NAME.match, listed) if found}


def test_nothing_is_fetched_by_our_own_name():
    assert len(list(told())) > 3
    assert [pair for pair in told() if pair[1].startswith("detente")] == []


def test_what_is_told_to_be_installed_is_of_the_clone_or_a_package_in_an_extra():
    wrong = []
    for name, word in told():
        extras = re.fullmatch(r"\.\[([a-z,]+)\]", word)
        if extras:
            unknown = set(extras[1].split(",")) - set(HOUSE["optional-dependencies"])
            wrong += [(name, word)] if unknown else []
        elif word not in packages() | {PACKED}:
            wrong.append((name, word))
    assert wrong == []


def targets():
    shown = [
        text for name, text in texts() if name.startswith(("README", "docs", "src"))
    ]
    return sorted(set(re.findall(r"`make ([a-z-]+)`", " ".join(shown))))


@pytest.mark.parametrize("target", targets())
def test_a_task_that_documents_and_hints_name_exists(target):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_without_pandas_a_data_frame_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(dt.QuestionError) as told_so:
        dt.states("korea-2017").to_frame()
    assert "`make extras`" in str(told_so.value.problems[0].hint)
