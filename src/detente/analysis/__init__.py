"""The questions as users ask them; the one way for library, commands and web.

Every function takes a case, or anything that `load` reads, and gives a
result that is frozen, carries its assumptions, and shows itself.
"""

from detente.analysis.asking import Setting
from detente.analysis.deals import (
    check_road_map,
    exposure,
    find_best_road_map,
    list_road_maps,
    road_map_thresholds,
    robust,
    sustain,
)
from detente.analysis.questions import (
    analyze,
    check,
    evolve,
    explain,
    load,
    stability,
    states,
)
from detente.analysis.records import ClaimsResult, ComparisonResult, claims, compare
from detente.analysis.report import report
from detente.analysis.result import Result
from detente.analysis.results import (
    Analysis,
    Check,
    EvolutionResult,
    ExplanationResult,
    StabilityResult,
    StatesResult,
)

__all__ = [
    "Analysis",
    "Check",
    "ClaimsResult",
    "ComparisonResult",
    "EvolutionResult",
    "ExplanationResult",
    "Result",
    "Setting",
    "StabilityResult",
    "StatesResult",
    "analyze",
    "check",
    "check_road_map",
    "claims",
    "compare",
    "evolve",
    "explain",
    "exposure",
    "find_best_road_map",
    "list_road_maps",
    "load",
    "report",
    "road_map_thresholds",
    "robust",
    "stability",
    "states",
    "sustain",
]
