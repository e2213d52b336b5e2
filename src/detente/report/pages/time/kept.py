"""How likely a road map is neither cheated on nor called off, in words."""

from collections.abc import Iterator

from detente.report.naming import Names, stage_name
from detente.report.pages.time.causes_in_words import causes_in_words
from detente.report.quantity import in_hundred
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.kept import Ending, Kept

SLIGHT = 0.005
"""Chances that differ by less are the same when counted in a hundred."""


def by_cheating_alone(check: TurnoverCheck) -> bool:
    """Whether the chances told are the same by cheating alone."""
    kept, outliving = check.kept, check.outliving
    if kept is None or outliving is None or check.completed is None:
        return kept is None
    pairs = zip(kept.standing, outliving.standing, strict=True)
    apart = [abs(one.chance - other.chance) for one, other in pairs]
    return max(*apart, abs(kept.completed - check.completed)) < SLIGHT


def stands_after(check: TurnoverCheck | None, years: int) -> float | None:
    """Give the chance that a road map stands after some years, where it is known."""
    if check is None or check.told is None:
        return None
    standing = check.told.standing
    return next((each.chance for each in standing if each.years == years), None)


def by_cheating_after(check: TurnoverCheck, years: int) -> float | None:
    """Give the same chance as if cheating were the only way to end it."""
    known = () if check.outliving is None else check.outliving.standing
    return next((each.chance for each in known if each.years == years), None)


def standing_sentence(check: TurnoverCheck, names: Names) -> str:
    """Say how likely a road map is completed, and stands after some years.

    Parameters
    ----------
    check : TurnoverCheck
        One that could be judged.
    names : Names
        The case and the language.

    Returns
    -------
    str
        With calling off where that is known.
    """
    completed = check.completed if check.kept is None else check.kept.completed
    chances = (completed, *(stands_after(check, years) for years in (1, 5)))
    return _sentence(chances, names)


def cheating_sentence(check: TurnoverCheck, names: Names) -> str:
    """Say the same as if cheating were the only way to end it."""
    after = (by_cheating_after(check, years) for years in (1, 5))
    told = _in_hundred((check.completed, *after), names)
    return names.say(
        "Were cheating the only way to end it: completed in {completed}; stands after "
        "one year in {one}, after five years in {five}.",
        **told,
    )


def _sentence(chances: tuple[float | None, ...], names: Names) -> str:
    told = _in_hundred(chances, names)
    if None in chances[1:]:
        said = told["completed"]
        return names.say("As written it is completed in {chance}.", chance=said)
    return names.say(
        "As written it is completed in {completed}; it still stands after one year in "
        "{one}, after five years in {five}.",
        **told,
    )


def _in_hundred(chances: tuple[float | None, ...], names: Names) -> dict[str, str]:
    keys = "completed", "one", "five"
    return {
        key: in_hundred(chance or 0.0, names)
        for key, chance in zip(keys, chances, strict=True)
    }


def what_counts(names: Names) -> str:
    """Say what the chances count."""
    return names.say(
        "That counts who would cheat, would not sign, or would call it off, each "
        "reckoning with who may come to rule."
    )


def kept_sentences(kept: Kept, names: Names) -> Iterator[str]:
    """Say what the chances count, and where it most likely ends."""
    yield what_counts(names)
    worst = max(kept.endings, key=lambda each: each.chance, default=None)
    if worst is not None and worst.chance >= SLIGHT:
        yield _worst(worst, names)


def _worst(each: Ending, names: Names) -> str:
    what = ending_in_words(each, names)
    if each.others:
        what = names.say(
            "{what}, and {others} would end it too",
            what=what,
            others=names.parties(each.others),
        )
    told = {
        "what": what,
        "chance": in_hundred(each.chance, names),
    }
    if each.under == ((),):
        return names.say("Most likely: {what} ({chance}), whoever rules.", **told)
    leaders = causes_in_words(each.under, names)
    return names.say(
        "Most likely: {what} ({chance}), while these rule: {leaders}.",
        **told,
        leaders=leaders,
    )


def ending_in_words(each: Ending, names: Names) -> str:
    """Say who ends a road map where, and how."""
    party = names.party(each.party)
    if each.how == "does_not_sign":
        return names.say("{party} would not sign", party=party)
    if each.stage is None:
        if each.how == "cheats":
            return names.say("{party} leaves it when all is done", party=party)
        return names.say("{party} calls it off when all is done", party=party)
    at = stage_name(each.stage, names)
    if each.how == "cheats":
        said = names.say("at {stage} {party} cheats", stage=at, party=party)
    else:
        said = names.say("at {stage} {party} calls it off", stage=at, party=party)
    return said
