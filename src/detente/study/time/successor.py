"""Which leaderships would break a road map, told as briefly as can be."""

from detente.model.case import Case
from detente.records import dataclass
from detente.study.time.causes import causes, types_of
from detente.study.time.compliance import SuccessorBreak, TurnoverCheck


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
    chance : float
        That the party breaks it there, whoever of them rules.
    """

    stage: int | None
    party: str
    under: tuple[tuple[str, ...], ...]
    slack: float
    chance: float = 0.0


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
    types = types_of(case)
    found: dict[tuple[int | None, str], list[SuccessorBreak]] = {}
    for each in check.breaks:
        found.setdefault((each.stage, each.party), []).append(each)
    return tuple(
        StageBreak(
            stage=stage,
            party=party,
            under=causes({each.leaders for each in breaks}, types),
            slack=min(each.slack for each in breaks),
            chance=sum(each.chance for each in breaks),
        )
        for (stage, party), breaks in found.items()
    )
