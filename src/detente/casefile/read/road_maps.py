"""Road maps: who proposes them, their stages and steps."""

import re
from collections.abc import Iterator

from detente.casefile.nearest import nearest_option
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.states import StateBook
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.negotiation import RoadMapEntry, StageEntry
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.road_map import RoadMap, Stage, Step

__all__ = ["read_option", "read_road_maps", "read_step"]

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


def read_road_maps(
    entry: CaseEntry, reading: Reading, book: StateBook
) -> Iterator[RoadMap]:
    """Read the ordered lists of stages."""
    group = entry.roadmaps
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    for name, item in (group.items if group else {}).items():
        yield _road_map(name, item, reading, book, assumed=assumed)


def _road_map(
    name: Scalar,
    entry: RoadMapEntry,
    reading: Reading,
    book: StateBook,
    *,
    assumed: bool,
) -> RoadMap:
    if not entry.stages:
        message = Message("the road map '{name}' has no stages", name=str(name))
        reading.fault("no-stages", message, name)
    start = None if entry.start is None else book.state(entry.start)
    about = reading.about(entry, assumed)
    return RoadMap(
        str(name),
        tuple(_stage(stage, reading, assumed=about.assumed) for stage in entry.stages),
        reading.refer_all(entry.by, "party or body", "parties", "bodies"),
        entry.date,
        entry.since,
        start,
        about,
    )


def _stage(entry: StageEntry, reading: Reading, *, assumed: bool) -> Stage:
    steps: dict[str, Step] = {}
    for word in entry.steps:
        step = read_step(word, reading)
        if step is None:
            continue
        if step.option in steps:
            message = Message(
                "'{option}' stands twice in this stage", option=step.option
            )
            reading.fault("step-twice", message, word, Message("keep one of them"))
        steps.setdefault(step.option, step)
    about = reading.about(entry, assumed)
    return Stage(tuple(steps.values()), entry.escrow, entry.within, about)
