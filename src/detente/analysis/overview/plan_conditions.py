"""Who stands by a guarantee, and what changes of leadership do, for the report."""

from dataclasses import replace

from detente.analysis.deal.outliving import find_outliving
from detente.errors import Message
from detente.records import dataclass
from detente.report.document import Block, Document, Heading, Paragraph
from detente.report.figure.survival import survival_picture
from detente.report.naming import Names
from detente.report.pages.deal.guarantors import guarantors_section
from detente.report.pages.time.turnover import turnover_section
from detente.study.deal.guarantor import GuarantorCheck, check_guarantors
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks

_SOON = 10.0
"""Seconds that may be spent on changes of leadership where not all is asked for."""


@dataclass(frozen=True)
class PlanConditions:
    """One road map under the guarantees and the turnover of the case.

    `turnover` is None where leaders do not change, or where `left_out` says why
    it was not computed.
    """

    road_map: str
    guarantors: tuple[GuarantorCheck, ...]
    turnover: TurnoverCheck | None
    left_out: Message | None


def find_plan_conditions(
    dynamics: Dynamics, *, full: bool = False
) -> tuple[PlanConditions, ...]:
    """Judge the guarantors and successors of each road map that can be followed.

    Parameters
    ----------
    dynamics : Dynamics
        The case, with options; threats solved before are kept in it.
    full : bool
        Whether changes of leadership are reckoned with however long that takes.

    Returns
    -------
    tuple of PlanConditions
        Empty where the case has neither guarantees nor turnover.
    """
    terms = dynamics.case.negotiation
    if not terms.guarantees and not terms.turnover:
        return ()
    layouts = {plan: lay_out(dynamics, plan) for plan in terms.road_maps}
    plans = [plan for plan, layout in layouts.items() if not layout.reasons]
    outlived = find_outliving(dynamics, plans, asked=full or None, soon=_SOON)
    return tuple(
        PlanConditions(
            road_map=plan.id,
            guarantors=check_guarantors(dynamics, layouts[plan]),
            turnover=outlived.of(plan.id),
            left_out=outlived.left_out,
        )
        for plan in plans
    )


def plan_conditions_page(found: tuple[PlanConditions, ...], names: Names) -> Document:
    """Show, road map by road map, who would stand by it.

    Road maps of which nothing is to be said are named together at the end.

    Parameters
    ----------
    found : tuple of PlanConditions
    names : Names
        The case and the language.
    """
    blocks: list[Block] = []
    for each in found:
        called = tuple(check for check in each.guarantors if check.lands)
        turned = each.turnover
        breaks = () if turned is None else list_breaks(names.case, turned)
        sections = (
            guarantors_section(called, names),
            turnover_section(turned, breaks, None, names),
        )
        if any(sections):
            blocks.append(Heading(names.element(each.road_map)))
        for section in sections:
            blocks += [
                replace(block, level=3) if isinstance(block, Heading) else block
                for block in section
            ]
    known = [each.turnover for each in found if each.turnover is not None]
    drawn = survival_picture(known, names)
    pictures = () if drawn is None else (drawn,)
    return (*blocks, *map(Paragraph, _rest(found, names)), *pictures)


def _rest(found: tuple[PlanConditions, ...], names: Names) -> list[str]:
    """Say of which road maps nothing more can be said here."""
    calm = [
        names.quoted(names.element(each.road_map))
        for each in found
        if each.guarantors and not any(check.lands for check in each.guarantors)
    ]
    said = []
    if calm:
        said.append(
            names.say(
                "No breach calls upon a guarantee on {plans}.", plans=names.listed(calm)
            )
        )
    if any(each.left_out for each in found):
        said.append(
            names.say(
                "How likely each outlives those who sign it was not worked out here "
                "(it takes a while: `detente roadmap list CASE --turnover`)."
            )
        )
    return said
