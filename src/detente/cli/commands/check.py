"""The command for what is odd about a case."""

from detente.cli.language import help_words
from detente.cli.options import CaseArgument, Moment
from detente.cli.registry import HOLDS, asks

say = help_words().say


@asks(HOLDS, say("Only the file: problems and warnings."))
def check(case: CaseArgument, *, shared: Moment) -> None:
    """Check a case file."""
    from detente.analysis.check import check as ask
    from detente.cli.asking import load
    from detente.cli.showing import (
        lists_warnings,
        problems_as_data,
        setting_of,
        show,
        warn,
    )

    with problems_as_data(shared):
        result = ask(load(case, shared), setting_of(shared))
    if not lists_warnings(shared):
        warn(result.remarks, shared)
    show(result, shared)
