"""The test of history in words and tables: misses first."""

from collections.abc import Callable

from detente.errors import Message
from detente.model.coding import Outcome
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.figure.reliability import reliability_picture
from detente.report.plain import stage_key
from detente.report.words import Words
from detente.study.history.prediction import Prediction
from detente.study.history.score import Comparison, Score, on_right_side
from detente.study.history.trial import (
    BEST,
    Deal,
    Trial,
    held_longer,
    said_longer,
)

_NAMES = {
    "model": Message("the model"),
    "a coin": Message("a coin"),
    "the base rate of the other deals": Message("the base rate of the other deals"),
    "always stands": Message("always stands"),
    "stands if an outside enforcer is on the ground or pays": Message(
        "stands if an outside enforcer is on the ground or pays"
    ),
    "signing and calling off": Message("signing and calling off only"),
    "cheating": Message("with cheating"),
    "turnover": Message("with changes of leadership"),
    "enforcement": Message("with enforcement"),
    "verification": Message("with verification: everything"),
}


def history_page(trial: Trial, words: Words) -> Document:
    """Tell first whether the model is better than the best guess, then deal by deal."""
    say = words.say
    blocks: list[Block] = [Heading(say("The test of history"), 1)]
    if trial.comparison is not None:
        blocks.append(Paragraph(_verdict(trial.comparison, words), emphasis=True))
        blocks.append(Paragraph(_sides(trial, words)))
    table = deals_table(trial, words)
    blocks.append(reliability_picture(trial, table, words) or table)
    if trial.left_out:
        listed = words.listed([words.text(each.title) for each in trial.left_out])
        said = say("Not judged in the time allowed: {deals}.", deals=listed)
        blocks.append(Paragraph(said))
    nothing = [each for each in trial.deals if each.prediction is None]
    if nothing:
        listed = words.listed([words.text(each.sheet.title) for each in nothing])
        blocks.append(
            Paragraph(
                say(
                    "Nothing to judge, since only one side has steps: {deals}.",
                    deals=listed,
                )
            )
        )
    blocks += [Paragraph(_pair(*each, words)) for each in trial.pairs]
    if trial.comparison is not None:
        blocks += [
            _scores(trial.comparison, words),
            _ablations(trial.ablations, words),
            Paragraph(_hits(trial, trial.comparison, words)),
        ]
    if trial.comparison is None:
        blocks.append(
            Paragraph(say("Scores need two deals of which it is known what happened."))
        )
    said = words.count(
        "Each deal was judged in {n} reading of the table of numbers (seed {seed}).",
        "Each deal was judged in {n} readings of the table of numbers (seed {seed}).",
        trial.samples,
        seed=trial.seed,
    )
    blocks.append(Paragraph(said))
    return tuple(blocks)


def _verdict(found: Comparison, words: Words) -> str:
    best = min(found.rivals, key=lambda each: each.brier)
    told = {
        "model": words.figure(found.model.brier, ".3f"),
        "best": words.message(_NAMES[best.name]),
        "rival": words.figure(best.brier, ".3f"),
        "low": words.figure(found.interval[0], "+.3f"),
        "high": words.figure(found.interval[1], "+.3f"),
    }
    if found.says_something:
        return words.say(
            "By the rule fixed beforehand the model says something: its Brier score is "
            "{model}, that of its best rival ({best}) {rival}; the difference lies "
            "between {low} and {high} in 95 of 100 resamples.",
            **told,
        )
    return words.say(
        "By the rule fixed beforehand the model is not better than its best rival: its "
        "Brier score is {model}, that of the rival ({best}) {rival}; the difference "
        "lies between {low} and {high} in 95 of 100 resamples.",
        **told,
    )


def _sides(trial: Trial, words: Words) -> str:
    """Say the same without scores: how often the likelier was what happened."""
    right = sum(
        on_right_side(each.prediction.stands, each.outcome.stood)
        for each in trial.deals
        if each.prediction is not None and each.outcome is not None
    )
    n_deals = len(trial.scored)
    said = words.count(
        "It was on the right side of one half for {right} of {n} deal; a coin would be "
        "for {coin}.",
        "It was on the right side of one half for {right} of {n} deals; a coin would "
        "be for {coin}.",
        n_deals,
        right=right,
        coin=words.figure(n_deals / 2, "g"),
    )
    meant = words.say(
        "A Brier score is the mean squared distance of the chances from what happened: "
        "0 is best, and who always says one half has 0.25."
    )
    return f"{said} {meant}"


def deals_table(trial: Trial, words: Words) -> Table:
    """Give a row a deal: what was said, what happened; the worst misses first."""
    say = words.say
    caption = say(
        "The chance to stand five years that would have been said on the day of "
        "signature, and what happened; the worst misses first"
    )
    return Rows(sorted(trial.deals, key=_miss, reverse=True), caption).under(
        Column("deal", say("deal"), lambda each: words.text(each.sheet.title)),
        Number("stands", say("chance"), lambda each: _chance(each, words)),
        Column("stood", say("stood"), lambda each: _stood(each, words)),
        Column("said", say("would break at"), lambda each: _said(each, words)),
        Column("was", say("broke at"), lambda each: _was(each, words)),
        Column("order", say("good order"), lambda each: _order(each, words)),
    )


def deals_data(trial: Trial, words: Words) -> Table:
    """Give the same for programs: one value a cell, with ids, by day of signature."""

    def predicted(field: str) -> Callable[[Deal], str]:
        return lambda each: _value(getattr(each.prediction, field, None), words)

    def happened(field: str) -> Callable[[Deal], str]:
        return lambda each: _value(getattr(each.outcome, field, None), words)

    return Rows(trial.deals).under(
        Column("deal", "deal", lambda each: each.sheet.name),
        Column("signed", "signed", lambda each: each.sheet.signed.isoformat()),
        Number("stands", "stands", predicted("stands")),
        Number("holds", "holds", predicted("holds")),
        Column("stage", "stage", lambda each: _stage_of(each.prediction)),
        Column("party", "party", predicted("party")),
        Column("stood", "stood", happened("stood")),
        Column("broke_on", "broke_on", happened("date")),
        Column("broke_stage", "broke_stage", lambda each: _stage_of(each.outcome)),
        Column("broke_party", "broke_party", happened("party")),
        Column("disputed", "disputed", happened("disputed")),
        Number(
            "better_orders",
            "better_orders",
            lambda each: _value(each.better_orders, words),
        ),
    )


def _stage_of(found: Prediction | Outcome | None) -> str:
    """Give where it broke: a number, or `stay` after all stages."""
    broke = found is not None and found.party is not None
    return str(stage_key(found.stage)) if found is not None and broke else "-"


def _value(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return words.yes(value)
    if isinstance(value, float):
        return words.figure(value, ".3f")
    return "-" if value is None else str(value)


def _miss(each: Deal) -> float:
    if each.prediction is None or each.outcome is None:
        return -1.0
    return abs(each.prediction.stands - each.outcome.stood)


def _chance(each: Deal, words: Words) -> str:
    if each.prediction is None:
        return "-"
    return words.figure(each.prediction.stands, ".2f")


def _stood(each: Deal, words: Words) -> str:
    return "-" if each.outcome is None else words.yes(each.outcome.stood)


def _said(each: Deal, words: Words) -> str:
    found = each.prediction
    if found is None or found.party is None:
        return "-"
    return _place(found.stage, found.party, each, words)


def _was(each: Deal, words: Words) -> str:
    found = each.outcome
    if found is None or found.party is None:
        return "-"
    said = _place(found.stage, found.party, each, words)
    if found.date is not None:
        said = words.say("{place}, {date}", place=said, date=words.date(found.date))
    return words.say("{place} (disputed)", place=said) if found.disputed else said


def _place(stage: int | None, party: str, each: Deal, words: Words) -> str:
    names = {actor.id: actor.about.name for actor in each.sheet.parties}
    who = words.text(names[party], party)
    if stage is None:
        return words.say("after all is done: {party}", party=who)
    return words.say("stage {n}: {party}", n=stage, party=who)


def _order(each: Deal, words: Words) -> str:
    return "-" if each.better_orders is None else words.yes(each.better_orders < BEST)


def _pair(one: Deal, other: Deal, words: Words) -> str:
    said = said_longer(one, other)
    was = held_longer(one, other)
    told = {
        "one": words.text(one.sheet.title),
        "other": words.text(other.sheet.title),
        "longer": words.text(said.sheet.title),
    }
    if was is None:
        return words.say(
            "Of “{one}” and “{other}” the model would have said that “{longer}” holds "
            "longer; that is not known.",
            **told,
        )
    if was is said:
        return words.say(
            "Of “{one}” and “{other}” the model would have said that “{longer}” holds "
            "longer, and so it was.",
            **told,
        )
    return words.say(
        "Of “{one}” and “{other}” the model would have said that “{longer}” holds "
        "longer; it was the other way round.",
        **told,
    )


def _scores(found: Comparison, words: Words) -> Table:
    say = words.say
    rows = sorted((found.model, *found.rivals), key=lambda each: each.brier)
    return Rows(rows, say("Brier scores; smaller is better")).under(
        Column(
            "who", say("who guesses"), lambda each: words.message(_NAMES[each.name])
        ),
        Number(
            "brier", say("Brier score"), lambda each: words.figure(each.brier, ".3f")
        ),
    )


def _ablations(rows: tuple[Score, ...], words: Words) -> Table:
    say = words.say
    return Rows(
        rows, say("What each question adds to those before it; hypotheses, no menu")
    ).under(
        Column(
            "question", say("question"), lambda each: words.message(_NAMES[each.name])
        ),
        Number(
            "brier", say("Brier score"), lambda each: words.figure(each.brier, ".3f")
        ),
        Column("stages", say("stage hit"), lambda each: _of(each.stages, words)),
        Column("parties", say("party hit"), lambda each: _of(each.parties, words)),
    )


def _of(hits: tuple[int, int] | None, words: Words) -> str:
    if hits is None:
        return "-"
    return words.say("{n} of {all}", n=hits[0], all=hits[1])


def _hits(trial: Trial, found: Comparison, words: Words) -> str:
    ordered = [each for each in trial.scored if each.better_orders is not None]
    best = sum((each.better_orders or 0.0) < BEST for each in ordered)
    return words.say(
        "It names the stage at which a deal first broke in {stages}, where guessing "
        "evenly would in {even_stages}, and the party in {parties} ({even_parties}). "
        "The order agreed is one of the best quarter in {orders}. It says something, "
        "that is a chance below 1/3 or above 2/3, of {covered} of 100 deals.",
        stages=_of(found.model.stages, words),
        even_stages=words.figure(found.guess[0], ".1f"),
        parties=_of(found.model.parties, words),
        even_parties=words.figure(found.guess[1], ".1f"),
        orders=_of((best, len(ordered)), words),
        covered=words.figure(100 * found.covered, ".0f"),
    )
