"""How far a step has come, in words."""

from detente.model.road_map import Step
from detente.report.document import Cell
from detente.report.naming import Names
from detente.study.record.course import Course, Standing


def standing_text(standing: Standing, names: Names) -> Cell:
    """Say how far a step has come; programs get the English word."""
    said = {
        Standing.NOT_BEGUN: names.say("not begun"),
        Standing.DECLARED: names.say("declared only"),
        Standing.BEGUN: names.say("begun"),
        Standing.DONE: names.say("done"),
        Standing.VERIFIED: names.say("verified"),
        Standing.DISPUTED: names.say("disputed"),
        Standing.REVERSED: names.say("taken back"),
    }
    return Cell(said[standing], standing.value)


def step_text(step: Step, names: Names) -> str:
    """Name a step by its option; programs get its id."""
    if names.plain:
        return step.option if step.taken else f"not {step.option}"
    option = names.option(step.option)
    return (
        option
        if step.taken
        else names.say("an end to {option}", option=names.quoted(option))
    )


def done_text(course: Course, names: Names) -> str:
    """Write the day on which a step was first done, or that it was from the start."""
    return names.say("from the start") if course.held else names.day(course.done)
