"""Where a case comes from: a path, a bundled case, a text, a mapping, the input."""

import json
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from detente.casefile.limits import MOST_BYTES, MOST_MB
from detente.casefile.nearest import did_you_mean
from detente.errors import CaseError, Location, Message, Problem
from detente.records import dataclass

_PICKLE = tuple(bytes((0x80, version)) for version in range(1, 6))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF"


@dataclass(frozen=True, slots=True)
class CaseText:
    """The text of a case, its name in messages, and the folder it stands in.

    What comes from no file has no folder: it cannot name files to be read.
    """

    text: str
    file: str
    directory: Path | None = None


@cache
def bundled_cases() -> tuple[str, ...]:
    """List the cases that come with Detente.

    Returns
    -------
    tuple of str
        Their names, in alphabetical order.
    """
    folder = files("detente").joinpath("cases")
    names = (entry.name for entry in folder.iterdir() if folder.is_dir())
    cases = (name for name in names if name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in cases))


def read_source(source: str | Path | Mapping[str, object]) -> CaseText:
    """Get the text of a case.

    Parameters
    ----------
    source : str, Path or mapping
        A path, the name of a bundled case, `-` for standard input, YAML with
        at least two lines, or the data itself.

    Returns
    -------
    CaseText
        A mapping becomes JSON, which is YAML too.

    Raises
    ------
    CaseError
        Where nothing can be read there.
    """
    if isinstance(source, Mapping):
        return CaseText(_bounded(_json(source), "<data>"), "<data>")
    if isinstance(source, Path):
        return _file(source)
    if "\n" in source:
        return CaseText(_bounded(source, "<text>"), "<text>")
    if source == "-":
        stream = getattr(sys.stdin, "buffer", None)
        raw = (
            stream.read(MOST_BYTES + 1)
            if stream
            else sys.stdin.read(MOST_BYTES + 1).encode("utf-8", "surrogatepass")
        )
        return CaseText(decoded(raw, "<stdin>"), "<stdin>")
    if source in bundled_cases() and not _is_file(source):
        path = files("detente").joinpath("cases", f"{source}.yaml")
        folder = path.parent if isinstance(path, Path) else None
        return CaseText(path.read_text("utf-8"), f"{source}.yaml", folder)
    return _file(Path(source), source)


def _is_file(source: str) -> bool:
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False


def _json(data: Mapping[str, object]) -> str:
    try:
        return json.dumps(data, indent=1, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError, RecursionError) as error:
        message = Message("this is no data for a case: {reason}", reason=str(error))
        raise _fault(message, "data", "<data>") from None


def _plain(value: object) -> object:
    """Give what JSON can write for a number, date, mapping or list of another kind."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (tuple, set, frozenset, list)):
        return list(value)
    if hasattr(value, "as_integer_ratio"):
        return float(value)  # type: ignore[arg-type]
    return str(value)


def read_raw(source: str | Path) -> tuple[bytes, str]:
    """Read a file that is no text, and its name in messages; `-` is standard input.

    Raises
    ------
    CaseError
        Where nothing can be read there, or too much.
    """
    if source == "-":
        stream = getattr(sys.stdin, "buffer", None)
        raw, name = stream.read(MOST_BYTES + 1) if stream else b"", "<stdin>"
    else:
        name = str(source)
        raw = _bytes(Path(source), name)
    if len(raw) > MOST_BYTES:
        raise _too_large(name)
    return raw, name


def _file(path: Path, written: str | None = None) -> CaseText:
    name = written or str(path)
    return CaseText(decoded(_bytes(path, name), name), name, path.parent)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            message = Message("this is a directory, not a file")
            hint = Message("name a case file in it, or a bundled case")
            raise _fault(message, "directory", name, hint)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _missing(name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = Message("this cannot be read: {reason}", reason=reason)
        raise _fault(message, "unreadable", name[:200]) from None


def _missing(name: str) -> CaseError:
    message = Message("there is no such file, and no bundled case of this name")
    hint = did_you_mean(Path(name).stem, bundled_cases())
    if hint is None:
        hint = Message("'detente cases' lists the bundled cases")
    return _fault(message, "missing-file", name, hint)


def decoded(raw: bytes, name: str) -> str:
    """Read bytes as UTF-8.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        Its name in messages.

    Returns
    -------
    str
        Without the mark that some editors put first.

    Raises
    ------
    CaseError
        Where they are too many, or no text.
    """
    if len(raw) > MOST_BYTES:
        raise _too_large(name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(raw[: error.start].split(b"\n"))
        message, hint = _strange_file(raw)
        column = error.start - raw.rfind(b"\n", 0, error.start)
        location = Location(name, line, column)
        raise CaseError([Problem("encoding", message, location, None, hint)]) from None


def _strange_file(raw: bytes) -> tuple[Message, Message]:
    """Say what bytes are that are no text in UTF-8, and what to do."""
    if raw.startswith(_PICKLE):
        return (
            Message(
                "this is a binary file of the old program, which is not read: whoever "
                "opens such a file (Python pickle) runs what is written in it"
            ),
            Message("if you trust it, open it in GMCR+ and save it as .gmcr anew"),
        )
    if raw.startswith(_UTF_16):
        return Message("this is text in UTF-16"), Message("save it as UTF-8")
    if raw.startswith(_PACKED):
        return (
            Message("this is a packed file, such as a workbook or a document"),
            Message("detente import reads workbooks whose name ends in .xlsx"),
        )
    if raw.startswith(_PDF):
        return Message("this is a PDF"), Message("write the case from what it says")
    return Message("this is not text in UTF-8"), Message("save it as UTF-8")


def _bounded(text: str, name: str) -> str:
    if len(text) > MOST_BYTES:
        raise _too_large(name)
    return text


def _too_large(name: str) -> CaseError:
    message = Message("this has more than {most} MB", most=MOST_MB)
    return _fault(message, "too-large", name)


def _fault(
    message: Message, code: str, name: str, hint: Message | None = None
) -> CaseError:
    return CaseError([Problem(code, message, Location(name), None, hint)])
