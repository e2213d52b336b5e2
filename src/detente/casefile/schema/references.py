"""Ids that name something elsewhere in the file."""

from typing import Annotated, TypeAlias

from detente.casefile.schema.entry.keys import Means, Refers
from detente.casefile.schema.shape import Names
from detente.casefile.schema.values import Word

__all__ = [
    "PARTY",
    "Actors",
    "OptionName",
    "Parties",
    "PartyName",
    "RoadMapName",
    "SourceName",
    "TrackName",
]

PARTY = Refers("party", "parties")

PartyName: TypeAlias = Annotated[Word, PARTY]
Parties: TypeAlias = Annotated[Names, PARTY]
Actors: TypeAlias = Annotated[Names, Refers("party or body", "parties", "bodies")]
OptionName: TypeAlias = Annotated[Word, Means.OPTION]
RoadMapName: TypeAlias = Annotated[Word, Refers("road map", "roadmaps")]
SourceName: TypeAlias = Annotated[Word, Refers("source", "sources")]
TrackName: TypeAlias = Annotated[Word, Refers("track", "tracks")]
