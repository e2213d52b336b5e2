"""What becomes of a deal in time, as plain dictionaries."""

from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.time.outcomes import Broken, Outcome, Simulation, Spread, completion

declare(Spread, "low middle high")
declare(Outcome, "party stands then lost_then end lost_at_end worth mean_worth lost")


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


@plain.register
def _broken(each: Broken) -> Data:
    named = "stage party leaders=under count periods"
    return fields(each, named, stage=stage_key(each.stage))
