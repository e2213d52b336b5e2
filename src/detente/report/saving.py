"""Writing files so that nothing is lost: whole or not at all, never over an input."""

import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""Names of what is open already; a file behind one is written where it stands."""


def inputs_of(case: Case) -> tuple[Path, ...]:
    """Give the files that a case was read from: its own, and that of its events."""
    file = Path(case.file)
    return (file, file.parent / case.events_file) if case.events_file else (file,)


def save(name: str | Path, data: bytes, inputs: Iterable[Path] = ()) -> None:
    """Write a file; what stood there stays until all of the new one is on the disk.

    It is written beside its place under another name, and then renamed, so
    that a program that is killed, or a disk that is full, leaves the old file.
    A link is followed, the permissions of the old file are kept.

    Parameters
    ----------
    name : str or Path
        Where to write.
    data : bytes
        All of it.
    inputs : iterable of Path
        Files that the data was made from; they are not written over.

    Raises
    ------
    QuestionError
        Where it cannot be written, or would replace an input.
    """
    refuse_target(name, inputs)
    try:
        if _takes_a_rename(name):
            _replace(Path(os.path.realpath(name)), data)
        else:
            Path(name).write_bytes(data)
    except OSError as error:
        raise _unwritable(name, error.strerror or str(error)) from None


def save_all(
    folder: str, files: Mapping[str, bytes], inputs: Iterable[Path] = ()
) -> None:
    """Write files to a folder, which is made; none where one cannot stand there.

    Raises
    ------
    QuestionError
        As of `save`.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _unwritable(folder, getattr(error, "strerror", str(error))) from None
    for name in files:
        refuse_target(Path(folder, name), inputs)
    for name, data in files.items():
        save(Path(folder, name), data, inputs)


def refuse_target(name: str | Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse to write where no file can stand, or one that is read.

    Raises
    ------
    QuestionError
        For a directory, a name without its directory, or one of the inputs, by
        whatever path or link it is named.
    """
    path = Path(name)
    if not str(name):
        message = Message("no file is named")
        raise QuestionError([Problem("unnamed", message, Location("detente"))])
    try:
        if path.is_dir():
            raise _unwritable(name, Message("it is a directory"))
        if not path.absolute().parent.is_dir():
            raise _unwritable(name, Message("its directory does not exist"))
        read = any(_is_same(path, each) for each in inputs)
    except ValueError as error:  # a name that no file can have
        raise _unwritable(name, str(error)) from None
    if read:
        message = Message(
            "{file} is what this is made from, and is left as it is", file=str(name)
        )
        hint = Message("name another file")
        problem = Problem("input", message, Location(str(name)), str(name), hint)
        raise QuestionError([problem])


def _is_same(path: Path, other: Path) -> bool:
    """Tell whether two names lead to one file; links of any kind do."""
    with suppress(OSError):
        return path.samefile(other)
    return False


def _takes_a_rename(name: str | Path) -> bool:
    """Tell a file, there or to come, from a device, a pipe or an open stream."""
    if str(name).startswith(_STREAMS):
        return False
    try:
        return stat.S_ISREG(Path(name).stat().st_mode)
    except FileNotFoundError:
        return True


def _replace(path: Path, data: bytes) -> None:
    old = path.exists()
    if old:
        # A rename asks nobody: a file that may not be written is to stay.
        path.open("ab").close()
    beside = path.with_name(f".detente-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as file:
            if old:
                _take_permissions(path, beside)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _take_permissions(old: Path, new: Path) -> None:
    """Let the new file be whose the old one is, as far as that is allowed."""
    with suppress(OSError, AttributeError):  # no owners on Windows
        known = old.stat()
        os.chown(new, known.st_uid, known.st_gid)
    shutil.copystat(old, new)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too; some systems open no folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(name: str | Path, reason: str) -> QuestionError:
    file = str(name)
    message = Message("{file} cannot be written: {reason}", file=file, reason=reason)
    return QuestionError([Problem("unwritable", message, Location(file), file)])
