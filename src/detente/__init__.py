"""Design, judge and follow deals between parties that do not trust each other.

::

    import detente as dt

    case = dt.load("korea-2019")
    print(dt.analyze(case))

Names are imported on first use, so that `import detente` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.analysis import (
        Analysis as Analysis,
    )
    from detente.analysis import (
        Setting as Setting,
    )
    from detente.analysis import (
        analyze as analyze,
    )
    from detente.analysis import (
        check as check,
        claims as claims,
        compare as compare,
    )
    from detente.analysis import (
        evolve as evolve,
    )
    from detente.analysis import (
        explain as explain,
    )
    from detente.analysis import (
        load as load,
    )
    from detente.analysis import (
        stability as stability,
    )
    from detente.analysis import (
        states as states,
    )
    from detente.casefile import (
        bundled_cases as bundled_cases,
    )
    from detente.casefile import (
        case_schema as case_schema,
    )
    from detente.casefile import (
        dump_case as dump_case,
    )
    from detente.errors import (
        CaseError as CaseError,
    )
    from detente.errors import (
        DetenteError as DetenteError,
    )
    from detente.errors import (
        QuestionError as QuestionError,
    )
    from detente.errors import (
        TooLargeError as TooLargeError,
    )
    from detente.errors import (
        UnsupportedError as UnsupportedError,
    )
    from detente.model.case import Case as Case
    from detente.model.concept import Concept as Concept

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "detente.analysis",
    "Case": "detente.model.case",
    "CaseError": "detente.errors",
    "Concept": "detente.model.concept",
    "DetenteError": "detente.errors",
    "QuestionError": "detente.errors",
    "Setting": "detente.analysis",
    "TooLargeError": "detente.errors",
    "UnsupportedError": "detente.errors",
    "analyze": "detente.analysis",
    "bundled_cases": "detente.casefile",
    "case_schema": "detente.casefile",
    "check": "detente.analysis",
    "claims": "detente.analysis",
    "compare": "detente.analysis",
    "dump_case": "detente.casefile",
    "evolve": "detente.analysis",
    "explain": "detente.analysis",
    "load": "detente.analysis",
    "stability": "detente.analysis",
    "states": "detente.analysis",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - all keys are strings


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        message = f"module 'detente' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
