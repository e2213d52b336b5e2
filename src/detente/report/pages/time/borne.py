"""How likely a change of leadership may be before a road map no longer bears it."""

from collections.abc import Sequence

from detente.report.document import Block, Document, Listing, Paragraph
from detente.report.naming import Names
from detente.study.time.borne import Borne
from detente.study.time.compliance import TurnoverCheck

_WHOLE = 100


def borne_blocks(
    check: TurnoverCheck | None, borne: Sequence[Borne], names: Names
) -> Document:
    """Say which chance of each change a road map bears, and what that rests on.

    Parameters
    ----------
    check : TurnoverCheck or None
        What the changes as written do; None where that is not known.
    borne : sequence of Borne
        Empty where it takes long.
    names : Names
    """
    rules = names.case.negotiation.turnover
    hazards = any(each.hazard is not None for each in rules)
    if check is None or check.completed is None or not hazards:
        return ()
    told = tuple(_told(each, names) for each in borne)
    blocks: list[Block] = []
    if told:
        heading = names.say("How likely a change may be before that breaks it:")
        blocks += [Paragraph(heading), Listing(told)]
    elif names.typed:
        said = names.say(
            "How likely a change may be before that breaks it: `detente roadmap "
            "thresholds` says so."
        )
        blocks.append(Paragraph(said))
    return tuple(blocks)


def _told(each: Borne, names: Names) -> str:
    who = {
        "leadership": names.quoted(names.element(each.leadership)),
        "written": _percent(each.written, names),
    }
    if each.most is None:
        return names.say(
            "{leadership}: even if it never comes, those who rule at first do not do "
            "their part.",
            **who,
        )
    if each.most >= 1:
        return names.say(
            "{leadership}: however likely it is to come, those who rule at first do "
            "their part.",
            **who,
        )
    return names.say(
        "{leadership}: those who rule at first do their part as long as the chance "
        "that it comes within a year is {most} % or less (as written {written} %).",
        most=_percent(each.most, names),
        **who,
    )


def _percent(chance: float, names: Names) -> str:
    return names.figure(_WHOLE * chance, ".2g")
