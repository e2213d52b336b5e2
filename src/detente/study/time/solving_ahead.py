"""What follows breaches, solved before it is asked for, on several processors.

Each group of options is a piece of work of its own. On one processor the same is done
in the same order, so that nothing hangs on how many there are.
"""

from collections.abc import Sequence
from typing import NamedTuple

from detente.engine.memory import allowed
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Node
from detente.study.game.dated_deadlines import Moment
from detente.study.processors import Workers
from detente.study.spread import over_held
from detente.study.time.course import Course, Known
from detente.study.time.succession import Successions

_TURN, _MOVE = 8e-5, 1e-8
"""Seconds for a turn however few the states, and for each state and own move."""
_SETTLES = 30
"""Periods until what follows the last date settles, usually."""
_SOON = 4.0
"""Seconds of work for which no processor is started."""
_KNOWN = 1 << 29
"""Bytes that a processor uses."""


class _Piece(NamedTuple):
    """One course, and when it is asked about."""

    course: Course
    moments: dict[Moment, None]

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        course = self.course
        moves = sum(len(turn.bits) for turn in course.turns)
        period = len(course.turns) * _TURN + moves * _MOVE * course.states.size
        return (course.end + _SETTLES) * len(course.leaders.profiles) * period


def solve_ahead(threats: Successions, nodes: Sequence[Node], workers: Workers) -> None:
    """Solve what follows every breach of a road map.

    Parameters
    ----------
    threats : Successions
        Under breakdown.
    nodes : sequence of Node
        The road map, period by period.
    workers : Workers
    """
    dynamics, pieces = threats.dynamics, dict[Course, _Piece]()
    for node in nodes:
        for party in range(len(dynamics.parties)):
            moves = find_breaches(dynamics, node, party)
            owed = debts(dynamics, node, party, moves.landings)
            for _, promise in owed if moves.flips.size else ():
                for course, _ in threats.get(party, promise).courses:
                    world = node.world if course.countdown.dues else 0
                    piece = pieces.setdefault(course, _Piece(course, {}))
                    piece.moments[Moment(node.time, world)] = None
    # The longest first: none is left for the end that takes longer than all others.
    ordered = sorted(pieces.values(), key=lambda each: -each.seconds)
    alone = workers.cluster is None and sum(p.seconds for p in ordered) < _SOON
    number = 1 if alone else min(workers.number, allowed(workers.memory) // _KNOWN)
    spread = Workers(max(1, number), workers.memory, None, workers.cluster)
    solved = over_held(ordered, _solve, range(len(ordered)), spread)
    for piece, known in zip(ordered, solved, strict=True):
        piece.course.learn(known)


def _solve(pieces: Sequence[_Piece], number: int) -> Known:
    course, moments = pieces[number]
    for time, world in moments:
        course.after(time + 1, world)
    for time, world in moments:
        course.begins(time, world)
    return course.known()
