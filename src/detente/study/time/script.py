"""What a history goes by: who may rule next, who breaks the road map, what follows.

Who does its part is that of `turnover`, under breakdown. Once it is known, a history
hangs on who comes to rule alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Node, lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Workers
from detente.study.time.asked import open_successions
from detente.study.time.breakdown_walk import ASLEEP, Entry, Walk, walk_through
from detente.study.time.compliance import Succession, TurnoverCheck
from detente.study.time.course import Course
from detente.study.time.leadership import open_leaders
from detente.study.time.solving_ahead import solve_ahead
from detente.study.time.succession import Successions
from detente.study.time.turnover import turnover_obstacles, unjudged

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Script:
    """Everything that a history goes by.

    Attributes
    ----------
    nodes : tuple of Node
        The road map, period by period; the last one is stayed at.
    profiles : tuple of tuple of str
        The combinations of leaders: a leadership a party, the party's own id for its
        own wants; the first is all own.
    start : float64 array, shape (n_profiles,)
        The belief about who rules in the first period.
    usual : float64 array, shape (n_profiles, n_profiles)
        The chance of each combination in a period, by the one before.
    scheduled : dict of int to float64 array
        The same for periods that begin with a scheduled change.
    broken : int64 array, shape (n_nodes, n_profiles)
        Which party breaks at each node under each combination, -1 where nobody does.
    entries : int32 array, shape (n_nodes, n_profiles, n_walks)
        Where a break there finds each walk.
    kept : int64 array, shape (n_nodes, n_profiles)
        The options taken there that no walk changes, as sets of bits.
    walks : tuple of Walk
        What follows, by groups of options that have nothing to do with each other.
    before, after : float64 array, shape (n_nodes, n_parties)
        The flow of each party before the package of a node, and after it; by the wants
        that are written in the case, whoever rules.
    costs : float64 array, shape (n_nodes, n_parties)
        What doing its part costs.
    discount : float64 array, shape (n_parties,)
    last : int
        The last period of a history, counted from the day of the case.
    """

    nodes: tuple[Node, ...]
    profiles: tuple[tuple[str, ...], ...]
    start: npt.NDArray[np.float64]
    usual: Values
    scheduled: Mapping[int, Values]
    broken: Numbers
    entries: npt.NDArray[np.int32]
    kept: Numbers
    walks: tuple[Walk, ...]
    before: Values
    after: Values
    costs: Values
    discount: npt.NDArray[np.float64]
    last: int

    def into(self, time: int) -> Values:
        """Give the chances of each combination in a period, by the one before."""
        return self.scheduled.get(time, self.usual)

    @property
    def chanceless(self) -> bool:
        """Whether every history is the same."""
        chances = [self.start, self.usual, *self.scheduled.values()]
        return all(np.isin(each, (0.0, 1.0)).all() for each in chances)


class Scripted(NamedTuple):
    """A road map, and what its histories go by.

    Attributes
    ----------
    check : TurnoverCheck
        What changes of leadership do to it; its reasons say why there is no script.
    script : Script or None
    """

    check: TurnoverCheck
    script: Script | None


def write_script(
    dynamics: Dynamics, road_map: RoadMap, workers: Workers = ALONE
) -> Scripted:
    """Find out what the histories of a road map go by.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.
    workers : Workers
        Who solves what follows breaches; they change nothing in it.

    Returns
    -------
    Scripted
    """
    leaders = open_leaders(dynamics)
    last = max(leaders.scheduled, default=0)
    dynamics = replace(dynamics, countdown=replace(dynamics.countdown, last=last))
    layout = lay_out(dynamics, road_map)
    reasons = turnover_obstacles(dynamics) or layout.reasons
    if reasons:
        return Scripted(unjudged(road_map.id, "breakdown", reasons), None)
    threats = open_successions(dynamics, leaders, "breakdown", [layout])
    solve_ahead(threats, layout.nodes, workers)
    succession = Succession(threats, layout)
    marked = succession.mark()
    check = succession.told(road_map.id, marked)
    aftermath = _Aftermath(threats, layout.nodes, marked.broken, _met(check))
    ends = [node.end for node in layout.nodes]
    starts = [node.start for node in layout.nodes]
    curve = check.outliving.curve if check.outliving else ()
    script = Script(
        nodes=layout.nodes,
        profiles=leaders.profiles,
        start=leaders.start,
        usual=leaders.usual,
        scheduled=leaders.scheduled,
        broken=marked.broken,
        entries=aftermath.entries,
        kept=aftermath.kept,
        walks=aftermath.walks,
        before=dynamics.utility[:, starts].T,
        after=dynamics.utility[:, ends].T,
        costs=np.stack([succession.cost(node) for node in layout.nodes]),
        discount=threats.patience,
        last=len(curve) - 1,
    )
    return Scripted(check, script)


def _met(check: TurnoverCheck) -> list[bool]:
    """Tell for each break whether a history can meet it, in the order of the breaks."""
    return [each.chance > 0 for each in check.breaks]


class _Aftermath:
    """What follows the breaks that a history can meet."""

    def __init__(
        self,
        threats: Successions,
        nodes: Sequence[Node],
        broken: Numbers,
        met: Sequence[bool],
    ) -> None:
        self.threats = threats
        self.courses: list[Course] = []
        self.asked: list[dict[Entry, None]] = []
        breaks = zip(np.argwhere(broken >= 0).tolist(), met, strict=True)
        found = {
            (place, profile): self._found(nodes[place], int(broken[place, profile]))
            for (place, profile), can_be in breaks
            if can_be
        }
        pairs = zip(self.courses, self.asked, strict=True)
        self.walks = tuple(walk_through(course, entries) for course, entries in pairs)
        self.entries = np.full((*broken.shape, len(self.walks)), ASLEEP, np.int32)
        self.kept = np.zeros(broken.shape, np.int64)
        for (place, profile), entered in found.items():
            varies = 0
            for number, entry in entered.items():
                walk = self.walks[number]
                self.entries[place, profile, number] = walk.entries[entry]
                varies |= walk.varies
            self.kept[place, profile] = nodes[place].start & ~varies

    def _found(self, node: Node, party: int) -> dict[int, Entry]:
        """Give where a break finds each group of options, by the group's number."""
        start = np.array([node.start])
        ((_, promise),) = debts(self.threats.dynamics, node, party, start)
        threat = self.threats.get(party, promise)
        (column,) = threat.at(start)
        found = {}
        for course, at in threat.courses:
            world = node.world if course.countdown.dues else 0
            entry = Entry(node.time, world, int(course.wanted[at[column]]))
            number = self._number(course)
            self.asked[number][entry] = None
            found[number] = entry
        return found

    def _number(self, course: Course) -> int:
        if course not in self.courses:
            self.courses.append(course)
            self.asked.append({})
        return self.courses.index(course)
