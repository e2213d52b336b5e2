"""Solution concepts, and the choices that texts make differently."""

import re
from enum import StrEnum

from detente.records import dataclass

_LIMITED = re.compile("L[1-9][0-9]{0,3}")


class Concept(StrEnum):
    """What a party expects the others to do after it moves.

    R: nothing (Nash 1950). GMR: anything that hurts it; SMR: the same, and
    it may move once more (Howard 1971). SEQ: only what improves on the state
    before, for its mover (Fraser and Hipel 1979). SSEQ: that, and it may move
    once more (Rego and Vieira 2017).

    SIM: the others improve at the same time as it does (Fraser and Hipel);
    SEQ_SIM: SEQ or SIM stable. For two parties, NM: non-myopic (Brams and
    Wittman 1981), and L1, L2, ...: limited moves with that horizon (Zagare
    1984), made when they are asked for.
    """

    R = "R"
    GMR = "GMR"
    SMR = "SMR"
    SEQ = "SEQ"
    SSEQ = "SSEQ"
    SIM = "SIM"
    SEQ_SIM = "SEQ_SIM"
    NM = "NM"

    @classmethod
    def _missing_(cls, value: object) -> "Concept | None":
        """Make L1, L2, ... when asked for, each once."""
        if not isinstance(value, str) or not _LIMITED.fullmatch(value):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        found = cls._value2member_map_.setdefault(value, member)
        return found if isinstance(found, cls) else None

    @property
    def horizon(self) -> int | None:
        """How many moves ahead a limited-move concept looks; None of others."""
        return int(self[1:]) if _LIMITED.fullmatch(self) else None

    @property
    def is_core(self) -> bool:
        """Whether the one formula answers for it."""
        return self in CORE_CONCEPTS

    @property
    def expects_reply(self) -> bool:
        """Whether others answer at all."""
        return self is not Concept.R

    @property
    def credible(self) -> bool:
        """Whether others answer only by improvements."""
        return self in (Concept.SEQ, Concept.SSEQ)

    @property
    def countermove(self) -> bool:
        """Whether the party may move once more after the answer."""
        return self in (Concept.SMR, Concept.SSEQ)


CORE_CONCEPTS = (Concept.R, Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ)
"""The concepts of one formula, and those judged by default."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Where texts differ: what this result assumes.

    Attributes
    ----------
    sanction : str
        weak: a reply that leaves the party no better off than before
        sanctions it.
    return_is_sanction : bool
        Whether being brought back to the start counts as a sanction.
    sequences : str
        legal: others answer by any sequence in which nobody moves twice in
        a row. once: by sequences in which each moves once at most. single: by
        moves of one of them alone.
    deadline : str
        before or after: whether options that a deadline bars are closed.
    simultaneous : str
        How SEQ_SIM is read. each: a party may count on simultaneous moves
        whatever the others do. all: only where at least two parties are not
        SEQ stable (Fraser and Hipel 1984).
    wants : str
        weights or statements: which gives the order of a party that has both.
    """

    sanction: str = "weak"
    return_is_sanction: bool = True
    sequences: str = "legal"
    deadline: str = "before"
    simultaneous: str = "each"
    wants: str = "weights"

    @property
    def departs(self) -> bool:
        """Whether a sanction is read otherwise than by default."""
        read = (self.sanction, self.return_is_sanction, self.sequences)
        return read != ("weak", True, "legal")
