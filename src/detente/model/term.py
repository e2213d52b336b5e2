"""Who held office when."""

from datetime import date

from detente.records import dataclass


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
