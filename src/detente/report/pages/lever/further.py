"""What is said of the questions that need a game: cheating, and outliving."""

from collections.abc import Iterator
from functools import partial

from detente.report.calling_words import of_hundred
from detente.report.document import Cell, Column, Number
from detente.report.naming import Names
from detente.report.pages.lever.change import kind_name
from detente.report.pages.time.kept import standing_sentence, stands_after
from detente.report.pages.time.turnover import cheating_alone, likely_end
from detente.report.quantity import in_hundred
from detente.report.verdict_words import judged_text
from detente.study.lever.change import Kind
from detente.study.lever.effect import Effect, Effects, Told
from detente.study.lever.goal import YEARS, Goal, Standing, share_of
from detente.study.lever.search import Solved
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks


def further_now(standing: Standing, names: Names) -> Iterator[str]:
    """Say whether it keeps itself as it is, and whether it outlives its signers."""
    if standing.keeps is not None:
        said = judged_text(standing.keeps, names)
        yield names.say("If somebody cheats: {said}.", said=said)
    yield from _standing(standing.outlives, names)


def _standing(check: TurnoverCheck | None, names: Names) -> Iterator[str]:
    if check is None:
        return
    if check.outliving is None:
        why = "; ".join(names.reason(each) for each in check.reasons)
        yield names.say("Whether it outlives its signers is not known: {why}.", why=why)
        return
    yield standing_sentence(check, names)
    yield from likely_end(list_breaks(names.case, check), names)
    if check.kept is None:
        yield cheating_alone(names)


def further_then(effect: Effect, found: Effects, names: Names) -> Iterator[str]:
    """Say the same of a road map with a change, with what was so before."""
    then, now = effect.standing, found.standing
    if then.keeps is not None:
        said = judged_text(then.keeps, names)
        yield names.say("If somebody cheats: {said}.", said=said)
    before, after = (stands_after(each.outlives, YEARS) for each in (now, then))
    if after is None:
        return
    told = in_hundred(after, names)
    if before is None:
        yield names.say("It still stands after five years in {after}.", after=told)
    else:
        yield names.say(
            "It still stands after five years in {after} ({before} before).",
            after=told,
            before=in_hundred(before, names),
        )
    if then.outlives is not None:
        yield from likely_end(list_breaks(names.case, then.outlives), names)


def further_goal(goal: Goal, names: Names) -> str:
    """Name a goal that needs a game."""
    if goal is Goal.KEEPS:
        return names.say("it keeps itself")
    return names.say("it outlives those who sign it (five years, in 67 of 100)")


def nothing_left(standing: Standing, solved: Solved, plan: str, names: Names) -> str:
    """Say that nothing is to be moved, and what was not asked."""
    if standing.keeps is None:
        return names.say(
            "All would sign it and nobody would call it off. Whether it keeps itself "
            "was not judged in the time allowed."
        )
    if standing.outlives is not None:
        return names.say(
            "All would sign it, nobody would call it off, it keeps itself and outlives "
            "those who sign it: there is nothing to move."
        )
    why = "; ".join(names.reason(each) for each in solved.reasons)
    said = [
        names.say(
            "All would sign it, nobody would call it off, and it keeps itself: by "
            "these questions there is nothing to move."
        )
    ]
    if names.typed:
        said.append(
            names.say(
                "From what guarantee on: detente roadmap thresholds {plan}.", plan=plan
            )
        )
    if why:
        said.append(_unasked(why, names))
    return " ".join(said)


def _unasked(why: str, names: Names) -> str:
    return names.say(
        "Whether it outlives those who sign it was not asked: {why}.", why=why
    )


def solved_text(solved: Solved, names: Names) -> Iterator[str]:
    """Say how many changes were judged by games, and how many were not."""
    if solved.goals and solved.judged:
        yield names.say(
            "By games, where all sign and nobody calls it off: {judged}.",
            judged=_counts(solved.judged, names),
        )
    if solved.left:
        yield names.say(
            "Not judged by games, since that takes longer (--time allows more): "
            "{left}.",
            left=_counts(solved.left, names),
        )
    if solved.larger:
        yield names.count(
            "{n} larger change was not judged, since enough smaller ones do.",
            "{n} larger changes were not judged, since enough smaller ones do.",
            solved.larger,
        )
    if solved.reasons:
        why = "; ".join(names.reason(each) for each in solved.reasons)
        yield _unasked(why, names)


def _counts(counts: tuple[tuple[Kind, int], ...], names: Names) -> str:
    return names.listed([f"{kind_name(kind, names)} {n}" for kind, n in counts])


def further_columns(before: Standing, names: Names) -> Iterator[Column[Told]]:
    """Give whether it keeps itself in draws, and stands after five years, by lever."""
    titles = {
        Goal.KEEPS: ("keeps", names.say("keeps itself")),
        Goal.OUTLIVES: ("stands", names.say("stands after five years")),
    }
    for goal, (name, title) in titles.items():
        yield Number(
            f"{name}_before",
            names.say("{what}, as it is", what=title),
            partial(_before, before, goal, names),
        )
        yield Number(
            f"{name}_after",
            names.say("{what}, then", what=title),
            partial(_after, goal, names),
        )


def _before(standing: Standing, goal: Goal, names: Names, _: Told) -> Cell:
    return _share(standing, goal, names)


def _after(goal: Goal, names: Names, told: Told) -> Cell:
    return _share(told.effect.standing, goal, names)


def _share(standing: Standing, goal: Goal, names: Names) -> Cell:
    if goal is Goal.OUTLIVES:
        share = stands_after(standing.outlives, YEARS)
    else:
        share = share_of(standing, goal)
    return names.figure(None) if share is None else Cell(of_hundred(share), share)
