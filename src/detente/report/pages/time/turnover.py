"""What changes of leadership do to a road map."""

from detente.errors import Message
from detente.report.document import (
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import StageBreak


def turnover_section(
    check: TurnoverCheck | None,
    breaks: tuple[StageBreak, ...],
    left_out: Message | None,
    names: Names,
) -> Document:
    """Say how likely the road map is completed, and who would break it."""
    if check is None and left_out is None:
        return ()
    heading = Heading(names.say("If leaders change"), 2)
    if check is None:
        said = names.message(left_out) if left_out else ""
        return (heading, Paragraph(said))
    if check.completed is None:
        reasons = tuple(names.reason(each) for each in check.reasons)
        return (heading, Listing(reasons))
    found: list[Paragraph | Listing | Table] = [
        Paragraph(_readings(check, names), emphasis=True),
        Paragraph(_chances(check, names)),
    ]
    if not check.exact:
        said = names.say("The breakdown goes round in a cycle; this is approximate.")
        found.append(Paragraph(said))
    if breaks:
        found.append(_table(breaks, names))
    return (heading, *found)


def _readings(check: TurnoverCheck, names: Names) -> str:
    if check.every_leader_complies:
        return names.say("Every leader that may come does its part.")
    if check.first_leaders_comply:
        return names.say(
            "Those who may rule at first do their part, knowing that some successor "
            "will not."
        )
    return names.say("Even some of those who may rule at first do not do their part.")


def _chances(check: TurnoverCheck, names: Names) -> str:
    said = names.say(
        "The target is reached with a chance of {chance}.",
        chance=_percent(check.completed or 0.0, names),
    )
    broken = [
        f"{stage_name(stage, names)} {_percent(chance, names)}"
        for stage, chance in check.broken_at
        if chance > 0
    ]
    if broken:
        said += " " + names.say("It breaks at: {stages}.", stages=", ".join(broken))
    return said


def _percent(chance: float, names: Names) -> str:
    return f"{names.figure(100 * chance, '.3g')}\u00a0%"


def _table(breaks: tuple[StageBreak, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        breaks, caption=say("Who would break it, and under which leaders")
    ).under(
        Column("stage", say("stage"), lambda each: stage_name(each.stage, names)),
        Column("party", say("who breaks it"), lambda each: names.party(each.party)),
        Column("leaders", say("while these rule"), lambda each: _under(each, names)),
        Number("slack", say("slack"), lambda each: names.figure(each.slack, "+.3f")),
    )


def _under(each: StageBreak, names: Names) -> str:
    if each.under == ((),):
        return names.say("whoever rules")
    causes = [
        names.listed([names.element(name) for name in cause]) for cause in each.under
    ]
    return "; ".join(causes)
