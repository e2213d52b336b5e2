"""How likely a road map is kept: neither cheated on nor called off, whoever rules.

Cheating alone (question 4 as `outliving` has it) leaves out the commoner end: a
leadership that would rather have everything go back than go on, or would not sign. A
deal that is called off is not completed. So the map of who complies is drawn once
more, with calling off among what each may do instead of going on.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.records import dataclass
from detente.study.deal.road_map import Node
from detente.study.time.causes import causes, types_of
from detente.study.time.leadership import Leaders
from detente.study.time.outliving import Marks, Standing, follow, standings

How: TypeAlias = Literal["cheats", "calls_off", "does_not_sign"]
HOW: tuple[How, ...] = ("cheats", "calls_off", "does_not_sign")


class Ended(NamedTuple):
    """Who ends a road map where.

    Attributes
    ----------
    who : int64 array, shape (n_nodes, n_profiles)
        Which party at each node under each combination of leaders, -1 where nobody.
    how : int64 array, shape (n_nodes, n_profiles)
        The place in `HOW`; without meaning where nobody does.
    others : bool array, shape (n_nodes, n_profiles, n_parties)
        Who else would, if that party kept to it throughout; False where nobody does.
    """

    who: Marks
    how: npt.NDArray[np.int64]
    others: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a road map ends.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    party : str
        Who ends it; of several the one that gains most.
    how : str
        cheats, calls_off or does_not_sign: what is worth most to it there.
    under : tuple of tuple of str
        Leaderships under which it does, as of `StageBreak`.
    chance : float
        That it ends so; after completion, as far as `Outliving.curve` goes.
    others : tuple of str
        Who else would end it there, under some of these leaders, if that party kept to
        it throughout.
    """

    stage: int | None
    party: str
    how: How
    under: tuple[tuple[str, ...], ...]
    chance: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How likely a road map is neither cheated on nor called off.

    Attributes
    ----------
    completed : float
        The chance that the target is reached.
    curve : tuple of float
        The chance that it is kept, by period from the day of the case.
    standing : tuple of Standing
        At the times of `Outliving.standing`.
    endings : tuple of Ending
        In the order of stages, then of parties.
    """

    completed: float
    curve: tuple[float, ...]
    standing: tuple[Standing, ...]
    endings: tuple[Ending, ...]


def tell_kept(
    case: Case,
    nodes: tuple[Node, ...],
    leaders: Leaders,
    ended: Ended,
) -> Kept:
    """Weigh who ends a road map by how likely they come to rule.

    Parameters
    ----------
    case : Case
    nodes : tuple of Node
        The road map, period by period; the last one is stayed at.
    leaders : Leaders
    ended : Ended

    Returns
    -------
    Kept
    """
    curve, lost = follow(case, nodes, leaders, ended.who)
    on_the_way = [place for place, node in enumerate(nodes) if node.stage is not None]
    return Kept(
        completed=max(0.0, 1 - float(lost[on_the_way].sum())),
        curve=curve,
        standing=standings(case, curve),
        endings=tuple(_endings(case, nodes, leaders, ended, lost)),
    )


def _endings(
    case: Case,
    nodes: tuple[Node, ...],
    leaders: Leaders,
    ended: Ended,
    lost: npt.NDArray[np.float64],
) -> Iterator[Ending]:
    parties = [party.id for party in case.parties]
    found: dict[tuple[int | None, str, How], list[tuple[int, int]]] = {}
    for place, profile in np.argwhere(ended.who >= 0).tolist():
        party = parties[ended.who[place, profile]]
        key = nodes[place].stage, party, HOW[int(ended.how[place, profile])]
        found.setdefault(key, []).append((place, profile))
    for (stage, party, way), where in found.items():
        under = {leaders.profiles[profile] for _, profile in where}
        would = np.any([ended.others[each] for each in where], axis=0)
        yield Ending(
            stage=stage,
            party=party,
            how=way,
            under=causes(under, types_of(case)),
            chance=float(sum(lost[each] for each in where)),
            others=tuple(parties[each] for each in np.flatnonzero(would)),
        )
