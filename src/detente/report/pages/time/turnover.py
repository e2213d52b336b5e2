"""How long a road map outlives those who sign it, in words and figures."""

from collections.abc import Iterator, Sequence

from detente.errors import Message
from detente.model.case import Party
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
from detente.report.endings import endings, promised_until
from detente.report.naming import Names, stage_name
from detente.report.pages.time.causes_in_words import causes_in_words
from detente.report.pages.time.kept import (
    SLIGHT,
    by_cheating_alone,
    cheating_sentence,
    kept_sentences,
    standing_sentence,
)
from detente.report.quantity import in_hundred
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.outliving import Left, Outliving, Pretender, Standing
from detente.study.time.successor import StageBreak


def turnover_section(
    check: TurnoverCheck | None,
    breaks: tuple[StageBreak, ...],
    left_out: Message | None,
    names: Names,
    *,
    full: bool = True,
) -> Document:
    """Say how likely the road map is completed and stands; in full who breaks it."""
    if check is None and left_out is None:
        return ()
    heading = Heading(names.say("Would it outlive those who sign it?"), 2)
    if check is None:
        said = names.message(left_out) if left_out else ""
        return (heading, Paragraph(said))
    if check.completed is None:
        reasons = tuple(names.reason(each) for each in check.reasons)
        return (heading, Listing(reasons))
    found: list[Block] = [
        Paragraph(standing_sentence(check, names), emphasis=True),
        *_kept(check, names),
        Paragraph(_readings(check, names)),
        *order_of_play(names),
        *noticed_at_once(names),
    ]
    if not check.exact:
        said = names.say("The breakdown goes round in a cycle; this is approximate.")
        found.append(Paragraph(said))
    outliving = check.outliving
    if outliving is not None:
        found += [Paragraph(each) for each in _told(outliving, breaks, names)]
        found += [Paragraph(each) for each in _known_end(check, breaks, names)]
        found.append(_standing_table(check, outliving, names))
    if breaks and (full or names.plain):
        found.append(_table(breaks, names))
    return (heading, *found)


def cheating_alone(names: Names) -> str:
    """Say that who does not sign, or calls off, is not in chances of cheating."""
    return names.say(
        "These chances count who would cheat; who would not sign, or would call the "
        "deal off on the way, is not in them."
    )


def order_of_play(names: Names) -> Document:
    """Say that these chances are those of one order in which parties act, if so."""
    movers = [party.id for party in names.case.parties if _can_move(party)]
    if names.case.negotiation.movers.parties or len(movers) < 2:  # noqa: PLR2004
        return ()
    said = names.say(
        "These chances are for parties that act after a breach in the order {order}, "
        "as the case lists them; in another order they may be others.",
        order=", ".join(map(names.party, movers)),
    )
    return (Paragraph(said),)


def noticed_at_once(names: Names) -> Document:
    """Say that what the case has on how a breach is seen does not enter here."""
    if not any(option.seen for option in names.case.options):
        return ()
    said = names.say("Every breach is taken to be noticed at once here.")
    return (Paragraph(said),)


def _can_move(party: Party) -> bool:
    return any(not option.settled for option in party.options)


def _kept(check: TurnoverCheck, names: Names) -> Iterator[Paragraph]:
    """Say where it ends if not by cheating alone, and how likely it is by that."""
    if check.kept is not None and not by_cheating_alone(check):
        yield Paragraph(" ".join(kept_sentences(check.kept, names)))
        yield Paragraph(cheating_sentence(check, names))


def _readings(check: TurnoverCheck, names: Names) -> str:
    if check.every_leader_complies:
        return names.say("Every leader that may come does its part.")
    if check.first_leaders_comply:
        return names.say(
            "Those who may rule at first do their part, knowing that some successor "
            "will not."
        )
    return names.say("Even some of those who may rule at first do not do their part.")


def _told(
    outliving: Outliving, breaks: tuple[StageBreak, ...], names: Names
) -> list[str]:
    """Say where it most likely ends, who would not begin it, and who pretends."""
    said = [*likely_end(breaks, names)]
    if outliving.not_begun == ((),):
        said.append(names.say("It is not begun, whoever rules."))
    elif outliving.not_begun:
        said.append(
            names.say(
                "It is not begun while these rule: {leaders}.",
                leaders=causes_in_words(outliving.not_begun, names),
            )
        )
    said += [_pretender(each, names) for each in outliving.pretenders]
    return said


def _known_end(
    check: TurnoverCheck, breaks: tuple[StageBreak, ...], names: Names
) -> list[str]:
    """Say why a road map breaks whoever rules, where all know the day of its end."""
    plans = {plan.id: plan for plan in names.case.negotiation.road_maps}
    plan = plans.get(check.road_map)
    sure = any(each.under == ((),) and each.chance >= SLIGHT for each in breaks)
    sure |= check.outliving is not None and check.outliving.not_begun == ((),)
    days = [said for _, said in endings(names)]
    days += [promised_until(plan, names)] if plan and plan.until else []
    if not sure or not days:
        return []
    why = names.say(
        "It ends so whoever rules because its last day is known: somebody gains by "
        "stopping then, who sees that coming stops before, and so back to the stage "
        "named. Until when each would go on if nobody looked so far ahead is told "
        "above, under cheating. What ends:"
    )
    return [" ".join([why, *days])]


def likely_end(breaks: Sequence[StageBreak], names: Names) -> Iterator[str]:
    """Say where a road map most likely ends, and by whom, if it is likely at all."""
    worst = max(breaks, key=lambda each: each.chance, default=None)
    if worst is not None and worst.chance >= SLIGHT:
        yield _worst(worst, names)


def _worst(each: StageBreak, names: Names) -> str:
    told = {
        "party": names.party(each.party),
        "chance": in_hundred(each.chance, names),
        "leaders": causes_in_words(each.under, names),
    }
    if each.stage is None and each.under == ((),):
        return names.say(
            "Most likely it ends when all is done: {party} leaves it ({chance}), "
            "whoever rules.",
            party=told["party"],
            chance=told["chance"],
        )
    if each.stage is None:
        return names.say(
            "Most likely it ends when all is done: {party} leaves it ({chance}), while "
            "these rule: {leaders}.",
            **told,
        )
    if each.under == ((),):
        return names.say(
            "Most likely it ends at {stage}: {party} does not do its part ({chance}), "
            "whoever rules.",
            party=told["party"],
            chance=told["chance"],
            stage=stage_name(each.stage, names),
        )
    return names.say(
        "Most likely it ends at {stage}: {party} does not do its part ({chance}), "
        "while these rule: {leaders}.",
        **told,
        stage=stage_name(each.stage, names),
    )


def _pretender(each: Pretender, names: Names) -> str:
    """Say what a leadership that may rule already does, and what others lose by it."""
    who = {
        "leadership": names.quoted(names.element(each.leadership)),
        "chance": in_hundred(each.now, names),
    }
    if not each.breaks or each.breaker is None:
        return names.say(
            "{leadership} may rule already ({chance}): it would do its part to the "
            "end.",
            **who,
        )
    at = stage_name(each.stage, names)
    if each.breaker != each.party:
        return names.say(
            "{leadership} may rule already ({chance}): if it does, {party} stops at "
            "{stage}.",
            **who,
            party=names.party(each.breaker),
            stage=at,
        )
    lost = [left for left in each.left if round(left.then, 3)]
    if not lost:
        return names.say(
            "{leadership} may rule already ({chance}): it would refuse {stage} first, "
            "and until then nobody has lost anything.",
            **who,
            stage=at,
        )
    return names.say(
        "{leadership} may rule already ({chance}): it would refuse {stage} first; by "
        "then the others have, per period against today: {figures}.",
        **who,
        stage=at,
        figures=names.listed([_lost(left, names) for left in lost]),
    )


def _lost(left: Left, names: Names) -> str:
    return f"{names.party(left.party)} {names.figure(left.then, '+.3g')}"


def _standing_table(check: TurnoverCheck, outliving: Outliving, names: Names) -> Table:
    say, told = names.say, check.told or outliving
    caption = say("How likely it still stands, as written")
    rows = list(zip(told.standing, outliving.standing, strict=True))
    return Rows(rows, caption).under(
        Column("date", say("date"), lambda row: _day(row[0], names)),
        Column("what", say("what is then"), lambda row: _what(row[0], names)),
        Number("kept", say("chance"), lambda row: names.figure(row[0].chance, ".3f")),
        Number(
            "chance",
            say("by cheating alone"),
            lambda row: names.figure(row[1].chance, ".3f"),
        ),
    )


def _day(each: Standing, names: Names) -> str:
    return "-" if each.on is None else names.date(each.on)


def _what(each: Standing, names: Names) -> str:
    if each.years is None:
        return names.say("a change of leadership is due")
    return names.count("after {n} year", "after {n} years", each.years)


def _table(breaks: tuple[StageBreak, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        breaks, caption=say("Who would break it, and under which leaders")
    ).under(
        Column("stage", say("stage"), lambda each: stage_name(each.stage, names)),
        Column("party", say("who breaks it"), lambda each: names.party(each.party)),
        Column(
            "leaders",
            say("while these rule"),
            lambda each: causes_in_words(each.under, names),
        ),
        Number(
            "chance",
            say("chance that it ends so"),
            lambda each: names.figure(each.chance, ".3f"),
        ),
        Number("slack", say("slack"), lambda each: names.figure(each.slack, "+.3f")),
    )
