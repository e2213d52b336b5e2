"""Claims that a change moves a road map, in words."""

from detente.report.naming import Names
from detente.report.quantity import in_hundred
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimVerdict


def moved_text(finding: Finding, names: Names) -> str:
    """Say how far a road map comes as it is, and with which change how far.

    Parameters
    ----------
    finding : Finding
        Of a claim that asks what moves a road map.
    names : Names

    Returns
    -------
    str
    """
    figure = finding.figure
    if not figure.numbers:
        return _unjudged(finding, names)
    name, *edits = figure.names
    before, after, *left = figure.numbers
    chances = (*figure.values, None, None)[:2]
    told = {
        "plan": names.quoted(names.element(name)),
        "before": _reached(before, chances[0], names),
        "after": _reached(after, chances[1], names),
    }
    goal = finding.claim.test.goal
    if goal is not None and before > _place(goal):
        return names.say(
            "{plan}: {before} as it is, so that nothing is to be moved", **told
        )
    if left:
        return names.count(
            "{plan}: {before}; {n} change was not judged, which takes longer",
            "{plan}: {before}; {n} changes were not judged, which takes longer",
            left[0],
            **told,
        )
    if not edits:
        return names.say("{plan}: {before}, and no such change helps", **told)
    if not names.typed:
        change = names.listed([_changed(edit, names) for edit in edits])
        return names.say(
            "{plan}: {before}; with {change}: {after}", change=change, **told
        )
    typed = " ".join(f"--set '{edit}'" for edit in edits)
    return names.say("{plan}: {before}; with {typed}: {after}", typed=typed, **told)


def _place(goal: str) -> int:
    """Give how many goals come before one."""
    # Imported where it is needed: few claims name a goal, and goals need games.
    from detente.study.lever.goal import GOALS, Goal  # noqa: PLC0415

    return GOALS.index(Goal(goal))


def _changed(edit: str, names: Names) -> str:
    """Say of what an edit is, where nobody would type it."""
    match edit.partition("=")[0].split("."):
        case ["roadmaps", _, "stages", *_]:
            return names.say("other steps in its stages")
        case ["roadmaps", _, "until", *_]:
            return names.say("a last day for what is given")
        case ["options", option, "undo" | "redo", *_]:
            named = names.quoted(names.option(option))
            return names.say("another time to undo {option}", option=named)
        case ["options", option, *_]:
            named = names.quoted(names.option(option))
            return names.say("another rule for {option}", option=named)
        case ["guarantees", *_]:
            return names.say("another guarantee")
    return names.say("another clause")


def _unjudged(finding: Finding, names: Names) -> str:
    if finding.verdict is ClaimVerdict.NOT_TESTABLE:
        return names.say("nobody's leadership changes in this case")
    return names.say("not worked out here (it takes a while: `detente claims CASE`)")


def _reached(n_goals: int, chance: float | None, names: Names) -> str:
    """Say how far it comes, and how likely it still stands where that is asked."""
    said: str = (
        names.say("it cannot be carried out"),
        names.say("somebody would not sign it"),
        names.say("all would sign it, somebody calls it off"),
        names.say("all would sign it and nobody would call it off"),
        names.say("it would keep itself"),
        names.say("it would outlive those who sign it"),
    )[n_goals]
    if chance is None:
        return said
    return names.say(
        "{said} (it still stands after five years in {chance})",
        said=said,
        chance=in_hundred(chance, names),
    )
