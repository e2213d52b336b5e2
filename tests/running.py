"""Run a command as a user does, in this process."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from detente.cli.app import open_app
from detente.cli.failure import guarded


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def detente(*words, stdin=""):
    """Run `detente WORDS`."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["detente", *map(str, words)]),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = guarded(open_app(sys.argv[1:]))
    return Ran(code, out.getvalue(), err.getvalue())
