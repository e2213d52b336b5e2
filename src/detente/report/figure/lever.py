"""A road map before and after the changes that move it: tracks side by side."""

from detente.report.calling_words import first_caller, goes_on_surely, of_hundred
from detente.report.document import Picture
from detente.report.figure.tracks import TrackRow, drawn_tracks
from detente.report.naming import Names
from detente.report.verdict_words import briefly_judged
from detente.study.lever.effect import Effects
from detente.study.lever.goal import Standing, chance_of_standing

_MOST = 8
"""So many changes are drawn."""


def levers_picture(found: Effects, names: Names) -> Picture | None:
    """Draw how far the road map goes as it is, and with each change.

    Parameters
    ----------
    found : Effects
        The changes that are told are drawn under their numbers.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where nothing is told.
    """
    standings = [(names.say("as it is"), found.standing)]
    standings += [
        (names.say("with change {n}", n=each.number), each.effect.standing)
        for each in list(found.numbered())[:_MOST]
    ]
    rows = [
        TrackRow(title, _said(each, names), each.stages, each.calling_off)
        for title, each in standings
        if each.calling_off is not None
    ]
    if len(standings) == 1:
        return None
    caption = names.say(
        "How far the road map goes as it is, and with each change; a cross is where a "
        "party would not sign or would call it off"
    )
    return drawn_tracks(rows, names, caption)


def _said(standing: Standing, names: Names) -> str:
    found = standing.calling_off
    if found is None or found.refusing:
        refusing = () if found is None else tuple(p.party for p in found.refusing)
        return names.say("would not sign: {parties}", parties=names.parties(refusing))
    if found.callers:
        return names.say("it breaks at {place}", place=first_caller(found, names))
    if standing.keeps is None and not goes_on_surely(found):
        return names.say(
            "not established: all sign and nobody calls it off in {n} of 100 readings",
            n=of_hundred(found.shares.nobody if found.shares else 0.0),
        )
    if standing.keeps is None:
        return names.say("all would sign it and nobody calls it off")
    # Next to the track there is room for what differs only.
    parts = [briefly_judged(standing.keeps, names)]
    outlives = standing.outlives
    stands = None if outlives is None else chance_of_standing(outlives)
    if stands is not None:
        parts.append(
            names.say("after five years it stands in {n} of 100", n=round(100 * stands))
        )
    return "; ".join(parts)
