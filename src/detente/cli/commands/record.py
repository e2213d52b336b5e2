"""The command for what happened."""

import typer

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Shared, sharing

__all__ = ["add_record_command"]

say = help_words().say


def add_record_command(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    said = say("The events: who met whom, words, deeds, commitments.")
    app.command(help=said)(record)


@sharing
def record(case: CaseArgument, *, shared: Shared) -> None:
    """Show the record."""
    from detente.analysis.record import record as ask
    from detente.cli.asking import load
    from detente.cli.showing import show

    show(ask(load(case, shared)), shared)
