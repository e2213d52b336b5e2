"""Design, judge and follow deals between parties that do not trust each other.

::

    import detente as dt

    case = dt.load("korea-2019")
    print(dt.analyze(case))

Names are imported on first use, so that `import detente` costs nothing. The questions
are those of the families of `detente.analysis`; `__init__.pyi` tells editors the same.
"""

from importlib import import_module

import lazy_loader

__version__ = "0.1.0"

_own, _, _names = lazy_loader.attach(
    __name__,
    submod_attrs={
        "analysis.reading": ["load"],
        "analysis.setting": ["Setting"],
        "casefile": ["Layout", "bundled_cases", "case_schema", "dump_case"],
        "engine.budget": ["allowing"],
        "errors": [
            "CaseError",
            "DetenteError",
            "QuestionError",
            "StoppedError",
            "TooLargeError",
            "UnsupportedError",
        ],
        "model.case": ["Case"],
        "model.concept": ["Concept"],
    },
)


def _families() -> list[str]:
    analysis = import_module("detente.analysis")
    return [f"detente.analysis.{family}" for family in analysis.FAMILIES]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name == "__all__":
        asked = [import_module(family).__all__ for family in _families()]
        return sorted(
            {"__version__", *_names, *(each for one in asked for each in one)}
        )
    if name in _names:
        return _own(name)
    for family in () if name.startswith("_") else _families():
        if name in import_module(family).__all__:
            value = getattr(import_module(family), name)
            globals()[name] = value
            return value
    message = f"module 'detente' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__getattr__("__all__"))
