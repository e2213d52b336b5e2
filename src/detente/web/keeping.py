"""Everything that the web app keeps, into one file and back.

The file is the same whatever the database, so that it also moves a server from one to
another. Questions under way are left out: they can be asked again.
"""

import gzip
import io
import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import connection, transaction

from detente import __version__
from detente.errors import Location, Message, Problem, QuestionError
from detente.report.saving import save

_KEPT = ("audit", "accounts", "cases", "questions", "assessments", "api")
_PASSED = ("signinlink",)
_FORMAT = "detente-backup-1"


def backup(file: Path) -> int:
    """Write everything into a file.

    Parameters
    ----------
    file : Path
        Written whole or not at all.

    Returns
    -------
    int
        How many records.

    Raises
    ------
    QuestionError
        Where it cannot be written.
    """
    packed = io.BytesIO()
    count = 0
    whole = not connection.in_atomic_block and connection.vendor == "postgresql"
    with transaction.atomic(), gzip.open(packed, "wt", encoding="utf-8") as out:
        if whole:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        out.write(json.dumps({"format": _FORMAT, "detente": __version__}) + "\n")
        for model in _models():
            for record in model.objects.order_by("pk").iterator(chunk_size=200):
                out.write(serializers.serialize("jsonl", [record]).rstrip("\n") + "\n")
                count += 1
        out.write(json.dumps({"records": count}) + "\n")
    save(file, packed.getvalue())
    return count


def restore(file: Path) -> int:
    """Bring everything back, into an empty database.

    Parameters
    ----------
    file : Path
        As `backup` wrote it.

    Returns
    -------
    int
        How many records.

    Raises
    ------
    QuestionError
        Where the database is not empty, or the file is not whole; nothing is changed.
    """
    if any(model.objects.exists() for model in _models()):
        message = Message("there is something in this database already")
        hint = Message("restore into an empty one: another --data, or a new database")
        raise _refused(message, file, hint)
    try:
        with gzip.open(file, "rt", encoding="utf-8") as told:
            lines = told.read().splitlines()
        first, last = json.loads(lines[0]), json.loads(lines[-1])
        whole = first["format"] == _FORMAT and last["records"] == len(lines) - 2
    except (OSError, EOFError, ValueError, LookupError, TypeError):
        whole = False
    if not whole:
        message = Message("this is no backup, or not a whole one")
        raise _refused(message, file, Message("take another copy of it"))
    with transaction.atomic():
        for record in serializers.deserialize("jsonl", "\n".join(lines[1:-1])):
            record.save()
        _count_on()
    return len(lines) - 2


def _models() -> list[Any]:
    """Give what is kept, in an order in which nothing is missed that it leads to."""
    found = [
        model
        for label in _KEPT
        if apps.is_installed(f"detente.web.{label}")
        for model in apps.get_app_config(label).get_models()
        if model._meta.model_name not in _PASSED  # noqa: SLF001 - as Django names it
    ]
    return list(serializers.sort_dependencies([(None, found)]))


def _count_on() -> None:
    """Let PostgreSQL count on from the numbers that came in."""
    from django.core.management.color import no_style  # noqa: PLC0415 - rarely

    told = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in told:
            cursor.execute(statement)


def _refused(message: Message, file: Path, hint: Message) -> QuestionError:
    location = Location(str(file))
    return QuestionError([Problem("not-restored", message, location, None, hint)])
