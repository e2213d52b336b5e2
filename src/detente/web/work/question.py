"""What is asked of a case, and within which limits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from hashlib import sha256
from typing import Self

from detente import __version__
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the text of a case.

    Attributes
    ----------
    kind : str
        Which one, of `kinds.KINDS`.
    text : str
        The case, YAML. It is never taken for the name of a file.
    language : str
        In which the answer is written.
    given : mapping of str to str
        What the question says besides: a state, a road map.
    edits : tuple of str
        Changes made to the case first, as of `--set`.
    variant : str
        The variant that is asked about; empty for the case as it is.
    """

    kind: str
    text: str
    language: str = "en"
    given: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[str, ...] = ()
    variant: str = ""

    def edited(self, edits: tuple[str, ...], variant: str) -> Self:
        """Give the same question about a variant of the case, or with changes."""
        return replace(self, edits=edits, variant=variant)

    def to_json(self) -> str:
        """Give it as JSON; the same question gives the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, told: str) -> Self:
        """Read what `to_json` gave."""
        data = json.loads(told)
        return cls(**data | {"edits": tuple(data["edits"])})

    def mark(self) -> str:
        """Give a mark that the same question has, asked of the same version."""
        return sha256(f"{__version__}\n{self.to_json()}".encode()).hexdigest()


def mark_of(text: str) -> str:
    """Give a mark that the same text has; none has none."""
    return sha256(text.encode()).hexdigest() if text else ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much answering may take.

    Attributes
    ----------
    seconds : float
        After so many it gives what it has, or says that the time is over.
    memory : int
        Bytes.
    """

    seconds: float
    memory: int
