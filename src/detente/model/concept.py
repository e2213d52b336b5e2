"""Solution concepts, and the choices that texts make differently."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DEFAULT_CONCEPTS", "Assumptions", "Concept"]


class Concept(StrEnum):
    """What a party expects the others to do after it moves.

    R: nothing (Nash 1950). GMR: anything that hurts it; SMR: the same, and
    it may move once more (Howard 1971). SEQ: only what improves on the state
    before, for its mover (Fraser and Hipel 1979). SSEQ: that, and it may move
    once more (Rego and Vieira 2017).
    """

    R = "R"
    GMR = "GMR"
    SMR = "SMR"
    SEQ = "SEQ"
    SSEQ = "SSEQ"

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


DEFAULT_CONCEPTS = tuple(Concept)


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
        a row.
    deadline : str
        before or after: whether options that a deadline bars are closed.
    """

    sanction: str = "weak"
    return_is_sanction: bool = True
    sequences: str = "legal"
    deadline: str = "before"
