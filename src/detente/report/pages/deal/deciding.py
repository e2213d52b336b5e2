"""Which single assumed numbers decide who signs and who calls it off."""

from collections.abc import Iterator

from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import apart, number_text
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.deciding import DecidingNumber


def signing_decided_by(found: CallingOff, names: Names) -> Iterator[str]:
    """Say what turns whether all sign; nothing where no draw says otherwise."""
    if found.decided_by is None or found.shares is None:
        return
    turned = [
        names.say("{place} {party} would not sign", **_turn(each, names))
        if found.all_sign
        else names.say("{place} {party} would sign", **_turn(each, names))
        for each in found.decided_by.signing
    ]
    yield from _said(found.decided_by.signing, turned, found.shares.signs, names)


def calling_decided_by(found: CallingOff, names: Names) -> Iterator[str]:
    """Say what turns whether nobody calls it off, signing included."""
    if found.decided_by is None or found.shares is None:
        return
    turned = [
        names.say("{place} {party} would call it off", **_turn(each, names))
        if found.nobody
        else names.say("{place} {party} would go on to the end", **_turn(each, names))
        for each in found.decided_by.calling_off
    ]
    yield from _said(found.decided_by.calling_off, turned, found.shares.nobody, names)


def _turn(each: DecidingNumber, names: Names) -> dict[str, str]:
    at = apart(each.at, each.value, names)
    place = (
        names.say("above {at}", at=at)
        if each.upwards
        else names.say("below {at}", at=at)
    )
    return {"place": place, "party": names.party(each.party)}


def _said(
    numbers: tuple[DecidingNumber, ...], turned: list[str], share: float, names: Names
) -> Iterator[str]:
    told = [
        names.say(
            "{what} (as written {value}; {turn})",
            what=number_text(each.path, names),
            value=names.figure(each.value, "g"),
            turn=turn,
        )
        for each, turn in zip(numbers, turned, strict=True)
    ]
    if told:
        yield names.say("What decides it: {numbers}.", numbers="; ".join(told))
    elif 0 < share < 1:
        yield names.say("No assumed number alone turns that.")
