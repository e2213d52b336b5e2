"""The questions as users ask them; the one way for library, commands and web.

Every function takes a case, or anything that `load` reads, and gives a
result that is frozen, carries its assumptions, and shows itself.

Each answer is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.analysis.asking import (
        Setting as Setting,
    )
    from detente.analysis.deals import (
        check_road_map as check_road_map,
        exposure as exposure,
        find_best_road_map as find_best_road_map,
        list_road_maps as list_road_maps,
        road_map_thresholds as road_map_thresholds,
        robust as robust,
        robust_cost as robust_cost,
        sustain as sustain,
    )
    from detente.analysis.questions import (
        analyze as analyze,
        check as check,
        evolve as evolve,
        explain as explain,
        load as load,
        stability as stability,
        states as states,
    )
    from detente.analysis.records import (
        ClaimsResult as ClaimsResult,
        ComparisonResult as ComparisonResult,
        claims as claims,
        compare as compare,
    )
    from detente.analysis.reporting import (
        report as report,
    )
    from detente.analysis.result import (
        Result as Result,
    )
    from detente.analysis.results import (
        Analysis as Analysis,
        Check as Check,
        EvolutionResult as EvolutionResult,
        ExplanationResult as ExplanationResult,
        StabilityResult as StabilityResult,
        StatesResult as StatesResult,
    )

_HOMES = {
    "Analysis": "detente.analysis.results",
    "Check": "detente.analysis.results",
    "ClaimsResult": "detente.analysis.records",
    "ComparisonResult": "detente.analysis.records",
    "EvolutionResult": "detente.analysis.results",
    "ExplanationResult": "detente.analysis.results",
    "Result": "detente.analysis.result",
    "Setting": "detente.analysis.asking",
    "StabilityResult": "detente.analysis.results",
    "StatesResult": "detente.analysis.results",
    "analyze": "detente.analysis.questions",
    "check": "detente.analysis.questions",
    "check_road_map": "detente.analysis.deals",
    "claims": "detente.analysis.records",
    "compare": "detente.analysis.records",
    "evolve": "detente.analysis.questions",
    "explain": "detente.analysis.questions",
    "exposure": "detente.analysis.deals",
    "find_best_road_map": "detente.analysis.deals",
    "list_road_maps": "detente.analysis.deals",
    "load": "detente.analysis.questions",
    "report": "detente.analysis.reporting",
    "road_map_thresholds": "detente.analysis.deals",
    "robust": "detente.analysis.deals",
    "robust_cost": "detente.analysis.deals",
    "stability": "detente.analysis.questions",
    "states": "detente.analysis.questions",
    "sustain": "detente.analysis.deals",
}

__all__ = [*_HOMES]  # noqa: PLE0604 - all keys are strings


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for."""
    if name not in _HOMES:
        message = f"module 'detente.analysis' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
