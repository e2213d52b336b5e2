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
    from detente.analysis.deal_search import (
        find_best_road_map as find_best_road_map,
        map_road_map as map_road_map,
        road_map_thresholds as road_map_thresholds,
        sustain as sustain,
    )
    from detente.analysis.deals import (
        check_road_map as check_road_map,
        exposure as exposure,
        list_road_maps as list_road_maps,
    )
    from detente.analysis.events import (
        RecordResult as RecordResult,
        record as record,
    )
    from detente.analysis.graph import (
        StateGraphResult as StateGraphResult,
        state_graph as state_graph,
    )
    from detente.analysis.interchange import (
        ExportedCase as ExportedCase,
        ImportedCase as ImportedCase,
        convert_case as convert_case,
        export_case as export_case,
        import_case as import_case,
    )
    from detente.analysis.kind_results import (
        HypergameResult as HypergameResult,
        StrengthResult as StrengthResult,
        UnknownResult as UnknownResult,
    )
    from detente.analysis.kinds import (
        hypergame as hypergame,
        strength as strength,
        unknown_stability as unknown_stability,
    )
    from detente.analysis.looking_ahead import (
        HorizonResult as HorizonResult,
        horizon as horizon,
    )
    from detente.analysis.paper import (
        PaperTables as PaperTables,
        as_paper as as_paper,
        paper_tables as paper_tables,
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
    from detente.analysis.robustness import (
        robust as robust,
    )
    from detente.analysis.together import (
        CoalitionsResult as CoalitionsResult,
        coalitions as coalitions,
        coalitions_cost as coalitions_cost,
    )

_HOMES = {
    "Analysis": "detente.analysis.results",
    "Check": "detente.analysis.results",
    "ClaimsResult": "detente.analysis.records",
    "CoalitionsResult": "detente.analysis.together",
    "ComparisonResult": "detente.analysis.records",
    "EvolutionResult": "detente.analysis.results",
    "ExplanationResult": "detente.analysis.results",
    "HorizonResult": "detente.analysis.looking_ahead",
    "HypergameResult": "detente.analysis.kind_results",
    "ExportedCase": "detente.analysis.interchange",
    "ImportedCase": "detente.analysis.interchange",
    "convert_case": "detente.analysis.interchange",
    "export_case": "detente.analysis.interchange",
    "import_case": "detente.analysis.interchange",
    "PaperTables": "detente.analysis.paper",
    "Result": "detente.analysis.result",
    "Setting": "detente.analysis.asking",
    "StabilityResult": "detente.analysis.results",
    "StateGraphResult": "detente.analysis.graph",
    "StatesResult": "detente.analysis.results",
    "StrengthResult": "detente.analysis.kind_results",
    "UnknownResult": "detente.analysis.kind_results",
    "analyze": "detente.analysis.questions",
    "as_paper": "detente.analysis.paper",
    "check": "detente.analysis.questions",
    "check_road_map": "detente.analysis.deals",
    "claims": "detente.analysis.records",
    "coalitions": "detente.analysis.together",
    "coalitions_cost": "detente.analysis.together",
    "compare": "detente.analysis.records",
    "evolve": "detente.analysis.questions",
    "explain": "detente.analysis.questions",
    "exposure": "detente.analysis.deals",
    "find_best_road_map": "detente.analysis.deal_search",
    "horizon": "detente.analysis.looking_ahead",
    "hypergame": "detente.analysis.kinds",
    "list_road_maps": "detente.analysis.deals",
    "load": "detente.analysis.questions",
    "map_road_map": "detente.analysis.deal_search",
    "paper_tables": "detente.analysis.paper",
    "RecordResult": "detente.analysis.events",
    "record": "detente.analysis.events",
    "report": "detente.analysis.reporting",
    "road_map_thresholds": "detente.analysis.deal_search",
    "robust": "detente.analysis.robustness",
    "stability": "detente.analysis.questions",
    "state_graph": "detente.analysis.graph",
    "states": "detente.analysis.questions",
    "strength": "detente.analysis.kinds",
    "sustain": "detente.analysis.deal_search",
    "unknown_stability": "detente.analysis.kinds",
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
