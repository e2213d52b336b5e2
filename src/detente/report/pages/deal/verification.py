"""What a party could do unnoticed, and steps of which an equal may exist."""

from decimal import Decimal

from detente.model.case import Option
from detente.model.quantity import Duration
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Rows,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.breach_words import breach_text
from detente.report.quantity import duration, percent, rate_text
from detente.study.deal.verification import (
    UnseenBreach,
    Verification,
    doubted_options,
)

_SHOWN = 3


def verification_section(
    found: Verification | None, names: Names, *, full: bool = False
) -> Document:
    """Tell the best hidden breaches, and which steps the others doubt.

    Parameters
    ----------
    found : Verification or None
    names : Names
    full : bool
        With those that do not pay.
    """
    if found is None or not (found.breaches or found.doubted):
        return ()
    doubts = [Paragraph(said) for said in _doubts(found.doubted, names)]
    heading = Heading(names.say("Would anybody notice?"))
    return (heading, *unnoticed_blocks(found, names, full=full), *doubts)


def unnoticed_blocks(
    found: Verification, names: Names, *, full: bool = False
) -> list[Block]:
    """Tell the best hidden breaches.

    Parameters
    ----------
    found : Verification
    names : Names
    full : bool
        With those that do not pay.
    """
    blocks: list[Block] = []
    pays = [each for each in found.breaches if each.pays]
    pays.sort(key=lambda each: each.relative or 0.0)
    shown = list(found.breaches) if full else pays[:_SHOWN]
    if found.breaches and not pays:
        said = names.say("Nothing that could be done unnoticed is worth it.")
        blocks.append(Paragraph(said))
    if shown:
        lines = [_line(each, names) for each in shown]
        rest = 0 if full else len(pays) - len(shown)
        blocks.append(Listing(names.with_rest(lines, len(lines) + rest)))
    return blocks


def seen_blocks(names: Names) -> list[Block]:
    """Tell by whom and how soon it is noticed that a step is left out or taken back.

    Parameters
    ----------
    names : Names
        The case and the language.

    Returns
    -------
    list of Block
        A table of the options of which the case says it; the others in a sentence.
    """
    seen = [option for option in names.case.options if option.seen]
    if not seen:
        said = names.say(
            "The case says of no step how it is seen: every breach is taken to be "
            "noticed by all at once."
        )
        return [Paragraph(said)]
    say = names.say
    table = Rows(
        seen,
        caption=say("By whom and how soon it is noticed that a step is not as agreed"),
    ).under(
        Column("option", say("step"), lambda each: names.option(each.id)),
        Column("party", say("party"), lambda each: names.party(each.party)),
        Column("by", say("seen by"), lambda each: _watchers(each, names)),
        Column("after", say("how soon"), lambda each: _after(each, names)),
        Column("chance", say("with what chance"), lambda each: _chance(each, names)),
    )
    blocks: list[Block] = [table]
    if len(seen) < len(names.case.options):
        said = say("Every other step is seen by all at once.")
        blocks.append(Paragraph(said))
    return [*blocks, *map(Paragraph, _doubts(doubted_options(names.case), names))]


def _watchers(option: Option, names: Names) -> str:
    by = option.seen.by if option.seen else ()
    return names.listed([names.actor(each) for each in by]) if by else names.say("all")


def _after(option: Option, names: Names) -> str:
    after = option.seen.after if option.seen else None
    if after is None:
        return names.say("at once")
    length = Duration(Decimal(str(float(after.amount.value))), after.unit)
    return names.say("not before {time}", time=duration(length, names))


def _chance(option: Option, names: Names) -> str:
    chance = option.seen.chance if option.seen else None
    if chance is None:
        return names.say("for sure")
    return rate_text(chance, names)


def _line(each: UnseenBreach, names: Names) -> str:
    breach = each.breach
    slack = each.breakdown if each.breakdown is not None else each.minmax
    return names.say(
        "{party}, {stage}: could {breach}; that is worth {now} now and {later} later "
        "(slack {slack}; {at_once} if it were noticed at once).",
        stage=stage_name(each.stage, names),
        party=names.party(each.party),
        breach=breach_text(breach, names),
        now=names.figure(breach.gain_now, "+.2f"),
        later=names.figure(-breach.loss_later, "+.2f"),
        slack=_figure(slack, names),
        at_once=_figure(each.at_once, names),
    )


def _figure(value: float | None, names: Names) -> str:
    return "-" if value is None else names.figure(value, "+.3f")


def _doubts(doubted: tuple[Option, ...], names: Names) -> list[str]:
    """Say how likely an equal is, step by step."""
    return [
        names.say(
            "With a chance of {chance} an equal of {option} exists that only "
            "{party} knows of; to the others the step is worth that much less.",
            chance=percent(float(each.seen.hidden.value)),
            option=names.quoted(names.option(each.id)),
            party=names.party(each.party),
        )
        for each in doubted
        if each.seen and each.seen.hidden
    ]
