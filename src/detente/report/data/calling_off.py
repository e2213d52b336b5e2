"""Signing and calling off as plain dictionaries."""

from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.deal.calling_off import (
    CallingOff,
    PartyShare,
    Rest,
    Shares,
    StageStaying,
    WayOut,
)
from detente.study.deal.deciding import DecidedBy, DecidingNumber
from detente.study.deal.signing import Lowest, Signing

declare(Signing, "worth end lowest against_no_deal relative signs close reason")
declare(PartyShare, "signs goes_on")
declare(DecidingNumber, "assumption=path party value at fraction upwards")
declare(DecidedBy, "signing calling_off")
declare(Rest, "since state")
declare(WayOut, "omits undoes lands rests stuck gain_now loss_later")


def calling_off_data(found: CallingOff | None) -> Data:
    """Write who would sign, and what each loses by calling it off, as SPEC says."""
    if found is None:
        unknown = "signing calling_off nobody_calls_off share decided_by"
        return dict.fromkeys(unknown.split())
    return {
        "signing": {each.party: plain(each) for each in found.signing},
        "calling_off": [plain(stage) for stage in found.stages],
        "nobody_calls_off": found.nobody,
        "share": plain(found.shares),
        "decided_by": plain(found.decided_by),
    }


@plain.register
def _lowest(lowest: Lowest) -> Data:
    return {"value": lowest.value, "stage": stage_key(lowest.stage)}


@plain.register
def _stage(stage: StageStaying) -> Data:
    data = fields(
        stage,
        "stage slack best_way",
        stage=stage_key(stage.stage),
        slack={each.party: each.slack for each in stage.parties},
        best_way={each.party: each.way for each in stage.parties},
    )
    since = {each.party: str(each.since) for each in stage.parties if each.since}
    return data | ({"since": since} if since else {})


@plain.register
def _shares(shares: Shares) -> Data:
    return fields(
        shares,
        "samples seed signs nobody_calls_off=nobody parties",
        parties={each.party: each for each in shares.parties},
    )
