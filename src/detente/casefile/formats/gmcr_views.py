"""What decision makers of GMCR+ do not perceive, and who of them act together."""

from collections.abc import Iterator

from detente.casefile.formats.conditions import Condition, read_condition
from detente.casefile.formats.gmcr_file import GmcrFile
from detente.casefile.formats.gmcr_states import States
from detente.errors import Message
from detente.model.case import View
from detente.model.formula import And, Formula, Not
from detente.model.text import Text


def read_views(whole: GmcrFile, states: States) -> Iterator[View]:
    """Read the misperceptions: each a condition of states that are not perceived."""
    reading = whole.reading
    for place, maker in enumerate(whole.makers):
        path = f"$.decisionMakers[{place}].misperceptions"
        listed = reading.listing(maker.get("misperceptions") or [], path)
        unseen = [
            read_condition(item, f"{path}[{at}]", states.n_options, reading)
            for at, item in enumerate(listed)
        ]
        if not unseen or reading.problems:
            continue
        seen = States((*states.barred, *unseen), states.place_of)
        if next(seen.all(), None) is None:
            message = Message("no state is left that it perceives")
            reading.fault("nothing-perceived", message, path)
        yield View(whole.parties[place], only=_none_of(whole, unseen))


def _none_of(whole: GmcrFile, conditions: list[Condition]) -> Formula:
    barred: list[Formula] = [Not(each.formula(whole.ids)) for each in conditions]
    return barred[0] if len(barred) == 1 else And(tuple(barred))


def read_coalitions(whole: GmcrFile) -> Text | None:
    """Read who acts together, as a note: in a case every party acts for itself.

    Returns
    -------
    Text or None
        None where everybody acts alone.
    """
    reading = whole.reading
    path = "$.coalitions"
    listed = reading.listing(whole.data.get("coalitions") or [], path)
    named = []
    for place, item in enumerate(listed):
        at = f"{path}[{place}]"
        pairs = enumerate(item) if isinstance(item, list) else [(None, item)]
        members = [
            whole.maker(each, at if inner is None else f"{at}[{inner}]")
            for inner, each in pairs
        ]
        known = [member for member in members if member is not None]
        if len(known) > 1:
            named.append(" + ".join(known))
            message = Message(
                "{members} act as one here, in a case each for itself: ask "
                "`detente coalitions CASE --members {joined} --merged` (see `note`)",
                members=", ".join(known),
                joined=",".join(known),
            )
            whole.warn("coalitions", message, at)
    return Text.plain(f"GMCR+: {'; '.join(named)}") if named else None
