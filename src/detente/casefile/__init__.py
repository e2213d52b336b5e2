"""Text to case and back: the only place that knows YAML and the grammar."""

from dataclasses import replace
from typing import Any

from detente.casefile.reader import load_case, parse_case
from detente.casefile.source import bundled_cases
from detente.casefile.starter import starter_text
from detente.casefile.state import read_formula, read_state
from detente.model.case import Case

__all__ = [
    "apply_variant",
    "bundled_cases",
    "case_schema",
    "dump_case",
    "load_case",
    "parse_case",
    "read_formula",
    "read_state",
    "starter_text",
]


def apply_variant(case: Case, variant: str) -> Case:
    """Give a case as one of its variants edits it.

    Raises
    ------
    QuestionError
        For a variant that the case does not have.
    CaseError
        Where the edited case is wrong.
    """
    whole = replace(case, events_file=None)
    return parse_case(dump_case(whole), case.file, variant=variant)


def dump_case(case: Case) -> str:
    """Write a case as canonical text; reading it gives the same case.

    Returns
    -------
    str
        YAML.
    """
    from detente.casefile.writer import dump_case as write  # noqa: PLC0415

    return write(case)


def case_schema() -> dict[str, Any]:
    """Describe the case file for editors.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    from detente.casefile.schema import case_schema as describe  # noqa: PLC0415

    return describe()
