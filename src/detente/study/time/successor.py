"""Which leaderships would break a road map, told as briefly as can be."""

from dataclasses import dataclass
from itertools import product

from detente.model.case import Case
from detente.study.game.distant_dates import periods_ahead
from detente.study.time.compliance import SuccessorBreak, TurnoverCheck

_AT_LEAST = 300
"""States that take no longer than fewer."""


@dataclass(frozen=True, slots=True)
class StageBreak:
    """One party that breaches at one stage, under some leaders.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    party : str
        Who breaches.
    under : tuple of tuple of str
        Leaderships under which it does, each entry enough by itself: it
        breaches whenever all those named rule. An empty entry is always.
    slack : float
        The least of all these.
    """

    stage: int | None
    party: str
    under: tuple[tuple[str, ...], ...]
    slack: float


def list_breaks(case: Case, check: TurnoverCheck) -> tuple[StageBreak, ...]:
    """List who breaches at which stage, and under which leaders.

    Parameters
    ----------
    case : Case
        A checked case.
    check : TurnoverCheck
        What turnover does to a road map.

    Returns
    -------
    tuple of StageBreak
        In the order of stages, then of parties.
    """
    types = _types(case)
    found: dict[tuple[int | None, str], list[SuccessorBreak]] = {}
    for each in check.breaks:
        found.setdefault((each.stage, each.party), []).append(each)
    return tuple(
        StageBreak(
            stage=stage,
            party=party,
            under=_causes({each.leaders for each in breaks}, types),
            slack=min(each.slack for each in breaks),
        )
        for (stage, party), breaks in found.items()
    )


def turnover_size(case: Case, n_states: int) -> int:
    """Count combinations of leaders times states times periods with dates.

    Parameters
    ----------
    case : Case
        A checked case.
    n_states : int
        Feasible ones.

    Returns
    -------
    int
        What a check under turnover takes, up to a factor.
    """
    profiles = 1
    for names in _types(case):
        profiles *= len(names)
    days = max(
        ((rule.on - case.as_of).days for rule in case.negotiation.turnover if rule.on)
        if case.as_of
        else (),
        default=0,
    )
    ahead = max(0, int(days / case.negotiation.period.days), periods_ahead(case))
    return profiles * (8 * n_states + ahead * max(n_states, _AT_LEAST))


def _types(case: Case) -> list[tuple[str, ...]]:
    leaderships = case.negotiation.leaderships
    return [
        (party.id, *(each.id for each in leaderships if each.party == party.id))
        for party in case.parties
    ]


def _causes(
    breaking: set[tuple[str, ...]], types: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Give the fewest names that tell combinations apart from the others.

    A cause is a leadership, or several at once, all of whose combinations
    break; larger causes cover what smaller ones leave.
    """
    combinations = list(product(*types))
    if all(each in breaking for each in combinations):
        return ((),)
    causes: list[tuple[str, ...]] = []
    left = set(breaking)
    for size in range(1, len(types) + 1):
        for cause in _parts(combinations, types, size):
            members = {each for each in combinations if set(cause) <= set(each)}
            if members <= breaking and members & left:
                causes.append(cause)
                left -= members
    return tuple(causes)


def _parts(
    combinations: list[tuple[str, ...]], types: list[tuple[str, ...]], size: int
) -> list[tuple[str, ...]]:
    """List sets of leaderships of different parties, those of parties with several."""
    several = [place for place, names in enumerate(types) if len(names) > 1]
    parts: dict[tuple[str, ...], None] = {}
    for each in combinations:
        named = [each[place] for place in several]
        for kept in product((False, True), repeat=len(named)):
            if sum(kept) == size:
                chosen = (name for name, keep in zip(named, kept, strict=True) if keep)
                parts[tuple(chosen)] = None
    return list(parts)
