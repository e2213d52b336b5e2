"""Who can do what: the parties and their options, with what stands now."""

from detente.model.case import Option, Party
from detente.model.formula import TRUE
from detente.report.document import (
    Block,
    Column,
    Document,
    Listing,
    Marked,
    Paragraph,
    Table,
)
from detente.report.formula_words import told_formula
from detente.report.naming import Names
from detente.report.quantity import change_in_words


def parties_page(names: Names) -> Document:
    """Show each party's options, how they stand now and what undoing takes."""
    case = names.case
    if not case.options:
        listed = [names.party(party.id) for party in case.parties]
        said = names.say(
            "{parties}; the case lists situations and moves, no options.",
            parties=names.listed(listed),
        )
        return (Paragraph(said),)
    blocks: list[Block] = [
        _options_table(party, names) for party in case.parties if party.options
    ]
    idle = [names.party(party.id) for party in case.parties if not party.options]
    if idle:
        said = names.say("Without options: {parties}.", parties=names.listed(idle))
        blocks.append(Paragraph(said))
    rules = tuple(
        f"{names.text(rule.about.name)}: {told_formula(rule.formula, names)}"
        if rule.about.name is not None
        else told_formula(rule.formula, names)
        for rule in case.constraints
    )
    if rules:
        said = names.say("In every situation that can come about:")
        blocks += [Paragraph(said), Listing(rules)]
    return tuple(blocks)


def _options_table(party: Party, names: Names) -> Table:
    say = names.say
    return Table(
        columns=(
            Column("option", names.party(party.id)),
            Column("now", say("now")),
            Column("undo", say("undone in")),
            Column("requires", say("taken only where")),
            Column("id", say("in formulas")),
        ),
        rows=tuple(_row(option, names) for option in party.options),
        caption=say("What {party} can do", party=names.party(party.id)),
    )


def _row(option: Option, names: Names) -> tuple[str, ...]:
    return (
        Marked(names.option(option.id), anchor=f"element-{option.id}"),
        names.say("taken") if option.now else names.say("not taken"),
        change_in_words(option.undo, names),
        "-" if option.requires == TRUE else told_formula(option.requires, names),
        option.id,
    )
