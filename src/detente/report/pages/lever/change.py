"""A change of a case in one sentence."""

from detente.errors import Message
from detente.report.document import Cell
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import apart, number_text
from detente.report.pages.lever.guarantee import guarantee_text, value_text
from detente.report.step_words import steps_text
from detente.study.lever.change import NEVER, Change, Kind, What

KINDS = {
    Kind.CLAUSE: Message("clause"),
    Kind.STEP: Message("step"),
    Kind.GUARANTEE: Message("guarantee"),
    Kind.OUTSIDER: Message("third party"),
    Kind.WANT: Message("want"),
}


def kind_name(kind: Kind, names: Names) -> Cell:
    """Name a kind of change."""
    return Cell(names.message(KINDS[kind]), str(kind))


def changes_text(changes: tuple[Change, ...], names: Names) -> str:
    """Say one change, or two together, as a sentence each."""
    return " ".join(change_text(each, names) for each in changes)


def change_text(change: Change, names: Names) -> str:
    """Say what a change is, as a sentence."""
    if change.what in _OF_STAGES:
        return _of_stages(change, names)
    if change.what in {What.WEIGHT, What.PAYMENT}:
        return _of_wants(change, names)
    if change.kind is Kind.GUARANTEE:
        return guarantee_text(change, names)
    if change.what is What.DATE:
        return names.say(
            "The date {name} is moved from {before} to {after}.",
            name=names.quoted(names.element(change.about)),
            before=value_text(change.before, names),
            after=value_text(change.after, names),
        )
    if not change.about:
        return names.say(
            "All that is promised is owed without end instead of until {day}.",
            day=value_text(change.before, names),
        )
    return _of_an_option(change, names)


_OF_STAGES = {What.ESCROW, What.SPLIT, What.SWAP, What.MERGE, What.WITHIN}


def _of_stages(change: Change, names: Names) -> str:
    say, told = names.say, {"stage": change.stage, "other": change.other}
    if change.what is What.ESCROW:
        return say(
            "At stage {stage} nothing takes place unless all do their part (escrow).",
            **told,
        )
    if change.what is What.SPLIT:
        parts = [_steps(part, names) for part in change.steps]
        return say(
            "Stage {stage} is cut into instalments: {parts}.",
            parts=say(", then ").join(parts),
            **told,
        )
    if change.what is What.SWAP:
        return say("Stages {stage} and {other} change places.", **told)
    if change.what is What.MERGE:
        return say("Stages {stage} and {other} are done together.", **told)
    after = value_text(change.after, names)
    return say("Stage {stage} lasts {after} at least.", after=after, **told)


def _steps(written: str, names: Names) -> str:
    """Name steps that are written one after the other."""
    steps: list[str] = []
    for word in written.split():
        if steps and steps[-1] == "not":
            steps[-1] = f"not {word}"
        else:
            steps.append(word)
    return steps_text(steps, names)


def _of_wants(change: Change, names: Names) -> str:
    before, after = float(str(change.before or 0)), float(str(change.after))
    party = names.party(change.party)
    if change.what is What.PAYMENT:
        return names.say(
            "A third party pays {party}, for as long as the steps of stage {stage} "
            "stand, what is worth {after} per period to it.",
            party=party,
            stage=change.stage,
            after=names.figure(after, "g"),
        )
    told = {
        "number": number_text(change.about, names),
        "before": names.figure(before, "g"),
        "after": apart(after, before, names),
    }
    said = names.say("{number}: {after} instead of {before}.", **told)
    return said[:1].upper() + said[1:]


def _of_an_option(change: Change, names: Names) -> str:
    say = names.say
    told: dict[str, object] = {
        "option": names.quoted(names.option(change.about)),
        "party": names.party(change.party),
        "step": steps_text(change.steps, names) if change.steps else "",
        "stage": change.stage,
        "other": change.other,
    }
    if change.what in {What.UNDO, What.REDO}:
        told |= {
            "before": value_text(change.before, names),
            "after": value_text(change.after, names),
        }
        if change.what is What.UNDO:
            return say(
                "The time in which {option} can be taken back: {after} instead of "
                "{before}.",
                **told,
            )
        return say(
            "The time in which {option} can be taken up again: {after} instead of "
            "{before}.",
            **told,
        )
    if change.what is What.UNTIL and change.after == NEVER:
        day = value_text(change.before, names)
        return say(
            "{option} is owed without end instead of until {day}.", day=day, **told
        )
    if change.what is What.UNTIL:
        day = value_text(change.after, names)
        return say("{option} is owed only until {day}.", day=day, **told)
    if change.what is What.SEEN:
        return say("It is noticed at once if {option} is not kept.", **told)
    if change.what is What.LEAVE_OUT:
        return say("This is left out: {step} ({party}).", **told)
    if change.what is What.PUT:
        return say(
            "This is done at stage {other} instead of stage {stage}: {step} ({party}).",
            **told,
        )
    if change.what is What.OPEN:
        return say(
            "At stage {stage} a third party, {party}, does its part too: {step}.",
            **told,
        )
    return say("At stage {stage} this is added: {step} ({party}).", **told)
