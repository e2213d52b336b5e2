"""What would make a situation last, in words: levers, conditions, what was tried."""

from collections.abc import Sequence

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.preference.inverse_conditions import conditions
from detente.report.pages.preference.inverse_words import change_in_words, way_in_words
from detente.study.preference.inverse_answer import (
    Informed,
    Inverse,
    Standing,
)
from detente.study.preference.inverse_check import Checked

_FEW = 3
_PAIR = 2


def inverse_page(
    study: Inverse, target: str, levers: Sequence[Checked], names: Names
) -> Document:
    """Show the levers by who could make them, and what each party has to want."""
    say = names.say
    concept = study.asked.concept
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(
            say(
                "What would make this last, under {concept}: {target}",
                concept=concept,
                target=_target(study, target, names),
            )
        ),
        *_standings(study, names),
        Paragraph(_verdict(study, names), emphasis=True),
        *_levers(study, levers, names),
        *conditions(study, names),
        *_informed(study, names),
    ]
    if not study.already and study.standings:
        blocks.append(Paragraph(f"{_tried(study, names)} {_assumed(names)}"))
    return tuple(blocks)


def _target(study: Inverse, target: str, names: Names) -> str:
    if study.n_states == 1:
        return names.against_now(study.standings[0].state)
    return target


def _standings(study: Inverse, names: Names) -> list[Block]:
    """Say how the situations asked about stand now."""
    if not study.standings:
        return []
    if study.n_states == 1:
        said = _standing(study.standings[0], names)
        return [Paragraph(f"{said[:1].upper()}{said[1:]}.")]
    said = names.count(
        "It holds in {n} situation.", "It holds in {n} situations.", study.n_states
    )
    if len(study.standings) < study.n_states:
        said += " " + names.count(
            "Looked at: the {n} with the least in the way.",
            "Looked at: the {n} with the least in the way.",
            len(study.standings),
        )
    shown = [
        f"{names.against_now(each.state)}: {_standing(each, names)}"
        for each in study.standings[:_FEW]
    ]
    return [Paragraph(said), Listing(names.with_rest(shown, len(study.standings)))]


def _standing(standing: Standing, names: Names) -> str:
    say = names.say
    if not standing.leaving:
        lead = say("everybody would stay")
    else:
        lead = say("would not stay: {parties}", parties=names.parties(standing.leaving))
    if standing.reached:
        return say("as things are, {lead}; improvements lead there from now", lead=lead)
    return say("as things are, {lead}; improvements do not lead there", lead=lead)


def _verdict(study: Inverse, names: Names) -> str:
    say = names.say
    if not study.standings:
        return say("No feasible situation satisfies it.")
    if study.already:
        if study.n_states == 1:
            return say("Nothing has to change: it lasts, and improvements lead there.")
        return say(
            "Nothing has to change: improvements lead to one that lasts, {state}.",
            state=names.against_now(study.already[0]),
        )
    if not study.levers:
        return say("Nothing that was tried makes it last.")
    n = len(study.levers[0].edits)
    if study.reached:
        if n == 1:
            return say("A single change is enough: it then lasts and comes about.")
        if n == _PAIR:
            return say("No single change is enough; two together are.")
        return say("No two changes are enough; those of {n} parties are.", n=n)
    if any(not each.leaving for each in study.standings):
        return say(
            "Nothing that was tried makes improvements lead there: somebody would have "
            "to take a step that is against its own wants, or an agreement to do it."
        )
    lead = names.count(
        "{n} change makes it last, if it comes about.",
        "{n} changes together make it last, if it comes about.",
        n,
    )
    return (
        lead
        + " "
        + say("Nothing that was tried also makes improvements lead there from now.")
    )


_Roles = frozenset[str]


def _heading(roles: _Roles, names: Names) -> str:
    if roles == {"donor"}:
        return names.say("What they would have to want (a donor could shift it)")
    if roles == {"arbiter"}:
        return names.say("What they may do (an arbiter could rule on it)")
    return names.say("Both: what they want, and what they may do")


def _levers(study: Inverse, levers: Sequence[Checked], names: Names) -> list[Block]:
    if all(not each.leaving for each in study.standings[:1]) and not study.reached:
        return []
    blocks: list[Block] = []
    for roles in sorted({each.lever.roles for each in levers}, key=_place):
        own = [each for each in levers if each.lever.roles == roles]
        n_all = sum(each.roles == roles for each in study.levers)
        items = [_lever(each, study, names) for each in own]
        blocks.append(Heading(_heading(roles, names)))
        blocks.append(Listing(names.with_rest(items, n_all)))
    if levers:
        said = names.say(
            "The first as an edit: {edits}",
            edits=" ".join(f"--set '{each}'" for each in levers[0].edits),
        )
        blocks.append(Paragraph(said))
    return blocks


def _place(roles: _Roles) -> tuple[int, bool]:
    return len(roles), "arbiter" in roles


def _lever(found: Checked, study: Inverse, names: Names) -> str:
    """Tell a lever: its changes, where it leads, what else is reached."""
    said = _changes(found, names)
    if study.n_states > 1:
        where = [names.against_now(each) for each in found.lever.states[:_FEW]]
        listed = "; ".join(names.with_rest(where, len(found.lever.states)))
        said = names.say("{changes}. Then lasts: {states}", changes=said, states=listed)
    if found.route:
        way = way_in_words(found.route, names)
        said = names.say("{changes}. The way: {way}", changes=said, way=way)
    if found.lever.reached and found.n_others:
        rest = names.count(
            "Improvements may also end in {n} other situation that lasts",
            "Improvements may also end in {n} other situations that last",
            found.n_others,
        )
        said = f"{said}. {rest}"
    return said


def _changes(found: Checked, names: Names) -> str:
    base = found.lever.states[0]
    changes = [change_in_words(edit, base, names) for edit in found.lever.edits]
    return names.say(" + ").join(changes)


def levers_table(levers: Sequence[Checked], names: Names) -> Table:
    """Give one row a lever that was asked again."""
    say = names.say
    rows = Rows(tuple(levers), say("Changes that make it last, the smallest first"))
    return rows.under(
        Column("changes", say("what changes"), lambda r: _changes(r, names)),
        Number("changes_count", say("changes"), lambda r: _count(r, names)),
        Number("size", say("size"), lambda r: names.number(r.lever.size)),
        Column("roles", say("for whom"), lambda r: _roles(r.lever.roles, names)),
        Column("states", say("what lasts"), lambda r: names.states(r.lever.states)),
        Column("reached", say("comes about"), lambda r: names.yes(r.lever.reached)),
        Column("set", say("as edits"), lambda r: " ".join(r.edits)),
    )


def _count(found: Checked, names: Names) -> str:
    return names.number(len(found.lever.edits))


def _roles(roles: _Roles, names: Names) -> str:
    said = {"donor": names.say("donor"), "arbiter": names.say("arbiter")}
    return ", ".join(said[each] for each in sorted(roles))


def _informed(study: Inverse, names: Names) -> list[Block]:
    """Say who would do otherwise if it knew the game as it is."""
    if not study.informed:
        return []
    return [
        Heading(names.say("What they do not know (a mediator could tell them)")),
        Listing(tuple(_told(each, names) for each in study.informed)),
    ]


def _told(informed: Informed, names: Names) -> str:
    say, party = names.say, names.party(informed.party)
    if informed.stays_as_seen and informed.stays_as_is:
        return say("{party} stays, as it sees the game and as it is", party=party)
    if informed.stays_as_is:
        return say(
            "{party} would leave as it sees the game, and stay if it knew how it is: "
            "telling it helps",
            party=party,
        )
    if informed.stays_as_seen:
        return say(
            "{party} stays only because of what it believes: if it knew how the game "
            "is, it would leave",
            party=party,
        )
    return say("{party} leaves, whether it knows or not", party=party)


def _tried(study: Inverse, names: Names) -> str:
    """Say what was searched, and what was not."""
    tried, say = study.tried, names.say
    wants = sum(n for kind, n in tried.singles if kind.is_want)
    parts = [
        say(
            "Tried: {n} single changes, {wants} of what parties want and {rules} of "
            "what they may do.",
            n=names.number(tried.n_singles),
            wants=names.number(wants),
            rules=names.number(tried.n_singles - wants),
        )
    ]
    if tried.pairs == tried.n_pairs and tried.pairs:
        parts.append(say("All {n} pairs of them.", n=names.number(tried.pairs)))
    elif tried.n_pairs and not tried.pairs:
        parts.append(
            say(
                "None of the {all} pairs takes away, part by part, all that is in the "
                "way.",
                all=names.number(tried.n_pairs),
            )
        )
    elif tried.n_pairs:
        parts.append(
            say(
                "Of {all} pairs the {n} whose parts each take away something that is "
                "in the way, and together all of it.",
                all=names.number(tried.n_pairs),
                n=names.number(tried.pairs),
            )
        )
    if not tried.every_place:
        parts.append(
            say(
                "There are too many situations to put each of them in each other "
                "place: those asked about were raised."
            )
        )
    if tried.unplaced:
        parts.append(
            say(
                "Not made possible: {options}, because no ranking says where the new "
                "situations stand.",
                options=names.options(tuple(dict.fromkeys(tried.unplaced))),
            )
        )
    if tried.by_numbers:
        parts.append(
            say(
                "The wants of these were left as they are, since they give numbers: "
                "{parties}.",
                parties=names.parties(tried.by_numbers),
            )
        )
    parts.append(
        say(
            "Not tried: new options and situations, two changes of what one party "
            "wants, three or more changes except the least of what all want."
        )
    )
    return " ".join(parts)


def _assumed(names: Names) -> str:
    return names.say(
        "What is listed was made in the case, and the case asked again; all else stays "
        "as it is. Improvements are moves that their mover prefers, nobody twice in a "
        "row."
    )
