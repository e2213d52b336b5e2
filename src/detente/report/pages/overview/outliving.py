"""How likely road maps outlive those who sign them, in one sentence."""

from collections.abc import Sequence

from detente.report.naming import Names
from detente.report.pages.time.kept import stands_after
from detente.report.quantity import in_hundred
from detente.study.time.compliance import TurnoverCheck


def outliving_sentence(checks: Sequence[TurnoverCheck], names: Names) -> str:
    """Say with what chance each road map stands in five years, as written."""
    told = []
    for check in checks:
        chance = stands_after(check, 5)
        if chance is not None:
            plan = names.quoted(names.element(check.road_map))
            told.append(f"{plan}: {in_hundred(chance, names)}")
    if not told:
        return ""
    return names.say("stands in five years: {plans}.", plans="; ".join(told))
