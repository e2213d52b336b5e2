"""What a question about time starts from: the case in time, a road map by name."""

from detente.analysis.setting import Setting, open_whole
from detente.casefile.nearest import meant
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.processors import Progress, Workers


def open_timed(case: Case, setting: Setting) -> Dynamics:
    """Open a case for questions about time."""
    engine = open_whole(case, setting)
    return open_dynamics(engine.case, engine, memory=setting.memory)


def workers_of(setting: Setting, progress: Progress | None = None) -> Workers:
    """Give the processors that a setting allows for draws of assumed numbers."""
    return Workers(setting.workers, setting.memory, progress, setting.cluster)


def named_road_map(case: Case, name: str) -> RoadMap:
    """Give a road map of a case by its name.

    Raises
    ------
    QuestionError
        Where there is none of that name.
    """
    plans = {plan.id: plan for plan in case.negotiation.road_maps}
    if name in plans:
        return plans[name]
    message = Message("there is no road map '{name}'", name=name)
    hint = Message("write one under `roadmaps`")
    if plans:
        every = Message("the road maps are: {known}", known=", ".join(plans))
        hint = meant(name, plans) or every
    raise QuestionError(
        [Problem("unknown-road-map", message, Location(name), name, hint)]
    )


def known_guarantee(case: Case, name: str) -> str:
    """Give the name of a guarantee back, if the case has it.

    Raises
    ------
    QuestionError
        Where there is none of that name.
    """
    known = [guarantee.id for guarantee in case.negotiation.guarantees]
    if name in known:
        return name
    message = Message("there is no guarantee '{name}'", name=name)
    hint = Message("write one under `guarantees`")
    if known:
        every = Message("the guarantees are: {known}", known=", ".join(known))
        hint = meant(name, known) or every
    raise QuestionError(
        [Problem("unknown-guarantee", message, Location("--guarantee"), name, hint)]
    )
