"""A road map before and after the changes that move it: gains side by side."""

from detente.report.document import Picture
from detente.report.figure.gains import GainsRow, drawn_gains
from detente.report.naming import Names
from detente.study.lever.effect import Effects
from detente.study.lever.goal import Standing

_MOST = 6
"""So many changes are drawn."""


def levers_picture(found: Effects, names: Names) -> Picture | None:
    """Draw what the road map gives each party as it is, and with each change.

    Parameters
    ----------
    found : Effects
        The changes that are told are drawn under their numbers.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where nothing is told, or the road map cannot be carried out as it is.
    """
    rows = [_row(names.say("as it is"), found.standing)]
    rows += [
        _row(names.say("with change {n}", n=number), each.standing)
        for number, _, each in list(found.numbered())[:_MOST]
    ]
    known = [row for row in rows if row.signing]
    if len(known) < 2 or not rows[0].signing:  # noqa: PLR2004 - before and after
        return None
    caption = names.say(
        "What the road map gives each party against today, as it is and with each "
        "change, as a share of all that is at stake for it; left of the line it loses"
    )
    return drawn_gains(known, names, caption)


def _row(title: str, standing: Standing) -> GainsRow:
    found = standing.calling_off
    return GainsRow(title, found.signing if found else (), standing.ranges)
