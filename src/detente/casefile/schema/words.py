"""Values that are one of a few words, or the id of something elsewhere."""

import re
from typing import Annotated, TypeAlias

from detente.casefile.nearest import did_you_mean
from detente.casefile.schema.shape import Names
from detente.casefile.schema.values import (
    KEY,
    Means,
    Read,
    Refers,
    RefersInTurn,
    Word,
    plain,
    refusal,
    shown,
    truth,
)
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.event import CLAIM_KINDS, EVENT_KINDS, MOVED_TO

_OPINIONS = {"supports": True, "opposes": False}


def _one_of(words: tuple[str, ...]) -> Read:
    def read(value: object) -> str:
        text = plain(value)
        if text in words:
            return str(text)
        message = Message(
            "{key} must be one of {words}, not '{value}'",
            key=KEY,
            words=", ".join(words),
            value=shown(text),
        )
        raise refusal(message, "word", did_you_mean(text, words))

    return Read(read, {"enum": list(words)})


def _opinion(value: object) -> bool:
    text = plain(value)
    return _OPINIONS[text] if text in _OPINIONS else truth(value)


def _nothing(value: object) -> str:
    text = plain(value)
    if text == "none":
        return "none"
    message = Message(
        "{key} must be none or a question, not '{value}'", key=KEY, value=shown(text)
    )
    raise refusal(message, "test", Message("write none, or as in formula: a and b"))


def _pair(value: object) -> tuple[Scalar, Scalar]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - two names
        message = Message("{key} compares two names", key=KEY)
        raise refusal(message, "pair", Message("write it as in [first, second]"))
    return plain(value[0]), plain(value[1])


def _preferred(value: object) -> tuple[Scalar, Scalar, Scalar]:
    if not isinstance(value, list) or len(value) != 3:  # noqa: PLR2004 - who, two plans
        message = Message(
            "{key} names a party and the two road maps that it compares", key=KEY
        )
        raise refusal(message, "test", Message("write it as in [usa, first, second]"))
    return plain(value[0]), plain(value[1]), plain(value[2])


def _compared(value: object) -> tuple[Scalar, Scalar | None]:
    if not isinstance(value, list):
        return plain(value), None
    if len(value) == 2:  # noqa: PLR2004 - the two states
        return plain(value[0]), plain(value[1])
    message = Message(
        "{key} compares two kinds of states, not {n}", key=KEY, n=len(value)
    )
    raise refusal(
        message, "pair", Message("write a formula, or as in [[a, b], [c, d]]")
    )


def _meetings(value: object) -> tuple[Scalar, Scalar, int]:
    if isinstance(value, list) and len(value) == 3:  # noqa: PLR2004 - who, whom, count
        count = plain(value[2])
        if re.fullmatch(r"[0-9]{1,6}", count):
            return plain(value[0]), plain(value[1]), int(count)
    message = Message("{key} lists who met whom and how often", key=KEY)
    raise refusal(message, "met", Message("write it as in [[a, b, 4], [a, c, 2]]"))


def _rounds(value: object) -> int:
    text = plain(value)
    if re.fullmatch(r"[1-9][0-9]{0,5}", text):
        return int(text)
    message = Message(
        "{key} is a number of rounds from 1 on, not '{value}'",
        key=KEY,
        value=shown(text),
    )
    raise refusal(message, "rounds", Message("write it as in 2, or leave it out"))


EventKind = Annotated[str, _one_of(EVENT_KINDS)]
ClaimKind = Annotated[str, _one_of(CLAIM_KINDS)]
MovedTo = Annotated[str, _one_of(MOVED_TO)]
Opinion = Annotated[
    bool, Read(_opinion, {"enum": ["yes", "no", True, False, *_OPINIONS]})
]
"""Yes or no; of a position also supports or opposes."""
Nothing = Annotated[str, Read(_nothing, {"const": "none"})]
Pair = Annotated[
    tuple[Scalar, Scalar],
    Read(_pair, {"type": "array", "minItems": 2, "maxItems": 2}),
]
_STATE = {"type": ["string", "boolean", "number"]}
Compared = Annotated[
    tuple[Scalar, Scalar | None],
    Read(
        _compared,
        {
            "anyOf": [
                _STATE,
                {"type": "array", "items": _STATE, "minItems": 2, "maxItems": 2},
            ]
        },
    ),
]
"""A formula, or two formulas or states; not yet parsed, they keep their places."""
Meetings = Annotated[
    tuple[Scalar, Scalar, int],
    Read(_meetings, {"type": "array", "minItems": 3, "maxItems": 3}),
    Means.MEETINGS,
]

Rounds = Annotated[int, Read(_rounds, {"type": "integer", "minimum": 1})]

PARTY = Refers("party", "parties")

PartyName: TypeAlias = Annotated[Word, PARTY]
Parties: TypeAlias = Annotated[Names, PARTY]
Actors: TypeAlias = Annotated[Names, Refers("party or body", "parties", "bodies")]
OptionName: TypeAlias = Annotated[Word, Means.OPTION]
PLAN = Refers("road map", "roadmaps")

RoadMapName: TypeAlias = Annotated[Word, PLAN]
Preferred = Annotated[
    tuple[Scalar, Scalar, Scalar],
    Read(_preferred, {"type": "array", "minItems": 3, "maxItems": 3}),
    RefersInTurn(PARTY, PLAN, PLAN),
]
"""A party, and two road maps."""
Stronger = Annotated[
    tuple[Scalar, Scalar],
    Read(_pair, {"type": "array", "minItems": 2, "maxItems": 2}),
    RefersInTurn(PARTY, Refers("variant", "variants")),
]
"""A party, and a variant."""
Ended = Annotated[
    tuple[Scalar, Scalar],
    Read(_pair, {"type": "array", "minItems": 2, "maxItems": 2}),
    RefersInTurn(PLAN, Refers("leadership", "types")),
]
"""A road map, and another leadership."""
DeadlineName: TypeAlias = Annotated[Word, Refers("deadline", "deadlines")]
EventName: TypeAlias = Annotated[Word, Refers("event", "events")]
ScopeName: TypeAlias = Annotated[Word, Refers("scope", "scopes")]
SourceName: TypeAlias = Annotated[Word, Refers("source", "sources")]
TrackName: TypeAlias = Annotated[Word, Refers("track", "tracks")]
