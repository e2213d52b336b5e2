"""How long a breach goes unnoticed; a record only."""

from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """How long nobody notices a breach.

    Attributes
    ----------
    periods, chance : int or None, float
        In which it cannot be noticed, None being for ever; that it is in the next one.
    given_up : bool
        Whether later parts that are not seen at once are left out too.
    owns_up : int or None
        After how many periods it owns up, if it does and nobody has noticed.
    """

    periods: int | None
    chance: float
    given_up: bool = False
    owns_up: int | None = None
