"""A case as text, in the one canonical form."""

from detente.casefile.schema.entry import CaseEntry
from detente.casefile.write.parts import about_entries
from detente.casefile.write.records import Records
from detente.casefile.yaml.emitter import emit
from detente.model.case import Case


def dump_case(case: Case) -> str:
    """Write a case as YAML.

    Parameters
    ----------
    case : Case
        Anything that was read, or built by a program.

    Returns
    -------
    str
        The canonical text: keys in the order of the reference page, defaults
        left out, one formula a line. It reads back as an equal case.
    """
    records = Records([option.id for option in case.options])
    entries = records.entries(case, CaseEntry, under=case.about.assumed)
    head = {"detente": 1, "title": entries["title"]}
    return emit(head | about_entries(case.about, under=False) | entries)
