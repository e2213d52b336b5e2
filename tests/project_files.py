"""The files of the project: what git tracks, or what an unpacked archive holds."""

import os
import subprocess
from fnmatch import fnmatch
from pathlib import Path, PurePath

ROOT = Path(__file__).parents[1]


def project_files():
    """Give their paths, with slashes, from the folder of the project."""
    return sorted(_tracked() if (ROOT / ".git").exists() else _unpacked())


def _tracked():
    words = ["git", "ls-files", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return [name for name in names if (ROOT / name).is_file()]


def _unpacked():
    """List what stands here, without what work leaves behind and git ignores."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    found = []
    for place, folders, names in os.walk(ROOT):
        here = PurePath(place).relative_to(ROOT)
        folders[:] = [each for each in folders if not _is_ignored(here / each, ignored)]
        found += [(here / name).as_posix() for name in names]
    return found


def _is_ignored(folder, ignored):
    patterns = [line.rstrip("/") for line in ignored]
    return any(
        fnmatch(folder.as_posix() if "/" in pattern else folder.name, pattern)
        for pattern in patterns
    )
