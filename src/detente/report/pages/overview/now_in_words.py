"""Now in words: what stands, what keeps it, what rests, what a date changes."""

from collections.abc import Iterator

from detente.model.case import Option
from detente.model.road_map import Deadline
from detente.report.endings import endings
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.study.game.options_at_deadlines import pending
from detente.study.overview.survey import AfterDeadline, Overview
from detente.study.stability.explanation import Explanation, Landing, SequenceMove
from detente.study.stability.hold import Hold, comes_anyway, hold_of, wants_are_said
from detente.study.stability.resting import RestingKind

_PARTIES = 1
"""So many who are held back are told in words."""
_KINDS = 2
"""So many kinds that rest are named."""
_OPTIONS = 3
"""So many options are named of a kind that rests."""


def stands_sentence(names: Names) -> str:
    """Say what stands, and how quickly each could be undone."""
    case = names.case
    if not case.options:
        return names.state(case.status_quo) + "."
    standing = [option for option in case.options if option.now]
    if not standing:
        return names.say("nothing is done yet.")
    return "; ".join(_standing(option, names) for option in standing) + "."


def _standing(option: Option, names: Names) -> str:
    undo = (
        names.say("for good")
        if option.undo.is_never
        else names.say("undone {time}", time=_within(option, names))
    )
    return f"{names.option(option.id)} ({undo})"


def _within(option: Option, names: Names) -> str:
    takes = option.undo.takes
    if not takes.count:
        return names.say("at once")
    return names.say("in {time}", time=duration(takes, names))


def lasting_sentences(overview: Overview, names: Names) -> Iterator[str]:
    """Say whether now will last, and what keeps it."""
    if not overview.explained:
        yield _unexplained(overview, names)
        return
    if not wants_are_said(names.case):
        yield untold_sentence(names)
        return
    tempted = overview.tempted
    yield _lasts(hold_of(tempted), names)
    leaving = [each for each in tempted if not each.stable]
    listed = leaving or list(tempted)
    for each in listed[:_PARTIES]:
        yield temptation_sentence(each, names)
    if len(listed) > _PARTIES:
        others = tuple(each.party for each in listed[_PARTIES:])
        yield names.say("The same is so of {parties}.", parties=names.parties(others))


def verdict_sentences(overview: Overview, names: Names) -> Iterator[str]:
    """Say in a word whether now will last, to stand above what the concepts say."""
    yield next(lasting_sentences(overview, names))
    if overview.explained and hold_of(overview.tempted) is Hold.HARDLY:
        yield names.say(
            "The concepts other than R ask only whether an answer follows, not whether "
            "it would come anyway."
        )


def untold_sentence(names: Names) -> str:
    """Say that nothing can be told of what lasts while nobody is said to want it."""
    return names.say("Not to be told yet: it is not said what anybody wants.")


def _lasts(hold: Hold, names: Names) -> str:
    """Answer whether now will last; marks of situations use the same words."""
    return {
        Hold.RESTS: names.say("Yes: nobody would gain by any move of its own."),
        Hold.ANSWERED: names.say("As long as each expects an answer."),
        Hold.HARDLY: names.say("Hardly."),
        Hold.LEFT: names.say("No."),
    }[hold]


def _unexplained(overview: Overview, names: Names) -> str:
    """Say who would leave now where no witness is found for it."""
    sets = overview.sets
    now = sets.engine.status_quo
    leaving = tuple(
        party
        for place, party in enumerate(sets.engine.parties)
        if not sets.sets[overview.lead, place][now]
    )
    if not leaving:
        return names.say("Yes: nobody would leave.")
    return names.say("No: {parties} would leave.", parties=names.parties(leaving))


def temptation_sentence(each: Explanation, names: Names) -> str:
    """Say what a party would gain by, and what holds it back, if anything does."""
    return _held_back(each, names) if each.stable else _leaves(each, names)


def _leaves(each: Explanation, names: Names) -> str:
    landing = each.landings[0]
    return names.say(
        "{party} would gain by {move}, and nothing that the others would do in answer "
        "makes it regret that.",
        party=names.party(each.party),
        move=change_text(each.state, landing.state, names),
    )


def _held_back(each: Explanation, names: Names) -> str:
    landing = each.landings[0]
    said = {
        "party": names.party(each.party),
        "move": change_text(each.state, landing.state, names),
        "answer": _answer(landing, names),
    }
    if comes_anyway(each):
        return names.say(
            "{party} would gain by {move}; what should hold it back, {answer}, would "
            "come anyway.",
            **said,
        )
    return names.say("{party} would gain by {move}, but {answer}.", **said)


def _answer(landing: Landing, names: Names) -> str:
    sanction = landing.sanction
    if sanction is None:
        return names.say("nobody would answer")
    steps = [_step(step, names, anyway=sanction.anyway) for step in sanction.steps]
    return names.listed(steps)


def _step(step: SequenceMove, names: Names, *, anyway: bool) -> str:
    party = names.party(step.party)
    move = change_text(step.before, step.after, names)
    if anyway:
        return names.say("{party} {move}", party=party, move=move)
    return names.say("{party} would answer by {move}", party=party, move=move)


def change_text(before: str, after: str, names: Names) -> str:
    """Say what a move changes: what is given up, what is taken up."""
    case = names.case
    if not case.options:
        return names.say("going over to {state}", state=names.state(after))
    pairs = zip(case.options, before, after, strict=True)
    changed = [(names.option(o.id), new) for o, old, new in pairs if old != new]
    taken = [names.quoted(name) for name, new in changed if new == "Y"]
    dropped = [names.quoted(name) for name, new in changed if new == "N"]
    parts = []
    if taken:
        parts.append(names.say("taking up {options}", options=names.listed(taken)))
    if dropped:
        parts.append(names.say("giving up {options}", options=names.listed(dropped)))
    return names.listed(parts)


def resting_sentences(overview: Overview, names: Names) -> Iterator[str]:
    """Say where moves in their own interest lead, and where else nobody would move."""
    kinds = [kind for kind in overview.resting if not kind.holds_now]
    for kind in kinds:
        if not kind.reached:
            continue
        if kind.nearest in _told_ends(overview):
            yield names.say("Their own interest leads there, and nobody would leave.")
            continue
        yield names.say(
            "Moves in their own interest lead to a situation {situation}, which "
            "nobody would leave.",
            situation=_situation(kind.taken, kind.dropped, names)
            or names.in_words(kind.nearest),
        )
    others = [kind for kind in kinds if not kind.reached]
    if others:
        yield _others(others, names)


def _told_ends(overview: Overview) -> set[str]:
    """Give where the moves end that the sentences on temptation tell."""
    tempted = overview.tempted
    listed = [each for each in tempted if not each.stable] or tempted
    ends = set()
    for each in listed[:_PARTIES]:
        landing = each.landings[0]
        steps = () if landing.sanction is None else landing.sanction.steps
        ends.add(steps[-1].after if steps else landing.state)
    return ends


def _others(kinds: list[RestingKind], names: Names) -> str:
    """Name kinds of situations by what all of them share, else one by one."""
    taken = _shared([kind.taken for kind in kinds])
    dropped = _shared([kind.dropped for kind in kinds])
    shared = _situation(taken, dropped, names)
    if shared and len(kinds) > 1:
        return names.count(
            "{n} other kind of situation would last too, all {shared}.",
            "{n} other kinds of situations would last too, all {shared}.",
            len(kinds),
            shared=shared,
        )
    told = [
        _situation(kind.taken, kind.dropped, names) or names.in_words(kind.nearest)
        for kind in kinds[:_KINDS]
    ]
    return names.count(
        "{n} other kind of situation would last too: {kinds}.",
        "{n} other kinds of situations would last too: {kinds}.",
        len(kinds),
        kinds="; ".join(names.with_rest(told, len(kinds))),
    )


def _shared(options: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Give the options that all of several kinds have in common."""
    return tuple(each for each in options[0] if all(each in kind for kind in options))


def _situation(taken: tuple[str, ...], dropped: tuple[str, ...], names: Names) -> str:
    parts = []
    if taken:
        parts.append(names.say("with {options}", options=_few(taken, names)))
    if dropped:
        parts.append(names.say("without {options}", options=_few(dropped, names)))
    return ", ".join(parts)


def _few(options: tuple[str, ...], names: Names) -> str:
    quoted = [names.quoted(names.option(each)) for each in options]
    if len(quoted) <= _OPTIONS:
        return names.listed(quoted)
    return ", ".join(names.with_rest(quoted[: _OPTIONS - 1], len(quoted)))


def _opening(deadline: Deadline, names: Names) -> str:
    opened = [names.quoted(names.option(each)) for each in deadline.opens]
    date = names.date(deadline.date)
    if not opened or deadline.by is None:
        return names.say("{date}.", date=date)
    return names.say(
        "{date}: {options} opens to {party}.",
        date=date,
        options=names.listed(opened),
        party=names.party(deadline.by),
    )


def deadline_sentence(
    overview: Overview, after: tuple[AfterDeadline, ...], names: Names
) -> str:
    """Say what the next date opens, and for whom it changes anything now."""
    dates = [(each.date, _opening(each, names)) for each in pending(names.case)]
    today = names.case.as_of
    dates += [(day, told) for day, told in endings(names) if not today or day > today]
    if not dates:
        return ""
    said = min(dates, key=lambda each: each[0])[1]
    change = next((each for each in after if each.concept == overview.lead), None)
    new = (
        ()
        if change is None
        else tuple(
            party for party in change.stays_before if party not in change.stays_after
        )
    )
    if new:
        return (
            said
            + " "
            + names.say(
                "From then on {parties} would leave now.", parties=names.parties(new)
            )
        )
    return said + " " + names.say("Nobody who stays now would leave then.")
