"""Changes of a case, and the situations that they are about, in words."""

from collections.abc import Sequence

from detente.report.naming import Names
from detente.study.preference.inverse_edit import Edit, Kind
from detente.study.stability.explanation import SequenceMove

_FEW = 3


def states_in_words(states: Sequence[str], base: str, names: Names) -> str:
    """Name some situations by what differs from another, the first few of many."""
    shown = [names.against(state, base) for state in states[:_FEW]]
    return "; ".join(names.with_rest(shown, len(states)))


def change_in_words(edit: Edit, base: str, names: Names) -> str:
    """Say what a change is, in half a sentence.

    Parameters
    ----------
    edit : Edit
    base : str
        The situation that is to last.
    names : Names

    Returns
    -------
    str
    """
    if edit.kind is Kind.STATEMENT:
        return names.say(
            "{party}: {statement} moves from place {before} to place {after} of what "
            "is wanted",
            party=names.party(edit.party),
            statement=names.quoted(edit.item),
            before=edit.before,
            after=edit.after,
        )
    if edit.kind is Kind.RANK:
        return _reordered(edit, base, names)
    if edit.kind is Kind.MOVE:
        return _moved(edit, base, names)
    return _ruled(edit, names)


def _reordered(edit: Edit, base: str, names: Names) -> str:
    say = names.say
    values = {
        "party": names.party(edit.party),
        "passed": states_in_words(edit.passed, base, names),
        "beside": states_in_words(edit.beside, base, names),
    }
    if edit.item == base:
        lead = say("{party}: it becomes {how}", party=values["party"], how="{how}")
    else:
        lead = say(
            "{party}: {state} becomes {how}",
            party=values["party"],
            state=names.against(edit.item, base),
            how="{how}",
        )
    return lead.format(how=_how(edit, values, names))


def _how(edit: Edit, values: dict[str, str], names: Names) -> str:
    say = names.say
    if not edit.passed:
        return say("as good as: {beside}", **values)
    if edit.rises:
        if edit.beside:
            return say("better than: {passed}; and as good as: {beside}", **values)
        return say("better than: {passed}", **values)
    if edit.beside:
        return say("worse than: {passed}; and as bad as: {beside}", **values)
    return say("worse than: {passed}", **values)


def _moved(edit: Edit, base: str, names: Names) -> str:
    values = {
        "party": names.party(edit.party),
        "start": names.against(edit.item, base),
        "end": names.against(edit.end, base),
    }
    if edit.allow:
        return names.say("{party}: the way back from {start} to {end} opens", **values)
    return names.say("{party}: the move from {start} to {end} is barred", **values)


def _ruled(edit: Edit, names: Names) -> str:
    say = names.say
    values = {
        "party": names.party(edit.party),
        "option": names.quoted(names.option(edit.item)),
    }
    if edit.kind is Kind.UNDO:
        if edit.allow:
            return say("{party}: {option} can be undone", **values)
        return say("{party}: {option}, once taken, can never be undone", **values)
    taken = names.case.option[edit.item].now
    if edit.allow:
        if taken:
            return say("{party}: {option}, once undone, can be taken again", **values)
        return say("{party}: {option} comes within reach", **values)
    if taken:
        return say("{party}: {option}, once undone, can never be taken again", **values)
    return say("{party}: {option} is put out of reach", **values)


def way_in_words(route: Sequence[SequenceMove], names: Names) -> str:
    """Tell moves one after the other, by who makes them and what they change."""
    return "; ".join(
        f"{names.party(step.party)}: {names.move(step.before, step.after)}"
        for step in route
    )
