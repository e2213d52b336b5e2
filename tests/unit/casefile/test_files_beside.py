"""The table of events beside a case leads to no other file."""

import os
import threading
from pathlib import Path

import pytest

from detente.casefile import load_case
from detente.casefile.limits import MOST_BYTES
from detente.errors import CaseError
from tests.running import detente

CASE = "detente: 1\nparties: {a: {options: {x: {}}}}\nevents: e.csv\n"
TABLE = "date,kind,option\n2019-01-01,deed,x\n"
SECRET = "root:x:0:0:secret"


@pytest.fixture
def case(tmp_path):
    """Give a case in a folder of its own; its table is still missing."""
    folder = tmp_path / "cases"
    folder.mkdir()
    path = folder / "case.yaml"
    path.write_text(CASE, "utf-8")
    return path


def refused(path):
    with pytest.raises(CaseError) as caught:
        load_case(path)
    (problem,) = caught.value.problems
    assert SECRET not in str(problem)
    assert "root" not in f"{problem.location.excerpt}{problem.hint}"
    return problem


def beside(case):
    return case.with_name("e.csv")


def test_a_table_beside_the_case_is_read(case):
    beside(case).write_text(TABLE, "utf-8")
    assert len(load_case(case).events) == 1


@pytest.mark.parametrize("name", ["outside.csv", "cases/inside.csv"])
def test_a_link_is_not_followed_wherever_it_leads(case, tmp_path, name):
    target = tmp_path / name
    target.write_text(f"{SECRET}\n", "utf-8")
    beside(case).symlink_to(target)
    problem = refused(case)
    assert problem.message == "'e.csv' is a link, and links are not followed"
    assert problem.location.line == 3


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty", "/proc/self/environ"])
def test_a_link_to_a_device_is_not_followed(case, device):
    beside(case).symlink_to(device)
    assert refused(case).code == "events-file"


def test_a_pipe_is_not_waited_for(case):
    os.mkfifo(beside(case))
    told = []
    reading = threading.Thread(target=lambda: told.append(refused(case)), daemon=True)
    reading.start()
    reading.join(20)
    assert [problem.message for problem in told] == ["'e.csv' is no file of its own"]


def test_a_directory_is_told(case):
    beside(case).mkdir()
    assert refused(case).message == "'e.csv' is a directory, not a file"


def test_a_table_that_is_too_large_is_not_read_to_its_end(case):
    with beside(case).open("wb") as file:
        file.truncate(1000 * MOST_BYTES)
    assert refused(case).code == "too-large"


def test_what_is_swapped_for_a_link_while_it_is_opened_is_refused(
    case, tmp_path, monkeypatch
):
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{SECRET}\n", "utf-8")
    beside(case).write_text(TABLE, "utf-8")
    seen = Path.lstat

    def swapping(path):
        found = seen(path)
        if path.name == "e.csv":
            path.unlink()
            path.symlink_to(secret)
        return found

    monkeypatch.setattr(Path, "lstat", swapping)
    assert refused(case).code == "events-file"


@pytest.mark.parametrize(
    "name", ["../e.csv", "/e.csv", "a/e.csv", "a\\e.csv", "a:e.csv"]
)
def test_a_name_with_a_folder_is_refused(case, name):
    case.write_text(CASE.replace("e.csv", f"'{name}'"), "utf-8")
    assert refused(case).code == "events"


def test_a_case_that_is_no_file_opens_none(case, monkeypatch):
    beside(case).write_text(TABLE, "utf-8")
    monkeypatch.chdir(case.parent)
    data = {"detente": 1, "parties": {"a": {"options": {"x": {}}}}, "events": "e.csv"}
    for source in (CASE, data):
        assert refused(source).code == "events-file"
    assert "this case is no file" in detente("check", "-", stdin=CASE).err


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x07", "\x9b", "\x7f"])
def test_control_characters_of_a_table_are_told(case, sign):
    beside(case).write_text(TABLE.replace("deed", f"de{sign}ed"), "utf-8")
    assert refused(case).code == "binary"


def test_a_lone_return_in_a_cell_becomes_a_line(case):
    table = 'date,kind,option,quote\n2019-01-01,deed,x,"a\rb"\n'
    beside(case).write_bytes(table.encode())
    (event,) = load_case(case).events
    assert event.quote == "a\nb"


@pytest.mark.parametrize(
    "table",
    [
        "date,kind,option\n" + "," * 300_000,
        "," * 300_000 + "\n",
        "date,kind" + ",date" * 100_000 + "\n",
        "date,kind" + ",dote" * 100_000 + "\n",
        'date,kind,quote\n2019-01-01,deed,"' + 'a""b' * 20_000 + '"\n',
        "date,kind,quote\n" + "2019-01-01,statement," + '"""a"",",' * 60_000 + "\n",
        "date,kind,option\n" + "2019-01-01,deed,x,y\n" * 40_000,
    ],
)
def test_a_strange_table_is_refused_with_few_words(case, table):
    beside(case).write_text(table, "utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(case)
    assert len(caught.value.problems) < 500
