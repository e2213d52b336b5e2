"""Standard output and error: what can be written there, and in which letters."""

import codecs
import io
import os
import sys
from contextlib import suppress

from detente.cli.language import help_words
from detente.cli.progress import make_room, pause
from detente.errors import visible

_PLAIN = {
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "--",
    "\N{MINUS SIGN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\N{DOUBLE PRIME}", '"'),
}
"""Signs of our sentences that have another spelling everywhere."""


class _Closed(io.TextIOBase):
    """A standard stream that the caller closed: whatever is written is lost."""

    def writable(self) -> bool:
        return True

    def write(self, _text: str, /) -> int:
        raise OSError(9, os.strerror(9))


def _instead(error: UnicodeError) -> tuple[str, int]:
    """Spell what an encoding lacks: in its signs, else by numbers."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    spelled = (_PLAIN.get(each) or _number(each) for each in lacking)
    return "".join(spelled), error.end


def _number(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode("ascii")


codecs.register_error("detente", _instead)


def open_streams() -> None:
    """Make sure that there are three standard streams, and that all can be written.

    Where the caller closed one, the next file opened would take its number,
    and what is printed would end in that file.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
        os.set_inheritable(handle, True)  # noqa: FBT003 - no name is taken
    os.close(handle)
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="detente")


_LAST_STANDARD = 2


def put_text(text: str) -> None:
    """Write text for people to standard output, in its own encoding."""
    make_room()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(text)
    sys.stdout.flush()
    if _lacks(text, encoding):
        said = help_words().say(
            "warning: standard output is written in {encoding}; what that lacks "
            "stands in other signs or numbers",
            encoding=encoding,
        )
        hint = help_words().say(
            "hint: {hint}", hint=help_words().say("--output FILE writes all of it")
        )
        tell(f"{said}\n      = {hint}\n")


def _lacks(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


def put_data(text: str) -> None:
    """Write what another program reads to standard output: always UTF-8."""
    make_room()
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        raw.write(text.encode())
    sys.stdout.flush()


def write_data(text: str, output: str | None) -> None:
    """Write what another program reads to a file, or to standard output.

    Raises
    ------
    QuestionError
        Where the file cannot be written.
    """
    if output is None:
        put_data(text)
    else:
        from detente.report.saving import save

        save(output, text.encode())


def tell(text: str) -> None:
    """Write to standard error; where it takes nothing, the exit code has to do."""
    pause()
    try:
        sys.stderr.write(visible(text))
        sys.stderr.flush()
    except (OSError, ValueError):
        _send_nowhere(sys.stderr)


def give_up_output() -> None:
    """Send the rest of the output nowhere, so that Python does not complain at exit."""
    _send_nowhere(sys.stdout)


def _send_nowhere(stream: object) -> None:
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
