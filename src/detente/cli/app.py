"""The application: what is asked of every command, and where the commands are."""

from importlib import import_module
from typing import Annotated

import typer

from detente.cli.commands import FAMILIES
from detente.cli.language import help_words
from detente.cli.options import DEFAULT_LANGUAGE, Language
from detente.cli.registry import app

__all__ = ["app"]

say = help_words().say


def _version(*, value: bool) -> None:
    if value:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def main(
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


for family in FAMILIES:
    import_module(f"detente.cli.commands.{family}")
