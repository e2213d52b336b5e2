"""The application: what is asked of every command, and where the commands are."""

from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from detente.cli.commands import FAMILIES
from detente.cli.language import help_words
from detente.cli.options import DEFAULT_LANGUAGE, Language
from detente.cli.registry import assemble

__all__ = ["open_app"]

say = help_words().say


def _version(*, value: bool) -> None:
    if value:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


def _asked_of_all(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("Show the version.")
        ),
    ] = False,
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Design, judge and follow deals."""


def open_app(words: Iterable[str] | None = None) -> typer.Typer:
    """Give the application, ready to run what was typed, or anything for None."""
    for family in FAMILIES:
        import_module(f"detente.cli.commands.{family}")
    app = assemble(words)
    app.callback()(_asked_of_all)
    return app
