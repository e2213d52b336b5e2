"""A road map in one line: who would not sign, where it breaks, how surely."""

from detente.report.calling_words import (
    breaking_text,
    caller_text,
    of_hundred,
    share_keeping,
    signing_text,
)
from detente.report.naming import Names, stage_name
from detente.report.verdict_words import judged_text
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.deal.verdict import RoadMapCheck


def plan_line(check: RoadMapCheck, names: Names) -> str:
    """Tell one road map as far as the first question that it fails.

    Who would cheat is told where all sign and nobody calls it off: elsewhere it is
    over before.
    """
    name = names.element(check.road_map)
    return names.say("{plan}: {said}.", plan=name, said=answers_text(check, names))


def answers_text(check: RoadMapCheck, names: Names) -> str:
    """Tell who would not sign a road map, where it breaks, or who would cheat."""
    found = check.calling_off
    if found is None:
        return judged_text(check, names)
    known = found.refusing or found.all_sign is not None
    told = [signing_text(found, names)] if known else []
    if found.callers and _named_already(found):
        stage = stage_name(found.callers[0].stage, names)
        told.append(names.say("it breaks at {place}", place=stage))
    elif found.callers:
        told.append(breaking_text(found, names))
    elif found.nobody is not None:
        told += (_kept(found, names), judged_text(check, names))
    return "; ".join(told) or judged_text(check, names)


def _kept(found: CallingOff, names: Names) -> str:
    share = share_keeping(found)
    if share is None or share >= ESTABLISHED:
        return names.say("called off by {nobody}", nobody=caller_text(found, names))
    return names.say(
        "that nobody calls it off is not established ({n} of 100)", n=of_hundred(share)
    )


def _named_already(found: CallingOff) -> bool:
    """Whether who first calls it off is told as not signing, with the same share."""
    party = found.callers[0].party
    if party not in {each.party for each in found.refusing}:
        return False
    drawn = None if found.shares is None else found.shares.of(party)
    return drawn is None or of_hundred(drawn.signs) == of_hundred(drawn.goes_on)
