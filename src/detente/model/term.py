"""Who held office when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """One leader's time in office.

    Attributes
    ----------
    leader : str
    begin : date
    end : date or None
        The day of the change; None where the leader still is in office.
    """

    leader: str
    begin: date
    end: date | None
