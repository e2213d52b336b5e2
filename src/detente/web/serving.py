"""Starting the web app: the folder, the database, the door, the link that opens it."""

import ipaddress
import os
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import django

from detente.errors import Location, Message, Problem, QuestionError
from detente.records import dataclass
from detente.web import surroundings as told, too_large

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

HOME = "127.0.0.1"
_SOON = 0.6
"""Seconds until the server listens and a browser may be opened."""
_THREADS = 16


@dataclass(frozen=True, slots=True)
class Serving:
    """How the web app is served.

    Attributes
    ----------
    data : Path or None
        The folder of everything that is kept; None is that of the environment, else of
        the user.
    host : str
        Where it listens.
    port : int
    browser : bool
        Whether a browser is opened on it.
    team : bool
        Whether several people come to it, each with an account.
    """

    data: Path | None = None
    host: str = HOME
    port: int = 8000
    browser: bool = True
    team: bool = False


def open_app(data: Path | None = None, *, team: bool | None = None) -> None:
    """Set Django up on a folder and bring its database up to date.

    Parameters
    ----------
    data : Path or None
        The folder; None is that of the environment.
    team : bool or None
        Whether it is a team's; None is what the environment says.

    Raises
    ------
    QuestionError
        Where the folder or the database cannot be used.
    """
    if data is not None:
        os.environ[told.DATA] = str(data)
    if team is not None:
        os.environ[told.TEAM] = "yes" if team else "no"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "detente.web.settings")
    around = told.surroundings()
    if around.team and not around.secret:
        raise QuestionError([_no_secret()])
    try:
        around.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - set up now
        from django.db import DatabaseError  # noqa: PLC0415

        call_command("migrate", interactive=False, verbosity=0)
    except (OSError, ValueError) as error:
        raise _unusable(str(around.data), error) from None
    except DatabaseError as error:
        where = told.DATABASE if around.database else str(around.data)
        raise _unusable(where, error) from None


def _unusable(where: str, error: Exception) -> QuestionError:
    message = Message("this cannot be used: {reason}", reason=str(error).strip())
    return QuestionError([Problem("unusable", message, Location(where))])


def serve(serving: Serving, tell: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    serving : Serving
    tell : callable
        Told the address, once the server is about to listen; at home it signs in.

    Raises
    ------
    QuestionError
        Where it would not be safe to serve so, with everything that is missing.
    """
    around = told.surroundings()
    problems = list(unsafe(serving, around))
    if problems:
        raise QuestionError(problems)
    open_app(serving.data, team=serving.team)
    from detente.web.jobs.asking import resume_all  # noqa: PLC0415 - set up now

    resume_all(alone=not around.database)
    address = f"http://{serving.host}:{serving.port}/"
    if not serving.team:
        address += _way_in()
    server = _listening(serving, around.proxy)
    tell(address)
    if serving.browser and not serving.team:
        waiting = Timer(_SOON, webbrowser.open, (address,))
        waiting.daemon = True
        waiting.start()
    server.run()


def _way_in() -> str:
    from detente.web.accounts.models import SignInLink, User  # noqa: PLC0415

    return f"start/{SignInLink.draw(User.local())}/"


def unsafe(serving: Serving, around: told.Surroundings) -> Iterator[Problem]:
    """Find what speaks against serving so: nothing at home, some things in public."""
    if not serving.team:
        if not _at_home(serving.host):
            yield _problem(
                "no-accounts",
                Message("whoever reaches {host} could come in", host=serving.host),
                "--host",
                Message("say --team, so that everybody needs an account"),
            )
        return
    if len(around.secret) < told.KEY_BYTES:
        yield _no_secret()
    if not around.proxy:
        yield _problem(
            "no-tls",
            Message("passwords would go over the network for everybody to read"),
            told.PROXY,
            Message(
                "put a proxy before it that speaks TLS, then set this to yes, or to "
                "the address of the proxy where that is another machine"
            ),
        )
    if not around.named:
        yield _problem(
            "no-host",
            Message("nobody said under which name people reach the server"),
            told.HOSTS,
            Message("set this to the name, such as detente.example.org"),
        )


def _no_secret() -> Problem:
    least = told.KEY_BYTES
    message = Message("a team needs a secret key of at least {n} characters", n=least)
    hint = Message("draw one: `detente team secret`")
    return _problem("no-secret", message, told.SECRET, hint)


def _at_home(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _problem(code: str, message: Message, where: str, hint: Message) -> Problem:
    return Problem(code, message, Location(where), None, hint)


def complaints() -> str:
    """Give what Django finds unsafe in the settings of an app that is open."""
    from django.core.management import call_command  # noqa: PLC0415 - set up now
    from django.core.management.base import SystemCheckError  # noqa: PLC0415

    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as error:
        return str(error)
    return ""


def _listening(serving: Serving, proxy: str) -> "BaseWSGIServer":
    from waitress import create_server  # noqa: PLC0415 - with the extra

    from detente.web.wsgi import application  # noqa: PLC0415 - set up now

    sockets: dict[int, object] = {}
    believed: dict[str, object] = {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }
    try:
        server = create_server(
            application,
            sockets,
            host=serving.host,
            port=serving.port,
            threads=_THREADS,
            ident=None,
            channel_timeout=60,
            max_request_body_size=too_large.MOST,
            clear_untrusted_proxy_headers=True,
            **(believed if proxy else {}),
        )
    except OSError as error:
        where = f"{serving.host}:{serving.port}"
        raise _taken(where, error) from None
    for listening in sockets.values():
        if hasattr(listening, "channel_class"):
            listening.channel_class = too_large.channel()
    return server


def _taken(where: str, error: OSError) -> QuestionError:
    message = Message("it cannot listen here: {reason}", reason=error.strerror or "")
    hint = Message("another program may do so, or Detente is open already; say --port")
    return QuestionError([Problem("port-taken", message, Location(where), None, hint)])
