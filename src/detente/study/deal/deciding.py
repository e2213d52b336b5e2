"""Single numbers that decide who signs and who calls a deal off."""

from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class DecidingNumber:
    """One assumed number that alone turns an answer.

    Attributes
    ----------
    path : str
        Where it stands in the case file.
    party : str
        Whose answer turns with it.
    value : float
        As written.
    at : float
        Where the answer turns.
    fraction : float
        How far that is on the way from its value to the end of its range, from 0 to 1.
    upwards : bool
        Whether the answer is another above `at`, else below.
    """

    path: str
    party: str
    value: float
    at: float
    fraction: float
    upwards: bool


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """What turns the answers to questions 1 and 2, soonest first, three at most.

    Attributes
    ----------
    signing : tuple of DecidingNumber
        Of whether all sign.
    calling_off : tuple of DecidingNumber
        Of whether nobody calls it off, signing included.
    """

    signing: tuple[DecidingNumber, ...] = ()
    calling_off: tuple[DecidingNumber, ...] = ()
