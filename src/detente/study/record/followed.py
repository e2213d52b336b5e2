"""How far a road map was followed: its stages against the deeds since it began."""

import datetime
from dataclasses import dataclass

from detente.model.case import Case
from detente.model.road_map import RoadMap, Step


@dataclass(frozen=True, slots=True)
class StagesDone:
    """What was done of a road map, by the newest deed on each step.

    Attributes
    ----------
    n_stages : int
    in_order : int
        How many stages from the first on are done, none before the one ahead of it.
    out_of_order : bool
        Whether a step of a later stage was done before all of an earlier one.
    """

    n_stages: int
    in_order: int
    out_of_order: bool


def stages_done(case: Case, road_map: RoadMap) -> StagesDone:
    """Compare the deeds with the stages of a road map.

    Parameters
    ----------
    case : Case
        Its events; those after `as_of` do not count.
    road_map : RoadMap
        Followed from its `since`, else from its `date`, else from the first event.

    Returns
    -------
    StagesDone
        A step is done on the day of the deed that made it so and that no later deed
        took back; a stage when its last step is.
    """
    since = road_map.since or road_map.date
    days = [
        [_done(case, step, since) for step in stage.steps] for stage in road_map.stages
    ]
    in_order, latest, out_of_order = 0, datetime.date.min, False
    open_stage = False
    for stage in days:
        done = [day for day in stage if day is not None]
        if done and (open_stage or min(done) < latest):
            out_of_order = True
        if len(done) < len(stage):
            open_stage = True
        elif not open_stage:
            in_order += 1
            latest = max(done)
    return StagesDone(len(days), in_order, out_of_order)


def _done(case: Case, step: Step, since: datetime.date | None) -> datetime.date | None:
    """Give the day since which the deeds leave a step done; None if they do not."""
    deeds = sorted(
        (
            event
            for event in case.events
            if event.kind == "deed"
            and event.option == step.option
            and (since is None or event.date >= since)
            and (case.as_of is None or event.date <= case.as_of)
        ),
        key=lambda event: event.date,
    )
    day = None
    for event in deeds:
        if event.taken is not step.taken:
            day = None
        elif day is None:
            day = event.date
    return day
