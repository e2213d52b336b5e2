"""Sources that contradict each other, side by side."""

from detente.model.case import Case
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.record.reports import Report, Rule, opposed, reports_of


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Reports of one step that cannot all be right, by day.

    One report alone is disputed by those concerned.
    """

    step: Step
    reports: tuple[Report, ...]


def contradictions(case: Case, plan: RoadMap, rule: Rule) -> tuple[Contradiction, ...]:
    """Set side by side what sources say otherwise of the steps of a road map.

    Parameters
    ----------
    case : Case
    plan : RoadMap
    rule : Rule
        Two reports from other sources contradict each other where what they say is
        opposite and their days lie within the tolerance.

    Returns
    -------
    tuple of Contradiction
        In the order of the steps, then by day; days that lie within the tolerance
        of each other stand together.
    """
    found = []
    for step in (step for stage in plan.stages for step in stage.steps):
        reports = [
            each
            for each in reports_of(case, step, rule)
            if rule.since is None or each.day >= rule.since
        ]
        before = opposed(reports, rule.tolerance)
        after = opposed(reports[::-1], rule.tolerance)[::-1]
        torn = [
            each
            for each, *sides in zip(reports, before, after, strict=True)
            if each.event.disputed or any(sides)
        ]
        groups: list[list[Report]] = []
        for each in torn:
            if groups and (each.day - groups[-1][-1].day).days <= rule.tolerance:
                groups[-1].append(each)
            else:
                groups.append([each])
        found += [Contradiction(step, tuple(group)) for group in groups]
    return tuple(found)
