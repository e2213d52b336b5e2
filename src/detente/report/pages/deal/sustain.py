"""Where all could stay, whatever the order."""

from detente.report.document import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    tidy,
)
from detente.report.naming import Names
from detente.report.verdict_words import verdict_text
from detente.study.deal.sustain import Fallback, Resting, Sustained
from detente.study.game.options_at_deadlines import pending

__all__ = ["sustain_page"]


def sustain_page(sustained: Sustained, names: Names) -> Document:
    """Count the situations that can be stayed at, and show the best of them."""
    words = names.words
    number = words.number
    blocks: list[Block] = [
        Heading(words.say("What can be sustained"), 1),
        Paragraph(
            words.say(
                "Of {all} situations all would stay at {proved} (proved), and at "
                "{possible} nobody can be shown to leave.",
                all=number(sustained.n_feasible),
                proved=number(sustained.n_proved),
                possible=number(sustained.n_possible),
            )
        ),
    ]
    if pending(names.case):
        said = words.say("Those that the deadlines open are among them.")
        blocks.append(Paragraph(said))
    if sustained.reasons:
        blocks.append(Listing(tuple(names.reason(each) for each in sustained.reasons)))
    if sustained.best is not None:
        state = names.state(sustained.best.state)
        said = words.say("Best for the worst-off: {state}", state=state)
        blocks.append(Paragraph(said))
    if sustained.target:
        said = words.count(
            "The target covers {n} situation; {proved} of it can be stayed at.",
            "The target covers {n} situations; {proved} of them can be stayed at.",
            sustained.n_target,
            proved=number(sustained.n_target_proved),
        )
        blocks += [Paragraph(said), _targets(sustained.target, names)]
    return (*blocks, _fallbacks(sustained.fallback, names))


def _targets(targets: tuple[Resting, ...], names: Names) -> Table:
    words = names.words
    rows = []
    for each in targets:
        gains = ", ".join(
            names.party(party) + " " + names.words.figure(gain, "+.2f")
            for party, gain in each.gains
            if gain is not None
        )
        rows.append(
            (names.state(each.state), verdict_text(each.verdict, names), gains or "-")
        )
    return Table(
        columns=(words.say("target"), words.say("verdict"), words.say("gains")),
        keys=("state", "verdict", "gains"),
        rows=tuple(rows),
        caption=words.say("Targets; gains are utility per period against now"),
        data=(_gains(targets, names),) if words.plain else (),
    )


def _gains(targets: tuple[Resting, ...], names: Names) -> Table:
    """Give a row a target and party."""
    rows = (
        (
            names.state(each.state),
            verdict_text(each.verdict, names),
            names.party(party),
            "-" if gain is None else names.words.figure(gain, "+.2f"),
        )
        for each in targets
        for party, gain in each.gains
    )
    caption = names.words.say("Targets; gains are utility per period against now")
    return tidy(("state", "verdict", "party", "gain"), rows, caption)


def _fallbacks(fallbacks: tuple[Fallback, ...], names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("party"),
            words.say("now for ever"),
            words.say("breakdown"),
            words.say("min-max"),
            words.say("the breakdown leads to"),
        ),
        keys=("party", "now", "breakdown", "minmax", "leads_to"),
        rows=tuple(
            (
                names.party(each.party),
                _figure(each.now, names),
                _figure(each.breakdown, names),
                _figure(each.minmax, names),
                "; ".join(names.state(state) for state in each.leads_to)
                or (words.message(each.reason) if each.reason else "-"),
            )
            for each in fallbacks
        ),
        caption=words.say("What each party has without a deal, in utility per period"),
        numeric=frozenset({1, 2, 3}),
    )


def _figure(value: float | None, names: Names) -> str:
    return "-" if value is None else names.words.figure(value, ".3f")
