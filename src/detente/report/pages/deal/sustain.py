"""Where all could stay, whatever the order."""

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
    tidy,
)
from detente.report.naming import Names
from detente.report.verdict_words import verdict_text
from detente.study.deal.sustain import Fallback, Resting, Sustained
from detente.study.game.options_at_deadlines import pending


def sustain_page(sustained: Sustained, names: Names) -> Document:
    """Count the situations that can be stayed at, and show the best of them."""
    number = names.number
    blocks: list[Block] = [
        Heading(names.say("What can be sustained"), 1),
        Paragraph(_counted(sustained, names)),
    ]
    if pending(names.case):
        said = names.say("Those that the deadlines open are among them.")
        blocks.append(Paragraph(said))
    if sustained.reasons:
        blocks.append(Listing(tuple(names.reason(each) for each in sustained.reasons)))
    if sustained.best is not None:
        state = names.state(sustained.best.state)
        said = names.say("Best for the worst-off: {state}", state=state)
        blocks.append(Paragraph(said))
    # Among targets the best one stands first.
    if sustained.best is not None and not sustained.target:
        blocks.append(_best(sustained.best, names))
    if sustained.target and sustained.n_target_proved is not None:
        said = names.count(
            "The target covers {n} situation; {proved} of it can be stayed at.",
            "The target covers {n} situations; {proved} of them can be stayed at.",
            sustained.n_target,
            proved=number(sustained.n_target_proved),
        )
        blocks += [Paragraph(said), _targets(sustained.target, names)]
    elif sustained.n_target:
        said = names.count(
            "The target covers {n} situation; at {possible} of it nobody can be shown "
            "to leave.",
            "The target covers {n} situations; at {possible} of them nobody can be "
            "shown to leave.",
            sustained.n_target,
            possible=number(sustained.n_target_possible),
        )
        blocks.append(Paragraph(said))
    return (*blocks, _fallbacks(sustained.fallback, names))


def _counted(sustained: Sustained, names: Names) -> str:
    if sustained.n_proved is None:
        return names.say(
            "Of {all} situations there are {possible} at which nobody can be shown to "
            "leave, however hard the others answer. At which of them all would stay if "
            "everyone then acts for itself, there was no time to see.",
            all=names.number(sustained.n_feasible),
            possible=names.number(sustained.n_possible),
        )
    return names.say(
        "Of {all} situations all would stay at {proved} (proved), and at {possible} "
        "nobody can be shown to leave.",
        all=names.number(sustained.n_feasible),
        proved=names.number(sustained.n_proved),
        possible=names.number(sustained.n_possible),
    )


def _best(best: Resting, names: Names) -> Table:
    """Give what each party gains there, a row a party."""
    shares = dict(best.shares)
    caption = names.say("What each gains there against now, in utility per period")
    return Rows(best.gains, caption).under(
        Column("party", names.say("party"), lambda each: names.party(each[0])),
        Number("gain", names.say("gain"), lambda each: names.figure(each[1], "+.2f")),
        Number(
            "share",
            names.say("% of what is at stake"),
            lambda each: _percent(shares[each[0]], names),
        ),
    )


def _percent(share: float | None, names: Names) -> str:
    return names.figure(None if share is None else 100 * share, "+.1f")


def _targets(targets: tuple[Resting, ...], names: Names) -> Table:
    say = names.say
    caption = say(
        "Targets; gains are utility per period against now, and per cent of what is at "
        "stake for the party"
    )
    data = (_gains(targets, names),) if names.plain else ()
    return Rows(targets, caption, data).under(
        Column("state", say("target"), lambda each: names.state(each.state)),
        Column(
            "verdict", say("verdict"), lambda each: verdict_text(each.verdict, names)
        ),
        Column("gains", say("gains"), lambda each: _gained(each, names)),
        Column(
            "loses",
            say("who loses"),
            lambda each: names.parties(each.losers) or say("nobody"),
        ),
    )


def _gained(each: Resting, names: Names) -> str:
    shares = dict(each.shares)
    return (
        ", ".join(
            names.say(
                "{party} {gain} ({share} %)",
                party=names.party(party),
                gain=names.figure(gain, "+.2f"),
                share=names.figure(100 * (shares[party] or 0.0), "+.0f"),
            )
            for party, gain in each.gains
            if gain is not None
        )
        or "-"
    )


def _gains(targets: tuple[Resting, ...], names: Names) -> Table:
    """Give a row a target and party."""
    rows = (
        (
            names.state(each.state),
            verdict_text(each.verdict, names),
            names.party(party),
            names.figure(gain, "+.2f"),
            _percent(dict(each.shares)[party], names),
        )
        for each in targets
        for party, gain in each.gains
    )
    caption = names.say("Targets; gains are utility per period against now")
    return tidy(("state", "verdict", "party", "gain", "share"), rows, caption)


def _fallbacks(fallbacks: tuple[Fallback, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        fallbacks,
        caption=say("What each party has without a deal, in utility per period"),
    ).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Number("now", say("now for ever"), lambda each: _figure(each.now, names)),
        Number(
            "breakdown", say("breakdown"), lambda each: _figure(each.breakdown, names)
        ),
        Number("minmax", say("min-max"), lambda each: _figure(each.minmax, names)),
        Column(
            "leads_to",
            say("the breakdown leads to"),
            lambda each: (
                "; ".join(names.state(state) for state in each.leads_to)
                or (names.message(each.reason) if each.reason else "-")
            ),
        ),
    )


def _figure(value: float | None, names: Names) -> str:
    return names.figure(value, ".3f")
