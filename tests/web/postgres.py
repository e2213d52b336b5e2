"""A PostgreSQL server of the tests' own, in a folder that goes away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -k {folder}"


@contextmanager
def server():
    """Start a server; give the address of a database on it."""
    folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    options = _OPTIONS.format(folder=folder)
    try:
        _run("initdb", "-D", data, "-A", "trust", "-U", "detente", "-E", "UTF8", "-N")
        log = ("-l", folder / "log")
        _run("pg_ctl", "start", "-D", data, "-w", *log, "-o", options)
        try:
            _run("createdb", "-h", folder, "-U", "detente", "detente")
            yield f"postgresql://detente@/detente?host={folder}"
        finally:
            _run("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner():
    """Whom the server runs as: it refuses to be started by root."""
    return pwd.getpwnam("postgres") if os.getuid() == 0 else None


def _run(program, *words):
    owner = _owner()
    as_owner = {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid}
    command = [str(INSTALLED[-1].parent / program), *map(str, words)]
    # What a server inherits it keeps open, and would keep us waiting for its end.
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(
            command, check=False, stdout=told, stderr=told, cwd="/tmp", **as_owner
        )
        told.seek(0)
        assert done.returncode == 0, told.read().decode()
