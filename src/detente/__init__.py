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
        Setting as Setting,
        analyze as analyze,
        check as check,
        check_road_map as check_road_map,
        claims as claims,
        coalitions as coalitions,
        compare as compare,
        convert_case as convert_case,
        evolve as evolve,
        explain as explain,
        export_case as export_case,
        exposure as exposure,
        find_best_road_map as find_best_road_map,
        horizon as horizon,
        hypergame as hypergame,
        import_case as import_case,
        list_road_maps as list_road_maps,
        load as load,
        map_road_map as map_road_map,
        paper_tables as paper_tables,
        record as record,
        road_map_thresholds as road_map_thresholds,
        robust as robust,
        stability as stability,
        state_graph as state_graph,
        states as states,
        strength as strength,
        sustain as sustain,
        unknown_stability as unknown_stability,
    )
    from detente.casefile import (
        bundled_cases as bundled_cases,
        case_schema as case_schema,
        dump_case as dump_case,
    )
    from detente.engine.budget import allowing as allowing
    from detente.errors import (
        CaseError as CaseError,
        DetenteError as DetenteError,
        QuestionError as QuestionError,
        StoppedError as StoppedError,
        TooLargeError as TooLargeError,
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
    "StoppedError": "detente.errors",
    "TooLargeError": "detente.errors",
    "UnsupportedError": "detente.errors",
    "allowing": "detente.engine.budget",
    "analyze": "detente.analysis",
    "bundled_cases": "detente.casefile",
    "case_schema": "detente.casefile",
    "check": "detente.analysis",
    "coalitions": "detente.analysis",
    "claims": "detente.analysis",
    "compare": "detente.analysis",
    "dump_case": "detente.casefile",
    "evolve": "detente.analysis",
    "explain": "detente.analysis",
    "load": "detente.analysis",
    "convert_case": "detente.analysis",
    "export_case": "detente.analysis",
    "import_case": "detente.analysis",
    "paper_tables": "detente.analysis",
    "record": "detente.analysis",
    "check_road_map": "detente.analysis",
    "exposure": "detente.analysis",
    "find_best_road_map": "detente.analysis",
    "horizon": "detente.analysis",
    "list_road_maps": "detente.analysis",
    "map_road_map": "detente.analysis",
    "road_map_thresholds": "detente.analysis",
    "robust": "detente.analysis",
    "sustain": "detente.analysis",
    "hypergame": "detente.analysis",
    "strength": "detente.analysis",
    "unknown_stability": "detente.analysis",
    "stability": "detente.analysis",
    "state_graph": "detente.analysis",
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
