"""Whether all, some or no numbers let parties go along, as plain dictionaries."""

from detente.report.plain import Data, declare, plain
from detente.study.robustness.going_along import (
    DecidingWeight,
    GoingAlong,
    Latitude,
)

declare(GoingAlong, "sign=signs go_along=goes_along reason")
declare(Latitude, "answer as_written least most decided_by")
declare(DecidingWeight, "assumption=path value low high marginal turns_at")


def going_along_data(found: tuple[GoingAlong, ...]) -> Data:
    """Write the answers to both questions by party."""
    return {each.party: plain(each) for each in found}
