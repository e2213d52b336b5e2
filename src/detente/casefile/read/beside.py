"""A file that a case names, read so that the case can lead to no other file.

Whoever writes a case may be a stranger. A link, a pipe or a device of the
right name in the folder of the case would give what its user never meant to
show, or would never end.
"""

import os
import stat
from pathlib import Path

from detente.casefile.limits import MOST_BYTES

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NoRegularFileError(Exception):
    """There is something of this name, but no file of its own.

    Attributes
    ----------
    is_link : bool
        Whether it is a link to something else.
    """

    def __init__(self, *, is_link: bool) -> None:
        self.is_link = is_link
        super().__init__(is_link)


def read_beside(directory: Path, name: str) -> bytes:
    """Read a regular file in a folder.

    Parameters
    ----------
    directory : Path
        The folder.
    name : str
        The name of the file, without any folder.

    Returns
    -------
    bytes
        The whole file, or one byte more than is allowed.

    Raises
    ------
    NoRegularFileError
        Where it is a link, a pipe, a device or the like.
    OSError
        Where there is nothing of this name, a directory, or what is locked.
    """
    path = directory / name
    before = path.lstat()
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(name)
    _refuse_irregular(before)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        after = os.fstat(file.fileno())
        _refuse_irregular(after)
        if not os.path.samestat(before, after):
            raise NoRegularFileError(is_link=True)
        return file.read(MOST_BYTES + 1)


def _refuse_irregular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NoRegularFileError(is_link=stat.S_ISLNK(found.st_mode))
