"""A case with events of tables beside it."""

from collections.abc import Sequence
from pathlib import Path

from detente.casefile import Layout, add_events
from detente.model.case import Case


def with_events(
    case: Case, sources: str | Path | Sequence[str | Path], layout: Layout
) -> Case:
    """Add the events of tables to those of a case, which stay as they are.

    Parameters
    ----------
    case : Case
    sources : path, or sequence of paths
        CSV files, or bundled tables.
    layout : Layout
        How their columns are read.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        For all that is wrong with them, each fault at its place.
    """
    named = [sources] if isinstance(sources, str | Path) else sources
    for source in named:
        case = add_events(case, source, layout)
    return case
