"""What is packed: an archive to work from, a wheel to use."""

from pathlib import PurePosixPath

import pytest

from tests.project_files import ROOT, project_files

pytestmark = pytest.mark.needs("hatchling")
MADE_BY_PACKING = {"PKG-INFO"}


def packed(kind):
    """Give the files that a package of a kind would hold, by their places in it."""
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    builder = {"sdist": SdistBuilder, "wheel": WheelBuilder}[kind](str(ROOT))
    listed = builder.recurse_included_files()
    return {PurePosixPath(each.distribution_path).as_posix() for each in listed}


def test_the_archive_holds_every_file_of_the_project():
    assert set(project_files()) - packed("sdist") - MADE_BY_PACKING == set()


def test_the_wheel_holds_the_program_and_nothing_else():
    assert [name for name in packed("wheel") if not name.startswith("detente/")] == []


def test_the_wheel_holds_every_file_of_the_program_but_sources_of_catalogues():
    inside = {
        name.removeprefix("src/") for name in project_files() if name.startswith("src/")
    }
    assert {name for name in inside if name.endswith(".po")} == inside - packed("wheel")


@pytest.mark.parametrize("ending", [".mo", ".pyi", ".lark", ".yaml", ".html", ".typed"])
def test_the_wheel_holds_what_is_no_code_but_read(ending):
    assert [name for name in packed("wheel") if name.endswith(ending)]
