"""How often such verdicts were right on deals of the past, in one sentence."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from detente.report.naming import Names


@cache
def _scored() -> dict[str, Any]:
    """Read what the last run of the test of history said; empty where none is kept."""
    path = files("detente").joinpath("cases", "history", "scored.json")
    kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return kept


def trust_sentence(names: Names) -> str:
    """Say how good the model was on deals of the past, beside the best guess.

    Parameters
    ----------
    names : Names

    Returns
    -------
    str
        Empty where no run is kept.
    """
    found = _scored().get("comparison")
    if not found:
        return ""
    best = min(found["rivals"], key=lambda each: each["brier"])
    n_deals = sum(
        bool(each["prediction"] and each["outcome"]) for each in _scored()["deals"]
    )
    told = {
        "model": names.figure(found["model"]["brier"], ".2f"),
        "rival": names.figure(best["brier"], ".2f"),
    }
    if found["says_something"]:
        return names.count(
            "on {n} past deal {model}, the best guess {rival} (0 is best).",
            "on {n} past deals {model}, the best guess {rival} (0 is best).",
            n_deals,
            **told,
        )
    return names.count(
        "on {n} past deal no better than guessing ({model}, a guess {rival}).",
        "on {n} past deals no better than guessing ({model}, a guess {rival}).",
        n_deals,
        **told,
    )
