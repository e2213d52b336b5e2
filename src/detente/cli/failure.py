"""From errors to messages and exit codes; nothing here ends in a traceback."""

import os
import sys
from collections.abc import Callable
from typing import cast

import typer

from detente.cli.language import help_words
from detente.cli.streams import give_up_output, open_streams, tell
from detente.errors import (
    CaseError,
    DetenteError,
    Location,
    Message,
    Problem,
    QuestionError,
    StoppedError,
    TooLargeError,
    UnsupportedError,
    visible,
)
from detente.report.problems import problems_text, refusal_text

WRONG_INPUT = 2
TOO_LARGE = 3
INTERRUPTED = 130
_WrongUse = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])
"""What Typer raises for words that make no command; it names only this heir."""


def guarded(command: Callable[..., object]) -> int:
    """Run a command and give its exit code.

    0 done, 1 a question answered "no", 2 the input is wrong, 3 too large for
    the memory or time allowed, 130 interrupted.
    """
    open_streams()
    try:
        try:
            code = command(standalone_mode=False)
        finally:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except _WrongUse as error:
        return _tell_wrong_use(error)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except DetenteError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as `head` does.
        give_up_output()
    except OSError as error:
        return _tell(_unusable(error))
    return 0


def _tell_wrong_use(error: typer.BadParameter) -> int:
    """Tell words that make no command as Typer does, but so that they do not act."""
    from typer.rich_utils import rich_format_error

    error.message = visible(error.message, line=True)
    try:
        rich_format_error(error)
    except OSError:
        tell("")
    return WRONG_INPUT


def _unusable(error: OSError) -> QuestionError:
    """Make the problem that a file, or standard output, takes or gives no more."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        message = Message("this cannot be used: {reason}", reason=reason)
        location = Location(os.fsdecode(error.filename))
        return QuestionError([Problem("unusable", message, location)])
    give_up_output()
    message = Message("standard output cannot be written: {reason}", reason=reason)
    return QuestionError([Problem("unwritable", message, Location("detente"))])


def _tell(error: DetenteError) -> int:
    words = help_words()
    if isinstance(error, CaseError | QuestionError):
        tell(problems_text(error.problems, words))
        return WRONG_INPUT
    if isinstance(error, TooLargeError | StoppedError):
        tell(refusal_text(error.message, error.hint, words))
        broken_off = isinstance(error, StoppedError) and error.interrupted
        return INTERRUPTED if broken_off else TOO_LARGE
    if isinstance(error, UnsupportedError):
        tell(refusal_text(error.message, error.hint, words))
    return WRONG_INPUT
