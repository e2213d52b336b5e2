"""The road maps on one screen: a row each, as far as the first question it fails."""

from typing import TYPE_CHECKING

from detente.report.calling_words import (
    first_caller,
    of_hundred,
    share_calling_off,
    share_not_signing,
)
from detente.report.document import Column, Rows, Table
from detente.report.naming import Names
from detente.report.verdict_words import briefly_judged
from detente.study.deal.tolerance import ESTABLISHED

if TYPE_CHECKING:
    from detente.study.deal.calling_off import CallingOff
    from detente.study.deal.verdict import RoadMapCheck


def plans_table(
    checks: "tuple[RoadMapCheck, ...]",
    names: Names,
    *,
    over: bool = False,
    cheated: bool = True,
) -> Table:
    """Set road maps side by side: who would not sign, call it off, cheat.

    Parameters
    ----------
    checks : tuple of RoadMapCheck
        The road maps, judged.
    names : Names
        The case and the language.
    over : bool
        Who would cheat is told of road maps too that are over before: somebody would
        not sign them, or would call them off.
    cheated : bool
        Whether it was asked at all who would cheat.

    Returns
    -------
    Table
        In brackets the share of draws, where any were made; under
        `tolerance.ESTABLISHED` no answer but *not established* is given.
    """
    say = names.say
    drawn = any(each.calling_off and each.calling_off.shares for each in checks)
    caption = (
        say(
            "The road maps; in brackets, in how many of 100 readings of the assumed "
            "numbers it comes out so"
        )
        if drawn
        else say("The road maps")
    )
    answers = [_cheated(each, names, over=over) for each in checks if cheated]
    columns = [
        Column["RoadMapCheck"](
            "road_map", say("road map"), lambda each: names.element(each.road_map)
        ),
        Column["RoadMapCheck"](
            "signed", say("signed by all?"), lambda each: _signed(each, names)
        ),
        Column["RoadMapCheck"](
            "called_off",
            say("called off?"),
            lambda each: called_off_text(each.calling_off, names),
        ),
    ]
    if any(text != "-" for text in answers):
        columns.append(
            Column["RoadMapCheck"](
                "cheated",
                say("if somebody cheats"),
                lambda each: _cheated(each, names, over=over),
            )
        )
    return Rows(checks, caption).under(*columns)


def _signed(check: "RoadMapCheck", names: Names) -> str:
    found = check.calling_off
    if found is None:
        return briefly_judged(check, names)
    if found.all_sign is None and not found.refusing:
        return names.say("cannot be judged")
    if found.refusing:
        doubtful: list[str] = []
        told: list[str] = []
        for each in found.refusing:
            share = share_not_signing(each.party, found)
            party = names.party(each.party)
            bucket = doubtful if share is not None and share < ESTABLISHED else told
            # What is not established needs no second doubt.
            close = each.close and bucket is told
            bucket.append(_bracketed(party, share, names, close=close))
        if told:
            return names.say("no: {parties}", parties=names.listed(told))
        return names.say("not established: {parties}", parties=names.listed(doubtful))
    share = None if found.shares is None else found.shares.signs
    if share is not None and share < ESTABLISHED:
        return _bracketed(names.say("not established"), share, names)
    return _bracketed(names.say("yes"), share, names)


def called_off_text(found: "CallingOff | None", names: Names) -> str:
    """Say who calls it off first and where, with the share of the draws in brackets."""
    if found is None:
        return "-"
    if not found.callers:
        if found.nobody is None:
            return names.say("cannot be judged")
        parties = () if found.shares is None else found.shares.parties
        share = min((each.goes_on for each in parties), default=None)
        if share is not None and share < ESTABLISHED:
            return _bracketed(names.say("not established"), share, names)
        return _bracketed(names.say("by nobody"), share, names)
    first = found.callers[0]
    share, said = share_calling_off(first.party, found), first_caller(found, names)
    if share is not None and share < ESTABLISHED:
        said = names.say("not established: {said}", said=said)
    return _bracketed(said, share, names, close=first.close)


def _cheated(check: "RoadMapCheck", names: Names, *, over: bool) -> str:
    if check.calling_off is None or (check.over_before and not over):
        return "-"
    return briefly_judged(check, names)


def _bracketed(
    said: str, share: float | None, names: Names, *, close: bool = False
) -> str:
    """Put behind an answer its share of the draws, and that it is too close."""
    notes = [] if share is None else [of_hundred(share)]
    if close:
        notes.append(names.say("too close to call"))
    return f"{said} ({', '.join(notes)})" if notes else said
