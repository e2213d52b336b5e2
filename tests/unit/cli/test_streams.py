"""Standard streams that are closed, full, or in another encoding than UTF-8."""

import contextlib
import io
import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from detente.cli.app import open_app
from detente.cli.failure import guarded
from detente.errors import visible

PROGRAM = [sys.executable, "-m", "detente"]
TINY = "detente: 1\ntitle: Ёж → 1\nparties: {p: {options: {x: {}}}}\n"


def run(*words, **options):
    """Run a command as a process of its own."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([*PROGRAM, *words], check=False, timeout=60, **given)


def closed(*numbers):
    """Close standard streams before the program starts."""
    return lambda: list(map(os.close, numbers))


@pytest.mark.parametrize(
    ("numbers", "words", "code"),
    [
        ([1], ["check", "chicken"], 2),
        ([2], ["check", "chicken"], 0),
        ([2], ["check", "nowhere"], 2),
        ([0], ["check", "-"], 2),
        ([0, 1, 2], ["check", "chicken"], 2),
        ([1], ["--help"], 2),
        ([2], ["check", "--no-such"], 2),
    ],
)
def test_closed_streams_end_in_an_exit_code(numbers, words, code):
    ran = run(*words, preexec_fn=closed(*numbers))
    assert (ran.returncode, ran.stderr.count(b"Traceback")) == (code, 0)


def test_a_closed_output_does_not_end_in_the_next_file(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(TINY, "utf-8")
    run("check", str(file), preexec_fn=closed(0, 1, 2))
    assert file.read_text("utf-8") == TINY


@pytest.mark.parametrize(
    ("words", "code"), [(["check", "nowhere"], 2), (["check", "--no-such"], 2)]
)
def test_a_full_error_stream_leaves_the_exit_code(words, code):
    with Path("/dev/full").open("wb") as full:
        assert run(*words, stderr=full).returncode == code


def test_a_full_error_stream_does_not_cost_the_answer(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(TINY + "preferences: {p: {statements: [x]}}\n", "utf-8")
    with Path("/dev/full").open("wb") as full:
        ran = run("check", str(file), stderr=full)
    assert ran.returncode == 0
    assert ran.stdout


def printed(encoding, *words):
    """Run a command in this process; give the bytes of output and error."""
    out, errors = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    with (
        mock.patch.object(sys, "argv", ["detente", *map(str, words)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
    ):
        assert guarded(open_app(sys.argv[1:])) == 0
    errors.flush()
    return out.buffer.getvalue(), errors.buffer.getvalue()


@pytest.fixture
def tiny(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(TINY, "utf-8")
    return file


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "utf-16"])
@pytest.mark.parametrize("form", ["json", "csv", "markdown", "latex", "html", "svg"])
def test_what_other_programs_read_is_utf_8_always(tiny, encoding, form):
    words = ("graph", tiny, "--lang", "ru", "--format", form)
    out, _ = printed(encoding, *words)
    assert out == printed("utf-8", *words)[0]
    assert out.decode("utf-8")


@pytest.mark.parametrize("target", ["json", "graphml", "nfg", "gmcr"])
def test_exports_to_standard_output_are_the_bytes_of_the_file(tiny, target):
    out, _ = printed("cp1252", "export", tiny, "-", "--to", target)
    file = tiny.with_name("x")
    printed("cp1252", "export", tiny, file, "--to", target)
    assert out == file.read_bytes()


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("ascii", r"\u0401\u0436 -> 1"), ("cp1251", "Ёж -> 1"), ("utf-8", "Ёж → 1")],
)
def test_text_shows_what_an_encoding_lacks(tiny, encoding, title):
    out, errors = printed(encoding, "check", tiny)
    assert out.decode(encoding).splitlines()[0] == title
    warned = b"warning: standard output is written in" in errors
    assert warned == (encoding != "utf-8")


def test_without_a_home_the_answer_stands(monkeypatch):
    def nobody(_number):
        raise KeyError

    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    out, errors = printed("utf-8", "analyze", "chicken")
    assert out
    assert errors == b""


INTERRUPTED = """\
import os, signal, sys
module = sys.argv.pop()
class Finder:
    def find_spec(self, name, *rest):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from detente.cli import main
main()
"""


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("typer", ("analyze", "chicken")),
        ("detente.cli.app", ("analyze", "chicken")),
        ("detente.report", ("analyze", "chicken")),
        ("numpy", ("analyze", "chicken")),
        ("rich", ("--help",)),
    ],
)
def test_an_interrupt_while_modules_load_ends_without_a_traceback(module, words):
    program = [sys.executable, "-c", INTERRUPTED, *words, module]
    ran = subprocess.run(program, capture_output=True, check=False, timeout=60)
    assert (ran.returncode in (-signal.SIGINT, 130), ran.stderr) == (True, b"")


def test_hidden_characters_are_shown_by_their_numbers():
    assert visible("\x1b[31m\u202ea\r\x9b\ud800") == r"\x1b[31m\u202ea\x0d\x9b\ud800"
    assert visible("a\n\tb é 日") == "a\n\tb é 日"
    assert visible("a\nb\t", line=True) == r"a\nb\t"


@pytest.mark.parametrize("name", ["gone\x1b[31m", b"gone"])
def test_a_file_that_the_system_refuses_is_one_message(name, capsys):
    def command(**_options):
        raise PermissionError(13, "Permission denied", name)

    assert guarded(command) == 2
    shown = "gone" if isinstance(name, bytes) else r"gone\x1b[31m"
    assert (
        capsys.readouterr().err == f"{shown}: this cannot be used: Permission denied\n"
    )


STOPPED = """\
import os, signal
os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGTERM)
from detente.cli import main
main()
"""


def test_a_program_that_is_asked_to_end_leaves_nothing_half_written(tmp_path):
    (tmp_path / "old.csv").write_text("what was there")
    words = ("states", "chicken", "--output", "old.csv")
    ran = subprocess.run(
        [sys.executable, "-c", STOPPED, *words],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (128 + signal.SIGTERM, b"")
    assert (tmp_path / "old.csv").read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["old.csv"]
