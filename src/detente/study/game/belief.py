"""How far guarantors are believed: as written, or by one rule from their record.

References
----------
Laplace, P. S. (1814). *Essai philosophique sur les probabilités*, for the rule of
succession.
"""

from detente.model.case import Case
from detente.model.road_map import Guarantee
from detente.records import dataclass


def belief(case: Case, guarantee: Guarantee) -> float:
    """Give how far the guarantors are believed, from 0 to 1.

    Without a number of its own it is the share of commitments that they kept,
    by the events up to `as_of` (`believed_by`).

    Parameters
    ----------
    case : Case
        Its day, and the record of events.
    guarantee : Guarantee
        Its guarantors, and perhaps a number of its own.

    Returns
    -------
    float

    References
    ----------
    Laplace (1814) for the rule of succession.
    """
    if guarantee.believed is not None:
        return float(guarantee.believed.value)
    found = record_of(case, guarantee)
    return believed_by(found.kept, found.broken)


def believed_by(kept: int, broken: int) -> float:
    """Give how far a word goes by a record, from 0 to 1.

    The share of commitments that were kept, with one kept and one broken added:
    (kept + 1) / (kept + broken + 2), the rule of succession (Laplace 1814).
    """
    return (kept + 1) / (kept + broken + 2)


@dataclass(frozen=True, slots=True)
class PastConduct:
    """What the guarantors of one guarantee did with their commitments.

    Attributes
    ----------
    kept, broken : int
    disputed : int
        Of those broken.
    lawful : int
        Exits that the commitments allow for; not among those broken.
    """

    kept: int
    broken: int
    disputed: int
    lawful: int


def record_of(case: Case, guarantee: Guarantee) -> PastConduct:
    """Count what the guarantors of a guarantee kept and broke up to `as_of`.

    Parameters
    ----------
    case : Case
    guarantee : Guarantee

    Returns
    -------
    PastConduct
    """
    events = [
        event
        for event in case.standing_events
        if set(event.parties) & set(guarantee.by)
        and (case.as_of is None or event.date <= case.as_of)
    ]
    breaches = [event for event in events if event.kind == "breach"]
    broken = [event for event in breaches if not event.lawful]
    return PastConduct(
        kept=sum(event.kind == "kept" for event in events),
        broken=len(broken),
        disputed=sum(event.disputed for event in broken),
        lawful=len(breaches) - len(broken),
    )
