"""How often such verdicts were right on deals of the past."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from detente.report.document import Document, Marked, Paragraph
from detente.report.naming import Names
from detente.report.words import Words
from detente.study.history.score import on_right_side
from detente.study.history.trial import Trial

ANCHOR = "trust"
"""Leads to the part of the report that tells it deal by deal."""


@cache
def kept_run() -> dict[str, Any]:
    """Read what the last run of the test of history said; empty where none is kept."""
    path = files("detente").joinpath("cases", "history", "scored.json")
    kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return kept


def trust_sentence(names: Names) -> str:
    """Say on how many deals of the past such verdicts were right, beside a coin.

    Parameters
    ----------
    names : Names

    Returns
    -------
    str
        What follows a lead with a colon; empty where no run is kept.
    """
    found = _hits()
    if found is None:
        return ""
    right, n_deals = found
    told = {"right": right, "coin": names.figure(n_deals / 2, "g")}
    if kept_run()["comparison"]["says_something"]:
        return names.count(
            "such verdicts came out right for {right} of {n} past deal, not by luck.",
            "such verdicts came out right for {right} of {n} past deals, not by luck.",
            n_deals,
            **told,
        )
    if right <= n_deals / 2:
        return names.count(
            "such verdicts came out right for {right} of {n} past deal; a coin gets "
            "{coin}.",
            "such verdicts came out right for {right} of {n} past deals; a coin gets "
            "{coin}.",
            n_deals,
            **told,
        )
    return names.count(
        "such verdicts came out right for {right} of {n} past deal, maybe by luck.",
        "such verdicts came out right for {right} of {n} past deals, maybe by luck.",
        n_deals,
        **told,
    )


def trust_lead(names: Names) -> str:
    """Say the same at the head of a report; its first words lead to the deals."""
    said = trust_sentence(names)
    lead = names.say("How far to trust it")
    return Marked(f"{lead}: {said}", links=((lead, ANCHOR),)) if said else ""


def trust_answer(names: Names, *, alone: bool = False) -> str:
    """Say at the end of page one what was tried, and what follows for the reader.

    `alone` leaves out what leads to the list of the deals.
    """
    found = _hits()
    if found is None:
        return ""
    right, n_deals = found
    said = names.count(
        "{n} deal of the past was judged from its text alone, as on the day of "
        "signature; {right} came out as said in the five years that followed.",
        "{n} deals of the past were judged from their texts alone, as on the day of "
        "signature; {right} came out as said in the five years that followed.",
        n_deals,
        right=right,
    )
    advice = names.say(
        "Use these verdicts to find the weak places of a deal, not as a forecast."
    )
    if kept_run()["comparison"]["says_something"]:
        advice = names.say("That is more than guessing gives.")
    if alone:
        return f"{said} {advice}"
    where = names.say("Deal by deal")
    return Marked(f"{said} {advice} {where}.", links=((where, ANCHOR),))


def trust_page(trial: Trial, words: Words) -> Document:
    """Tell in the report what was said of each deal of the past, and what happened.

    Parameters
    ----------
    trial : Trial
        As kept.
    words : Words

    Returns
    -------
    Document
        Empty where no deal is scored.
    """
    if not trial.scored:
        return ()
    # Imported where it is needed: the first screen tells only how many came out.
    from detente.report.pages.overview.history import deals_table  # noqa: PLC0415

    said = words.say(
        "Deals of the past were coded from their texts alone, as on the day of "
        "signature, before anything was computed; one table of numbers, the same for "
        "all, turned them into cases like this one. This is what would have been said, "
        "and what happened."
    )
    more = words.say(
        "The page “How far to trust it” in the documentation of Detente says of each "
        "miss what was lacking."
    )
    if words.typed:
        whole = words.say(
            "`detente history --kept` shows the whole run with its scores."
        )
        more = f"{more} {whole}"
    return Paragraph(said), deals_table(trial, words), Paragraph(more)


def _hits() -> tuple[int, int] | None:
    """Count the deals of which the likelier was said, and all that are scored."""
    scored = [
        (each["prediction"]["stands"], each["outcome"]["stood"])
        for each in kept_run().get("deals", ())
        if each["prediction"] and each["outcome"]
    ]
    if not scored or not kept_run().get("comparison"):
        return None
    return sum(on_right_side(*each) for each in scored), len(scored)
