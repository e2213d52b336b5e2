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
            share = share_not_signing(each.party, found)
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
    if not found.callers:
        if any(each.reason is not None for s in found.stages for each in s.parties):
            return "-"
        return _briefly(names.say("nobody"), share_keeping(found), names)
    share = share_calling_off(found.callers[0].party, found)
    return _briefly(first_caller(found, names), share, names)


def first_caller(found: "CallingOff", names: Names) -> str:
    """Name the first stage at which it is called off, and who does so."""
    first = found.callers[0]
    return names.say(
        "{stage}: {party}",
        stage=stage_name(first.stage, names),
        party=names.party(first.party),
    )


def share_not_signing(party: str, found: "CallingOff") -> float | None:
    """Give the share of the draws in which a party would not sign; None undrawn."""
    drawn = None if found.shares is None else found.shares.of(party)
    return None if drawn is None else 1 - drawn.signs


def share_calling_off(party: str, found: "CallingOff") -> float | None:
    """Give the share of the draws in which a party calls it off; None undrawn."""
    drawn = None if found.shares is None else found.shares.of(party)
    return None if drawn is None else 1 - drawn.goes_on


def share_keeping(found: "CallingOff") -> float | None:
    """Give the share of the draws in which the party likeliest to does not call off.

    None where nothing was drawn.
    """
    stays = (
        [] if found.shares is None else [each.goes_on for each in found.shares.parties]
    )
    return min(stays, default=None)


def signing_text(found: "CallingOff", names: Names) -> str:
    """Say who would not sign, or how far that is established; else that all would."""
    said = refusing_text(found, names)
    if not found.refusing:
        return said
    shares = [share_not_signing(each.party, found) for each in found.refusing]
    if all(share is not None and share < ESTABLISHED for share in shares):
        return names.say("whether all sign: {parties}", parties=said)
    return names.say("would not sign: {parties}", parties=said)


def breaking_text(found: "CallingOff", names: Names) -> str:
    """Say where it is called off first, or how far that is established."""
    share = share_calling_off(found.callers[0].party, found)
    if share is None or share >= ESTABLISHED:
        return names.say("it breaks at {place}", place=caller_text(found, names))
    return names.say(
        "that it breaks at {place} is not established ({n} of 100)",
        place=first_caller(found, names),
        n=of_hundred(share),
    )


def goes_on_surely(found: "CallingOff") -> bool:
    """Whether it is established that all sign and nobody calls it off, if they do."""
    return found.shares is None or found.shares.nobody >= ESTABLISHED


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
