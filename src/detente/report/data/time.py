"""What becomes of a deal in time, as plain dictionaries."""

from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.time.drawn_histories import Draws
from detente.study.time.hazard import SHAPE, SURE, YEARS, Bounds
from detente.study.time.hazard_table import FIRST, LAST
from detente.study.time.outcomes import (
    Broken,
    RealisedPayoff,
    Simulation,
    Spread,
    completion,
)
from detente.study.time.rates import Asked, Rates

declare(Bounds, "low value high")
declare(Spread, "low middle high")
declare(
    RealisedPayoff, "party stands then lost_then end lost_at_end worth mean_worth lost"
)


def simulation_data(found: Simulation) -> Data:
    """Write what histories come to, beside the exact chances."""
    check, tally = found.check, found.tally
    data = fields(check, "roadmap=road_map exact reasons") | {"seed": found.seed}
    if found.script is None or found.histories is None or tally is None:
        return data | {"histories": 0}
    outliving = check.outliving
    return (
        data
        | {
            "histories": len(found.histories.broke),
            "drawn": not found.script.chanceless,
            "periods": found.script.last,
            "completed_in": completion(found.script),
            "chances": {
                "completed": check.completed,
                "stands": outliving.curve[-1] if outliving else None,
            },
        }
        | fields(
            tally,
            "completed stands took breaks parties=outcomes ends",
            ends=[{"state": state, "count": count} for state, count in tally.ends],
        )
    )


def draws_data(draws: Draws | None) -> Data:
    """Write what histories come to over draws of the assumed numbers."""
    if draws is None:
        return {}
    breaks = [
        {"stage": stage_key(stage), "party": party, "count": count, "draws": times}
        for stage, party, count, times in draws.breaks
    ]
    named = "asked answered histories completed stands never always breaks lost"
    written = fields(draws, named, breaks=breaks, lost=dict(draws.lost))
    counts = {"completed": draws.n_completed, "stands": draws.n_stands}
    return {"draws": written | {"counts": counts}}


@plain.register
def _broken(each: Broken) -> Data:
    named = "stage party leaders=under count periods"
    return fields(each, named, stage=stage_key(each.stage))


def hazards_data(found: Rates) -> Data:
    """Write how often leaders change, and what to write into a case file."""
    first, last = found.own or (FIRST, LAST)
    source = "REIGN (Bell, Besaw and Frank 2021)" if found.own is None else None
    return {
        "source": source,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "prior": {"shape": SHAPE, "years": YEARS},
        "interval": SURE,
        "countries": plain(found.asked),
    }


@plain.register
def _asked(each: Asked) -> Data:
    hazard = each.hazard
    return {
        "country": each.code or None,
        "name": each.name.get(),
        "changes": hazard.exits,
        "years": hazard.years,
        "raw": plain(hazard.raw),
        "hazard": plain(hazard.shrunk),
        "change": {"1": plain(hazard.change(1)), "2": plain(hazard.change(2))},
        "turnover": each.line,
    }
