"""Which single assumed numbers decide who signs and who calls it off."""

from collections.abc import Iterator

from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import apart, number_text, value_text
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.deciding import DecidingNumber


def deciding_text(each: DecidingNumber, found: CallingOff, names: Names) -> str:
    """Say what one number is, and from where on it turns the first question failed."""
    turn = (
        _calling_turn(each, found, names)
        if found.all_sign
        else _signing_turn(each, found, names)
    )
    return _told(each, turn, names)


def signing_decided_by(found: CallingOff, names: Names) -> Iterator[str]:
    """Say what turns whether all sign; nothing where no draw says otherwise."""
    if found.decided_by is not None and found.shares is not None:
        numbers = found.decided_by.signing
        turned = [_signing_turn(each, found, names) for each in numbers]
        yield from _said(numbers, turned, found.shares.signs, names)


def calling_decided_by(found: CallingOff, names: Names) -> Iterator[str]:
    """Say what turns whether nobody calls it off, signing included."""
    if found.decided_by is not None and found.shares is not None:
        numbers = found.decided_by.calling_off
        turned = [_calling_turn(each, found, names) for each in numbers]
        yield from _said(numbers, turned, found.shares.nobody, names)


def _signing_turn(each: DecidingNumber, found: CallingOff, names: Names) -> str:
    told = _turn(each, names)
    if _own(each):
        if found.all_sign:
            return names.say("{place} it would not sign", **told)
        return names.say("{place} it would sign", **told)
    if found.all_sign:
        return names.say("{place} {party} would not sign", **told)
    return names.say("{place} {party} would sign", **told)


def _calling_turn(each: DecidingNumber, found: CallingOff, names: Names) -> str:
    told = _turn(each, names)
    if _own(each):
        if found.nobody:
            return names.say("{place} it would call it off", **told)
        return names.say("{place} it would go on", **told)
    if found.nobody:
        return names.say("{place} {party} would call it off", **told)
    return names.say("{place} {party} would go on", **told)


def _turn(each: DecidingNumber, names: Names) -> dict[str, str]:
    at = apart(each.at, each.value, names)
    place = (
        names.say("above {at}", at=at)
        if each.upwards
        else names.say("below {at}", at=at)
    )
    return {"place": place, "party": names.party(each.party)}


def _own(each: DecidingNumber) -> bool:
    """Whether the number names the party already: what something is worth to it."""
    return each.path.startswith(f"preferences.{each.party}.")


def _said(
    numbers: tuple[DecidingNumber, ...], turned: list[str], share: float, names: Names
) -> Iterator[str]:
    told = [
        _told(each, turn, names) for each, turn in zip(numbers, turned, strict=True)
    ]
    if told:
        yield names.say("What decides it: {numbers}.", numbers="; ".join(told))
    elif 0 < share < 1:
        yield names.say("No assumed number alone turns that.")


def _told(each: DecidingNumber, turn: str, names: Names) -> str:
    return names.say(
        "{what} ({value}; {turn})",
        what=number_text(each.path, names),
        value=value_text(each.path, each.value, names),
        turn=turn,
    )
