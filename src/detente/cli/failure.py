"""From errors to messages and exit codes; nothing here ends in a traceback."""

import os
import sys
from collections.abc import Callable

from detente.cli.language import help_words
from detente.errors import (
    CaseError,
    DetenteError,
    Location,
    Message,
    Problem,
    QuestionError,
    TooLargeError,
    UnsupportedError,
)
from detente.report.problems import problems_text, refusal_text

__all__ = ["guarded"]

WRONG_INPUT = 2
TOO_LARGE = 3
INTERRUPTED = 130


def guarded(command: Callable[[], object]) -> int:
    """Run a command and give its exit code.

    0 done, 1 a question answered "no", 2 the input is wrong, 3 too large for
    the memory or time allowed.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        try:
            command()
        finally:
            sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except DetenteError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as `head` does.
        _close_output()
    except OSError as error:
        if error.filename is not None:
            raise
        _close_output()
        return _tell(_unwritable_output(error.strerror or ""))
    return 0


def _close_output() -> None:
    """Send what is left nowhere, so that Python does not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritable_output(reason: str) -> QuestionError:
    """Make the problem that standard output takes no more."""
    message = Message("standard output cannot be written: {reason}", reason=reason)
    return QuestionError([Problem("unwritable", message, Location("detente"))])


def _tell(error: DetenteError) -> int:
    words = help_words()
    if isinstance(error, CaseError | QuestionError):
        sys.stderr.write(problems_text(error.problems, words))
        return WRONG_INPUT
    if isinstance(error, TooLargeError):
        sys.stderr.write(refusal_text(error.message, error.hint, words))
        return TOO_LARGE
    if isinstance(error, UnsupportedError):
        sys.stderr.write(refusal_text(error.message, error.hint, words))
    return WRONG_INPUT
