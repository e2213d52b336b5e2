"""How far verdicts on road maps hang on what is assumed."""

from detente.report.document import Block, Document, Heading, Paragraph, Table
from detente.report.naming import Names
from detente.report.pages.verdict import verdict_text
from detente.study.robust import Flip, Robustness, Share

__all__ = ["robust_page"]

_FLIPS = 10
_LEAST = 0.005


def robust_page(found: Robustness, names: Names) -> Document:
    """Show how often each verdict came out, and what flips it soonest."""
    words = names.words
    blocks: list[Block] = [
        Heading(words.say("Robustness: {title}", title=names.title()), 1),
        Paragraph(_samples(found, names)),
    ]
    if found.drawn:
        said = words.say(
            "Utilities consistent with the order were drawn for: {parties}.",
            parties=names.parties(found.drawn),
        )
        blocks.append(Paragraph(said))
    if found.shares:
        blocks.append(_shares(found.shares, names))
    if found.comparisons:
        blocks.append(_comparisons(found, names))
    if found.flips:
        blocks.append(_flips(found.flips[:_FLIPS], names))
    return tuple(blocks)


def _samples(found: Robustness, names: Names) -> str:
    words = names.words
    if not found.assumptions and not found.drawn:
        return words.say(
            "The case marks no number as assumed and gives no range, so nothing varies."
        )
    return words.count(
        "{n} sample, assumed numbers varied: {numbers} (seed {seed}).",
        "{n} samples, assumed numbers varied: {numbers} (seed {seed}).",
        found.samples,
        numbers=words.number(len(found.assumptions)),
        seed=found.seed,
    )


def _shares(shares: tuple[Share, ...], names: Names) -> Table:
    words = names.words
    rows = []
    for each in shares:
        verdict = "-" if each.verdict is None else verdict_text(each.verdict, names)
        came = ", ".join(
            f"{verdict_text(verdict, names)}: {_percent(share)}"
            for verdict, share in each.shares
            if share
        )
        slack = (
            "-"
            if each.slack is None
            else " ".join(f"{value:+.2f}" for value in each.slack)
        )
        rows.append((names.element(each.road_map), verdict, came, slack))
    return Table(
        columns=(
            words.say("road map"),
            words.say("as written"),
            words.say("over the ranges"),
            words.say("slack: 5th, 50th, 95th percentile"),
        ),
        keys=("road_map", "verdict", "shares", "slack"),
        rows=tuple(rows),
        caption=words.say("How often each verdict came out"),
    )


def _percent(share: float) -> str:
    """Write a share so that little is not taken for nothing."""
    if 0 < share < _LEAST:
        return "<1\u00a0%"
    return f"{100 * share:.0f}\u00a0%"


def _comparisons(found: Robustness, names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("road map"),
            words.say("against"),
            words.say("better, %"),
            words.say("equal, %"),
            words.say("worse, %"),
        ),
        keys=("first", "second", "better", "equal", "worse"),
        rows=tuple(
            (
                names.element(each.first),
                names.element(each.second),
                f"{100 * each.better:.0f}",
                f"{100 * each.equal:.0f}",
                f"{100 * each.worse:.0f}",
            )
            for each in found.comparisons
        ),
        caption=words.say("Road maps against each other, by verdict, then by slack"),
        numeric=frozenset({2, 3, 4}),
    )


def _flips(flips: tuple[Flip, ...], names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("road map"),
            words.say("assumption"),
            words.say("as written"),
            words.say("flips at"),
            words.say("verdict"),
        ),
        keys=("road_map", "assumption", "value", "at", "verdict"),
        rows=tuple(
            (
                names.element(each.road_map),
                each.path,
                f"{each.value:g}",
                f"{each.at:.3g}",
                verdict_text(each.verdict, names),
            )
            for each in flips
        ),
        caption=words.say("The single assumptions that flip a verdict, soonest first"),
        numeric=frozenset({2, 3}),
    )
