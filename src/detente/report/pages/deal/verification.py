"""What a party could do unnoticed, and steps of which an equal may exist."""

from detente.report.document import Block, Document, Heading, Listing, Paragraph
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.breach_words import breach_text
from detente.report.quantity import percent
from detente.study.deal.verification import UnseenBreach, Verification

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
    blocks: list[Block] = [Heading(names.say("Would anybody notice?"))]
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
    blocks += [Paragraph(said) for said in _doubts(found, names)]
    return tuple(blocks)


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


def _doubts(found: Verification, names: Names) -> list[str]:
    """Say how likely an equal is, step by step."""
    return [
        names.say(
            "With a chance of {chance} an equal of {option} exists that only "
            "{party} knows of; to the others the step is worth that much less.",
            chance=percent(float(each.seen.hidden.value)),
            option=names.quoted(names.option(each.id)),
            party=names.party(each.party),
        )
        for each in found.doubted
        if each.seen and each.seen.hidden
    ]
