"""What the environment says of a server: where its data are, who may come in."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from platformdirs import user_data_path

from detente.records import dataclass

DATA, DATABASE, SECRET = "DETENTE_DATA", "DETENTE_DATABASE_URL", "DETENTE_SECRET_KEY"
TEAM, HOSTS, PROXY = "DETENTE_TEAM", "DETENTE_HOSTS", "DETENTE_BEHIND_TLS_PROXY"
_YES = frozenset(("1", "yes", "true", "on"))
_NO = frozenset(("", "0", "no", "false", "off"))
_AT_HOME = ("127.0.0.1", "localhost", "[::1]")
_POSTGRES = frozenset(("postgres", "postgresql"))
KEY_BYTES = 50
"""Length of a secret key that is long enough, in letters."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a server is told by its environment.

    Attributes
    ----------
    data : Path
        The folder of everything that is kept.
    team : bool
        Whether several people work here, each with an account.
    secret : str
        What cookies and links are signed with; empty where none was given.
    database : str
        The address of a PostgreSQL database; empty for a file in `data`.
    hosts : tuple of str
        Names under which the server may be reached.
    named : bool
        Whether somebody said these names.
    proxy : str
        The address of the proxy that speaks TLS to the world; empty for none.
    """

    data: Path
    team: bool
    secret: str
    database: str
    hosts: tuple[str, ...]
    named: bool
    proxy: str


def surroundings(told: Mapping[str, str] | None = None) -> Surroundings:
    """Read what the environment says.

    Parameters
    ----------
    told : mapping of str to str, or None
        None is the environment of this program.

    Returns
    -------
    Surroundings
    """
    told = os.environ if told is None else told
    named = told.get(DATA)
    hosts = tuple(each.strip() for each in told.get(HOSTS, "").split(",") if each)
    return Surroundings(
        data=Path(named) if named else user_data_path("detente", appauthor=False),
        team=_says_yes(told.get(TEAM)),
        secret=told.get(SECRET, ""),
        database=told.get(DATABASE, ""),
        hosts=(*hosts, *_AT_HOME),
        named=bool(hosts),
        proxy=_proxy(told.get(PROXY, "").strip()),
    )


def _says_yes(said: str | None) -> bool:
    return (said or "").strip().lower() in _YES


def _proxy(said: str) -> str:
    """Give the address of the proxy; yes is one on the same machine."""
    if said.lower() in _NO:
        return ""
    return "127.0.0.1" if _says_yes(said) else said


def secret_of(around: Surroundings) -> str:
    """Give the secret key: the one that was told, else the one kept in the folder.

    At home nobody has to think of one: it is drawn at the first start and lies in a
    file that only the owner can read.
    """
    if around.secret or around.team:
        return around.secret
    file = around.data / "secret.key"
    if file.is_file():
        return file.read_text("ascii").strip()
    drawn = secrets.token_urlsafe(KEY_BYTES)
    try:
        around.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
        ) as new:
            new.write(drawn)
    except FileExistsError:
        return file.read_text("ascii").strip()
    return drawn


def database_of(around: Surroundings) -> dict[str, object]:
    """Give what Django is told of the database.

    Raises
    ------
    ValueError
        For an address that is not one of PostgreSQL.
    """
    if not around.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": around.data / "detente.sqlite3",
            "OPTIONS": {
                # Readers go on while one writes, and who writes waits its turn.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    parts = urlsplit(around.database)
    if parts.scheme not in _POSTGRES or len(parts.path) < 2:  # noqa: PLR2004 - / and a name
        message = f"{DATABASE} is written postgresql://USER:PASSWORD@HOST:PORT/NAME"
        raise ValueError(message)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
