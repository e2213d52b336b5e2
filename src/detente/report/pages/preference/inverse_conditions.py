"""What each party has to want for a situation to last, in words."""

from collections.abc import Sequence

from detente.report.document import Block, Heading, Listing, Paragraph
from detente.report.naming import Names
from detente.report.pages.preference.inverse_words import (
    change_in_words,
    states_in_words,
)
from detente.study.preference.inverse_answer import Inverse, Needed, NeededClause

_FEW = 3


def conditions(study: Inverse, names: Names) -> list[Block]:
    """Say what each party has to want there, and what it has to move for it."""
    if study.state is None:
        return []
    said = ""
    if study.n_states > 1:
        where = names.against_now(study.state)
        said = names.say("Of this one: {state}.", state=where) + " "
    if study.asked.concept.credible:
        said += names.say(
            "Everybody stays there if each line is so, and only then, as long as the "
            "others want what they want now:"
        )
    else:
        said += names.say(
            "Everybody stays there if each line is so, and only then, whatever else "
            "anybody wants:"
        )
    items = [_needed(each, study, names) for each in study.needed]
    return [
        Heading(names.say("What each party has to want there")),
        Paragraph(said),
        Listing(tuple(items)),
    ]


def _needed(needed: Needed, study: Inverse, names: Names) -> str:
    say, base = names.say, study.state or ""
    party = names.party(needed.party)
    if not needed.clauses:
        return say("{party}: stays, whatever it wants", party=party)
    # What is not so comes first: it has to change.
    choices = sorted((each for each in needed.clauses if each.ways[1:]), key=_holds)
    told = choices[: 1 if needed.stays else _FEW]
    shown = [_one_of(each, base, names) for each in told]
    parts = [_all_of(needed.clauses, base, names), *shown]
    if len(choices) > len(shown):
        rest = len(choices) - len(shown)
        parts.append(names.count("and {n} more like it", "and {n} more like it", rest))
    said = say(
        "{party}: {asked}. {verdict}",
        party=party,
        asked="; ".join(part for part in parts if part),
        verdict=say("So it is") if needed.stays else say("So it is not"),
    )
    if needed.share is not None:
        percent = names.figure(100 * float(needed.share), ".3g")
        said += say(" (it is in {share} % of all strict orders)", share=percent)
    known = {edit for lever in study.levers for edit in lever.edits}
    if needed.least is None or needed.least in known:
        return said
    change = change_in_words(needed.least, base, names)
    return say("{said}. The least change: {change}", said=said, change=change)


def _holds(clause: NeededClause) -> bool:
    return clause.holds


def _all_of(clauses: Sequence[NeededClause], base: str, names: Names) -> str:
    """Join the comparisons that leave no choice."""
    states = dict.fromkeys(
        state for each in clauses if len(each.ways) == 1 for state in each.ways[0]
    )
    if not states:
        return ""
    return names.say(
        "must not be better: {states}",
        states=states_in_words(tuple(states), base, names),
    )


def _one_of(clause: NeededClause, base: str, names: Names) -> str:
    """Tell what may spoil a move: one of some sets of situations."""
    shown = [
        names.listed([names.against(state, base) for state in way])
        for way in clause.ways[:_FEW]
    ]
    ways = "; ".join(names.with_rest(shown, len(clause.ways)))
    return names.say("of these one must not be better: {ways}", ways=ways)
