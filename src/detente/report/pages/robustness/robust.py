"""How far verdicts on road maps hang on what is assumed."""

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
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.assumed_number import number_text, value_figure
from detente.report.pages.deal.breach_words import breach_text
from detente.report.quantity import percent
from detente.report.verdict_words import verdict_text
from detente.study.robustness.robust import Pinch, Robustness, Share
from detente.study.robustness.switching_value import Flip

_FLIPS = 10
_PERCENTILES = 3


def robust_page(found: Robustness, names: Names) -> Document:
    """Show how often each verdict came out, and what flips it soonest."""
    title = names.say("Robustness: {title}", title=names.title())
    return (Heading(title, 1), *robust_blocks(found, names))


def robust_blocks(found: Robustness, names: Names) -> tuple[Block, ...]:
    """Show the same without a heading, as a part of another page."""
    blocks: list[Block] = [Paragraph(_samples(found, names))]
    blocks += _unvaried(found, names)
    if found.drawn:
        said = names.say(
            "Utilities consistent with the order were drawn for: {parties}.",
            parties=names.parties(found.drawn),
        )
        meaning = names.say(
            "An order does not say how much better: each draw gives their situations "
            "a worth from 0 for the worst rank to 1 for the best, at random between, "
            "and shares say in how many draws a verdict came out."
        )
        blocks.append(Paragraph(f"{said} {meaning}"))
    if not found.shares:
        said = names.say("The case has no road maps (key `roadmaps`).")
        blocks.append(Paragraph(said))
    if found.shares:
        blocks += _unpatient(names)
        # Data has the same columns, whatever the case.
        tabled = _shares if _varies(found) or names.plain else _sure
        blocks.append(tabled(found.shares, names))
        blocks += _pinches(found, names)
    if found.comparisons:
        blocks.append(_comparisons(found, names))
    if found.flips:
        shown = found.flips[:_FLIPS]
        blocks.append(_flips(shown, names))
        ways = tuple(
            f"{names.element(flip.road_map)}, {number_text(flip.path, names)}: {said}"
            for flip in shown
            if (said := _by_way_of(flip, names))
        )
        blocks += [Listing(ways)] if ways else []
    return tuple(blocks)


def _unpatient(names: Names) -> list[Block]:
    """Say that no slack is known, where the case gives nobody any patience."""
    if names.case.negotiation.patience:
        return []
    said = names.say(
        "The case gives no patience (key `patience`), so that no slack can be worked "
        "out and no road map proved."
    )
    return [Paragraph(said)]


def _samples(found: Robustness, names: Names) -> str:
    if not found.assumptions and not found.drawn:
        return names.say(
            "The case marks no number as assumed and gives no range, so nothing varies."
        )
    said = names.count(
        "{n} sample, assumed numbers varied: {numbers} (seed {seed}).",
        "{n} samples, assumed numbers varied: {numbers} (seed {seed}).",
        found.samples,
        numbers=names.number(len(found.assumptions)),
        seed=found.seed,
    )
    if not found.tradeoffs:
        return said
    satisfied = names.count(
        "Every draw satisfies the {n} trade-off of the case.",
        "Every draw satisfies the {n} trade-offs of the case.",
        found.tradeoffs,
    )
    return f"{said} {satisfied}"


def _unvaried(found: Robustness, names: Names) -> list[Block]:
    """Name what is assumed to be 0, so that half of it and twice it are the same."""
    if not found.unvaried:
        return []
    said = names.say(
        "Assumed to be 0 without a range, so that nothing varies it: {paths}.",
        paths=", ".join(found.unvaried),
    )
    return [Paragraph(said)]


def _varies(found: Robustness) -> bool:
    """Whether draws differ: by numbers, or by the order in which parties act."""
    if found.assumptions or found.drawn:
        return True
    return any(0 < share < 1 for each in found.shares for _, share in each.shares)


def _sure(shares: tuple[Share, ...], names: Names) -> Table:
    """Show what each road map comes to where all draws are the same."""
    say = names.say
    return Rows(shares, caption=say("The road maps")).under(
        Column("road_map", say("road map"), lambda each: names.element(each.road_map)),
        Column(
            "verdict",
            say("as written"),
            lambda each: (
                "-" if each.verdict is None else verdict_text(each.verdict, names)
            ),
        ),
        Number(
            "slack",
            say("slack"),
            lambda each: (
                "-" if each.slack is None else names.figure(each.slack[0], "+.2f")
            ),
        ),
    )


def _shares(shares: tuple[Share, ...], names: Names) -> Table:
    say = names.say
    rows = []
    for each in shares:
        verdict = "-" if each.verdict is None else verdict_text(each.verdict, names)
        came = ", ".join(
            f"{verdict_text(verdict, names)}: {percent(share)}"
            for verdict, share in each.shares
            if share
        )
        slack = (
            "-"
            if each.slack is None
            else " ".join(names.figure(value, "+.2f") for value in each.slack)
        )
        rows.append((names.element(each.road_map), verdict, came, slack))
    return Table(
        columns=(
            Column("road_map", say("road map")),
            Column("verdict", say("as written")),
            Column("shares", say("over the ranges")),
            Column("slack", say("slack: 5th, 50th, 95th percentile")),
        ),
        rows=tuple(rows),
        caption=say("How often each verdict came out"),
        data=_data(shares, names) if names.plain else (),
    )


def _data(shares: tuple[Share, ...], names: Names) -> tuple[Table, Table]:
    """Give a row a road map with its slack, and a row a verdict with its share."""
    slacks = (
        (
            names.element(each.road_map),
            "-" if each.verdict is None else verdict_text(each.verdict, names),
            *(
                ["-"] * _PERCENTILES
                if each.slack is None
                else [names.figure(value, "+.2f") for value in each.slack]
            ),
        )
        for each in shares
    )
    verdicts = (
        (names.element(each.road_map), verdict_text(verdict, names), percent(share))
        for each in shares
        for verdict, share in each.shares
    )
    caption = names.say("How often each verdict came out")
    return (
        tidy(
            ("road_map", "verdict", "slack_5", "slack_50", "slack_95"),
            slacks,
            names.say("slack: 5th, 50th, 95th percentile"),
        ),
        tidy(("road_map", "verdict", "share"), verdicts, caption),
    )


def _pinches(found: Robustness, names: Names) -> list[Block]:
    """Tell where each road map is weakest, and how often it stays so."""
    told = [
        said
        for share in found.shares
        if share.pinch is not None
        and (said := _pinch(share, share.pinch, names, varies=_varies(found)))
    ]
    return [Listing(tuple(told))] if told else []


def _pinch(share: Share, pinch: Pinch, names: Names, *, varies: bool) -> str:
    breach = pinch.breach
    if breach is None:
        return ""
    said = names.say(
        "{plan} ({stage}): {party} could {breach}; that is worth {now} now and "
        "{later} later.",
        plan=names.element(share.road_map),
        stage=stage_name(pinch.stage, names),
        party=names.party(pinch.party),
        breach=breach_text(breach, names),
        now=names.figure(breach.gain_now, "+.2f"),
        later=names.figure(-breach.loss_later, "+.2f"),
    )
    if not varies:
        return said
    drawn = names.say(
        "The breach pays in {breaks} of the draws, and the road map is weakest there "
        "in {binds}.",
        breaks=percent(pinch.breaks),
        binds=percent(pinch.binds),
    )
    return f"{said} {drawn}"


def robust_line(found: Robustness, road_map: str, names: Names) -> str:
    """Say how often the verdict on a road map holds, and what flips it soonest."""
    share = next(each for each in found.shares if each.road_map == road_map)
    if not found.assumptions and not found.drawn:
        return names.say("No number of it is assumed.")
    said = _held(share, found.samples, names)
    flips = [flip for flip in found.flips if flip.road_map == road_map]
    return " ".join(filter(None, (said, _soonest(flips, share, names))))


def not_varied(assumed: int, names: Names) -> str:
    """Say that verdicts hang on assumed numbers, and how to vary them."""
    if not assumed:
        return ""
    return names.count(
        "That hangs on {n} assumed number, not varied here (`detente robust` "
        "varies it).",
        "That hangs on {n} assumed numbers, not varied here (`detente robust` "
        "varies them).",
        assumed,
    )


def _held(share: Share, samples: int, names: Names) -> str:
    if share.verdict is None:
        return names.count(
            "Robustness over {n} draw: {shares}.",
            "Robustness over {n} draws: {shares}.",
            samples,
            shares=", ".join(
                f"{verdict_text(verdict, names)} {percent(each)}"
                for verdict, each in share.shares
                if each
            ),
        )
    return names.count(
        "Robustness: {verdict} in {share} of {n} draw of the assumed numbers.",
        "Robustness: {verdict} in {share} of {n} draws of the assumed numbers.",
        samples,
        verdict=verdict_text(share.verdict, names),
        share=percent(share.same),
    )


def _soonest(flips: list[Flip], share: Share, names: Names) -> str:
    if flips:
        first = flips[0]
        said = names.say(
            "Soonest flipped by this: {assumption}, at {at} (as written {value}); then "
            "{verdict}.",
            assumption=number_text(first.path, names),
            at=names.figure(first.at, ".3g"),
            value=value_figure(first.path, first.value, names),
            verdict=verdict_text(first.verdict, names),
        )
        return " ".join(filter(None, (said, _by_way_of(first, names))))
    if share.verdict is None:
        return ""
    return names.say("No assumption alone flips it.")


def _comparisons(found: Robustness, names: Names) -> Table:
    say = names.say
    return Rows(
        found.comparisons,
        caption=say("Road maps against each other, by verdict, then by slack"),
    ).under(
        Column("first", say("road map"), lambda each: names.element(each.first)),
        Column("second", say("against"), lambda each: names.element(each.second)),
        Number(
            "better",
            say("better, %"),
            lambda each: names.figure(100 * each.better, ".0f"),
        ),
        Number(
            "equal", say("equal, %"), lambda each: names.figure(100 * each.equal, ".0f")
        ),
        Number(
            "worse", say("worse, %"), lambda each: names.figure(100 * each.worse, ".0f")
        ),
    )


def _by_way_of(flip: Flip, names: Names) -> str:
    """Say through which situation a number decides that weighs nothing on the way."""
    if flip.way.enters:
        return ""
    if flip.way.through is None:
        return names.say(
            "It weighs alike in every situation of the road map and after the breach "
            "that decides; it works through situations off the way that play takes."
        )
    return names.say(
        "It weighs alike in every situation of the road map and after the breach that "
        "decides; it works through {state}, where play would end otherwise.",
        state=names.state(flip.way.through),
    )


def _flips(flips: tuple[Flip, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        flips, caption=say("The single assumptions that flip a verdict, soonest first")
    ).under(
        Column("road_map", say("road map"), lambda each: names.element(each.road_map)),
        Column(
            "assumption",
            say("assumption"),
            lambda each: number_text(each.path, names),
        ),
        Number(
            "value",
            say("as written"),
            lambda each: value_figure(each.path, each.value, names),
        ),
        Number("at", say("flips at"), lambda each: names.figure(each.at, ".3g")),
        Column(
            "verdict", say("verdict"), lambda each: verdict_text(each.verdict, names)
        ),
    )
