"""Options and steps as a file names them."""

import re

from detente.casefile.nearest import nearest_option
from detente.casefile.read.context import Reading
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.road_map import Step

_STEP = re.compile(r"(not\s+)?(\S+)")


def read_option(word: Scalar, reading: Reading, start: int = 0) -> str:
    """Read an option, `option` or `party.option`, in `word` from `start` on."""
    name = word[start:]
    party, dot, option = name.rpartition(".")
    owner = reading.names.owner
    if option not in owner or (dot and owner[option] != party):
        message = Message("there is no option '{option}'", option=name)
        told = reading.problems.is_full("unknown-option")
        hint = None if told else nearest_option(name, owner)
        place = reading.place(word).part(word, start, len(name))
        reading.fault("unknown-option", message, place, hint)
    return option


def read_step(word: Scalar, reading: Reading) -> Step | None:
    """Read `option` or `not option`; None where it is neither."""
    found = _STEP.fullmatch(word)
    if found is None:
        message = Message("'{step}' is not a step", step=str(word)[:60])
        hint = Message("write the id of an option, or not and the id")
        reading.fault("step", message, word, hint)
        return None
    return Step(read_option(word, reading, found.start(2)), taken=found[1] is None)


def read_options(words: list[Scalar], reading: Reading) -> tuple[str, ...]:
    """Read several options; none, which stands for all, where `any` is written."""
    if [str(word) for word in words] == ["any"]:
        return ()
    return tuple(read_option(word, reading) for word in words)


def read_together(words: list[Scalar], reading: Reading) -> tuple[Step, ...]:
    """Read the steps of a stage, each option once."""
    steps: dict[str, Step] = {}
    for word in words:
        step = read_step(word, reading)
        if step is None:
            continue
        if step.option in steps:
            message = Message(
                "'{option}' stands twice in this stage", option=step.option
            )
            reading.fault("step-twice", message, word, Message("keep one of them"))
        steps.setdefault(step.option, step)
    return tuple(steps.values())
