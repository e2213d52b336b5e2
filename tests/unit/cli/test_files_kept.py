"""Whatever is written: the old file stays whole, and an input is never written over."""

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import detente as dt
from detente.errors import QuestionError
from detente.report.saving import inputs_of, save
from tests.running import detente

CASE = """\
detente: 1
title: Kept
as_of: 2020-01-01
parties: {p: {options: {x: {now: yes}, y: {}}}, q: {options: {z: {}}}}
events: events.csv
"""
EVENTS = "date,kind,parties\n2019-01-01,meeting,p q\n"
WAYS = {
    "output": ("analyze", "{case}", "--output", "{file}"),
    "json": ("check", "{case}", "--format", "json", "--output", "{file}"),
    "report": ("analyze", "{case}", "--report", "{file}"),
    "export": ("export", "{case}", "{file}", "--to", "json"),
    "arrays": ("stability", "{case}", "--output", "{file}.npz"),
    "workbook": ("states", "{case}", "--output", "{file}.xlsx"),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    return tmp_path


def names_of(file):
    """Name one file by every road: itself, a round way, links of both kinds."""
    around = file.parent / "round" / ".." / file.name
    around.parent.parent.mkdir()
    hard, soft, both = (file.parent / name for name in ("hard", "soft", "both"))
    hard.hardlink_to(file)
    soft.symlink_to(file)
    both.symlink_to(soft)
    return file, around, hard, soft, both


@pytest.mark.parametrize("read", ["case.yaml", "events.csv"])
@pytest.mark.parametrize("road", range(5))
def test_an_input_is_known_by_whatever_name(folder, read, road):
    name = names_of(folder / read)[road]
    with pytest.raises(QuestionError, match="left as it is"):
        save(name, b"", inputs_of(dt.load(folder / "case.yaml")))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("read", ["case.yaml", "events.csv"])
def test_no_command_writes_over_an_input(folder, way, read):
    before = {each: each.read_bytes() for each in folder.glob("*.*")}
    name = str(names_of(folder / read)[2])
    words = [each.format(case=folder / "case.yaml", file=name) for each in WAYS[way]]
    if words[-1].endswith((".npz", ".xlsx")):
        Path(words[-1]).symlink_to(name)
    assert detente(*words).code == 2
    assert {each: each.read_bytes() for each in before} == before


def test_a_report_in_a_folder_keeps_an_input_of_the_same_name(folder):
    (folder / "events.csv").rename(folder / "stability.csv")
    text = CASE.replace("events.csv", "stability.csv")
    (folder / "case.yaml").write_text(text, "utf-8")
    ran = detente("analyze", folder / "case.yaml", "--report", folder)
    assert ran.code == 2
    assert (folder / "stability.csv").read_text("utf-8") == EVENTS
    assert not (folder / "index.html").exists()


@pytest.mark.parametrize("name", ["", ".", "./"])
def test_a_report_is_not_strewn_into_the_current_folder(folder, monkeypatch, name):
    monkeypatch.chdir(folder)
    assert detente("analyze", "case.yaml", "--report", name).code == 2
    assert sorted(each.name for each in folder.iterdir()) == ["case.yaml", "events.csv"]


def test_in_python_no_input_is_written_over_either(folder):
    file = folder / "case.yaml"
    case = dt.load(file)
    for write in (
        lambda: dt.export_case(case, file, "json"),
        lambda: dt.states(case).save_workbook(file),
    ):
        with pytest.raises(QuestionError, match="left as it is"):
            write()
    assert file.read_text("utf-8") == CASE


@pytest.mark.parametrize("command", ["new", "import"])
def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path, command):
    link = tmp_path / "case.yaml"
    link.symlink_to(tmp_path / "elsewhere.yaml")
    words = (link,) if command == "new" else ("chicken", "--output", link)
    assert detente(command, *words).code == 2
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_link_stays_a_link_and_permissions_stay(tmp_path):
    file, link = tmp_path / "real", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    save(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_the_user_asks_for(tmp_path):
    before = os.umask(0o027)
    try:
        save(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_nothing_but_the_file_is_left(tmp_path):
    save(tmp_path / "a", b"1")
    save(tmp_path / "a", b"2")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_pipe_is_written_as_it_stands(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    assert detente("cases", "--format", "csv", "--output", pipe).code == 0
    assert b"chicken,Chicken" in reader.communicate(timeout=20)[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def run(words, folder, **options):
    """Run a command as a process of its own."""
    program = [sys.executable, "-m", "detente", *words]
    return subprocess.run(
        program, cwd=folder, capture_output=True, check=False, timeout=60, **options
    )


def no_room():
    """Let no file grow beyond some bytes, as on a disk that is nearly full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


@pytest.mark.parametrize(
    "words",
    [
        ("states", "case.yaml", "--output", "old.csv"),
        ("stability", "case.yaml", "--output", "old.npz"),
        ("states", "case.yaml", "--output", "old.xlsx"),
        ("analyze", "case.yaml", "--report", "old.html"),
        ("export", "case.yaml", "old.json"),
        ("schema", "--output", "old.schema"),
        ("cases", "--output", "old.cases"),
    ],
)
def test_a_full_disk_leaves_the_old_file(folder, words):
    old = next(word for word in words if word.startswith("old"))
    (folder / old).write_text("what was there")
    ran = run(words, folder, preexec_fn=no_room)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (2, False)
    assert b"cannot be written" in ran.stderr
    assert (folder / old).read_text() == "what was there"
    assert not list(folder.glob(".detente-*"))


@pytest.mark.parametrize(
    "words",
    [
        ("states", "chicken", "--output", "/dev/full"),
        ("analyze", "chicken", "--report", "/dev/full"),
        ("export", "chicken", "/dev/full", "--to", "json"),
        ("stability", "chicken", "--output", "nowhere/x.npz"),
        ("stability", "chicken", "--output", "/proc/x.npz"),
        ("states", "chicken", "--output", "/proc/x.xlsx"),
        ("analyze", "chicken", "--report", "/proc/folder/"),
        ("new", "/proc/x.yaml"),
        ("states", "chicken", "--output", "a\nb/c"),
    ],
)
def test_what_cannot_be_written_is_one_message(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    ran = detente(*words)
    assert ran.code == 2
    assert "cannot be written" in ran.err


WRITER = """\
import sys
from detente.report.saving import inputs_of, save
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        save(sys.argv[1], letter * 20_000_000)
"""


def test_a_program_that_is_killed_leaves_a_whole_file(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"c" * 20_000_000)
    chance = random.Random(1)
    for _ in range(8):
        program = [sys.executable, "-c", WRITER, str(file)]
        with subprocess.Popen(program, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.1))
            writer.kill()
        found = file.read_bytes()
        assert len(found) == 20_000_000
        assert len(set(found[::1000])) == 1
