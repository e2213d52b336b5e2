"""The same on PostgreSQL: cases, roles, the log, a backup that moves house."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web import postgres

ROOT = Path(__file__).parents[2]
SAME = ("test_cases.py", "test_team.py")

pytestmark = [
    pytest.mark.needs("psycopg"),
    pytest.mark.skipif(not postgres.INSTALLED, reason="needs the program postgres"),
]


@pytest.fixture(scope="module")
def address():
    with postgres.server() as found:
        yield found


def ran(address, *words, **told):
    environment = os.environ | {"DETENTE_DATABASE_URL": address} | told
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_what_holds_on_sqlite_holds_on_postgresql(address):
    files = [f"tests/web/{name}" for name in SAME]
    said = ran(address, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert sum(map(int, re.findall(r"(\d+) passed", said))) > 50
    assert "skipped" not in said


def test_a_backup_moves_from_sqlite_to_postgresql(address, tmp_path):
    file = str(tmp_path / "all.gz")
    folder = str(tmp_path / "data")
    secret = {"DETENTE_SECRET_KEY": "k" * 60, "DETENTE_DATA": folder}
    detente = ("-m", "detente", "team")
    ran("", *detente, "invite", "ada", **secret)
    ran("", *detente, "backup", file, **secret)
    ran(address, *detente, "restore", file, **secret)
    # Numbers go on from those that came in.
    ran(address, *detente, "invite", "ben", **secret)
