"""Starting the web app: the folder, the database, the door, the link that opens it."""

import os
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import django

from detente.web import surroundings as told

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
    """

    data: Path | None = None
    host: str = HOME
    port: int = 8000
    browser: bool = True


def open_app(data: Path | None = None) -> None:
    """Set Django up on a folder and bring its database up to date."""
    if data is not None:
        os.environ[told.DATA] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "detente.web.settings")
    told.surroundings().data.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs settings

    call_command("migrate", interactive=False, verbosity=0)


def serve_at_home(serving: Serving, tell: Callable[[str], None]) -> None:
    """Serve one person on this machine, until interrupted.

    Parameters
    ----------
    serving : Serving
    tell : callable
        Told the address that signs in, once the server is about to listen.
    """
    open_app(serving.data)
    from detente.web.accounts.models import SignInLink, User  # noqa: PLC0415
    from detente.web.jobs.asking import resume_all  # noqa: PLC0415

    secret = SignInLink.draw(User.local())
    address = f"http://{serving.host}:{serving.port}/start/{secret}/"
    resume_all(alone=True)
    tell(address)
    if serving.browser:
        waiting = Timer(_SOON, webbrowser.open, (address,))
        waiting.daemon = True
        waiting.start()
    _listen(serving)


def _listen(serving: Serving) -> None:
    from waitress import serve  # noqa: PLC0415 - with the extra

    from detente.web.wsgi import application  # noqa: PLC0415 - needs settings

    serve(
        application,
        host=serving.host,
        port=serving.port,
        threads=_THREADS,
        ident="detente",
        channel_timeout=60,
        max_request_body_size=12_000_000,
        clear_untrusted_proxy_headers=True,
    )
