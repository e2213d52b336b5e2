"""Text to case and back: the only place that knows YAML and the grammar."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.casefile.reader import (
        load_case as load_case,
        parse_case as parse_case,
    )
    from detente.casefile.schema import case_schema as case_schema
    from detente.casefile.source import bundled_cases as bundled_cases
    from detente.casefile.starter import starter_text as starter_text
    from detente.casefile.state import (
        read_formula as read_formula,
        read_state as read_state,
    )
    from detente.casefile.variant import apply_variant as apply_variant
    from detente.casefile.view import apply_view as apply_view
    from detente.casefile.writer import dump_case as dump_case

_HOMES = {
    "apply_variant": "variant",
    "apply_view": "view",
    "bundled_cases": "source",
    "case_schema": "schema",
    "dump_case": "writer",
    "load_case": "reader",
    "parse_case": "reader",
    "read_formula": "state",
    "read_state": "state",
    "starter_text": "starter",
}

__all__ = [*_HOMES]  # noqa: PLE0604 - all keys are strings


def __getattr__(name: str) -> object:
    """Import a public name, and pydantic or ruamel.yaml with it, on first use."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
