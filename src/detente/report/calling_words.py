"""Who would not sign and who would call it off, in a few words, and how surely."""

from typing import TYPE_CHECKING

from detente.report.naming import Names, stage_name
from detente.study.deal.tolerance import ESTABLISHED

if TYPE_CHECKING:
    from detente.study.deal.calling_off import CallingOff


def refusing_text(found: "CallingOff | None", names: Names) -> str:
    """Say in a few words who would not sign, and in how many readings."""
    if found is None:
        return "-"
    shares = found.shares
    if found.refusing:
        told = []
        for each in found.refusing:
            drawn = None if shares is None else shares.of(each.party)
            share = None if drawn is None else 1 - drawn.signs
            told.append(_briefly(names.party(each.party), share, names))
        return names.listed(told)
    if found.all_sign is None:
        return "-"
    share = None if shares is None else shares.signs
    return _briefly(names.say("all would sign"), share, names)


def caller_text(found: "CallingOff | None", names: Names) -> str:
    """Say in a few words who would call it off first, where, in how many readings."""
    if found is None:
        return "-"
    shares = found.shares
    if not found.callers:
        if any(each.reason is not None for s in found.stages for each in s.parties):
            return "-"
        stays = [] if shares is None else [each.goes_on for each in shares.parties]
        return _briefly(names.say("nobody"), min(stays, default=None), names)
    first = found.callers[0]
    drawn = None if shares is None else shares.of(first.party)
    said = names.say(
        "{stage}: {party}",
        stage=stage_name(first.stage, names),
        party=names.party(first.party),
    )
    return _briefly(said, None if drawn is None else 1 - drawn.goes_on, names)


def _briefly(said: str, share: float | None, names: Names) -> str:
    """Put the readings behind a cell; what is not established is called so."""
    if share is None:
        return said
    n = of_hundred(share)
    if share < ESTABLISHED:
        return names.say("not established ({said}: {n} of 100)", said=said, n=n)
    return names.say("{said} ({n} of 100)", said=said, n=n)


def in_readings(share: float | None, names: Names) -> str:
    """Say in how many draws something comes out, to stand behind a verb."""
    if share is None:
        return ""
    n = of_hundred(share)
    return names.say(" in {n} of 100 readings of the assumed numbers", n=n)


def of_hundred(share: float) -> str:
    """Round so that what may be otherwise is never told as certain."""
    hundredths = round(100 * share)
    if hundredths == 100 and share < 1:  # noqa: PLR2004 - of a hundred
        return ">99"
    return "<1" if hundredths == 0 and share > 0 else str(hundredths)
