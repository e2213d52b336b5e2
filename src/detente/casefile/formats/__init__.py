"""Cases in the formats of other programs: text to case and back."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.casefile.formats.data import (
        case_data as case_data,
        write_json as write_json,
    )
    from detente.casefile.formats.gmcr import read_gmcr as read_gmcr
    from detente.casefile.formats.gmcr_writer import write_gmcr as write_gmcr
    from detente.casefile.formats.losses import lost_keys as lost_keys
    from detente.casefile.formats.nfg import read_nfg as read_nfg
    from detente.casefile.formats.notice import (
        Converted as Converted,
        Read as Read,
    )
    from detente.casefile.formats.table_cells import csv_rows as csv_rows
    from detente.casefile.formats.table_writer import (
        case_tables as case_tables,
        lost_in_tables as lost_in_tables,
    )
    from detente.casefile.formats.tables import read_case_tables as read_case_tables
    from detente.casefile.formats.workbook_cells import workbook_rows as workbook_rows

_HOMES = {
    "Converted": "notice",
    "Read": "notice",
    "case_data": "data",
    "case_tables": "table_writer",
    "csv_rows": "table_cells",
    "lost_in_tables": "table_writer",
    "lost_keys": "losses",
    "read_case_tables": "tables",
    "read_gmcr": "gmcr",
    "read_nfg": "nfg",
    "workbook_rows": "workbook_cells",
    "write_gmcr": "gmcr_writer",
    "write_json": "data",
}

__all__ = [*_HOMES]  # noqa: PLE0604 - all keys are strings


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
