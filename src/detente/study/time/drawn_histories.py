"""Histories of a road map under draws of the assumed numbers: what they have in common.

Each draw has numbers, an order of movers where the case gives none, and histories of
its own; how likely it is completed and stands is known for each draw exactly.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from detente.records import dataclass
from detente.study.time.outcomes import Simulation, Spread, spread

Break = tuple[int | None, str]
"""A stage, None being after completion, and the party that does not do its part."""


@dataclass(frozen=True, slots=True)
class DrawnHistories:
    """What came of one draw.

    Attributes
    ----------
    completed, stands : float or None
        The exact chances that the road map is completed, and that it stands at the end;
        None where there is no answer under these numbers.
    histories, n_completed, n_stands : int
        How many were drawn, were completed, and stand at the end.
    breaks : tuple of ((int or None, str), int)
        In how many each party broke it at each stage.
    lost : tuple of (str, int)
        In how many each party had less, all in all, than by staying at the start.
    """

    completed: float | None
    stands: float | None
    histories: int = 0
    n_completed: int = 0
    n_stands: int = 0
    breaks: tuple[tuple[Break, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Draws:
    """What histories come to over all draws.

    Attributes
    ----------
    asked : int
        How many draws were made.
    answered : int
        Of these, how many have an answer.
    histories : int
    completed, stands : Spread or None
        Over draws, of the exact chances.
    never, always : int
        In how many draws nobody completes it, and everybody does, for sure.
    n_completed, n_stands : int
        Of all histories.
    breaks : tuple of (int or None, str, int, int)
        Stage, party, in how many histories, and in how many draws at all; the most
        frequent first.
    lost : tuple of (str, int)
        By party, in how many histories it had less than by staying at the start.
    """

    asked: int
    answered: int
    histories: int
    completed: Spread | None
    stands: Spread | None
    never: int
    always: int
    n_completed: int
    n_stands: int
    breaks: tuple[tuple[int | None, str, int, int], ...]
    lost: tuple[tuple[str, int], ...]


_SURE = 1e-9


def sum_up(found: Simulation) -> DrawnHistories:
    """Keep of the histories of one draw what is told of all draws.

    Parameters
    ----------
    found : Simulation

    Returns
    -------
    DrawnHistories
    """
    check, tally = found.check, found.tally
    if tally is None or found.histories is None or check.outliving is None:
        return DrawnHistories(None, None)
    return DrawnHistories(
        completed=check.completed,
        stands=check.outliving.curve[-1],
        histories=len(found.histories.broke),
        n_completed=tally.completed,
        n_stands=tally.stands,
        breaks=tuple(((each.stage, each.party), each.count) for each in tally.breaks),
        lost=tuple((each.party, each.lost) for each in tally.outcomes),
    )


def over_draws(draws: Sequence[DrawnHistories]) -> Draws:
    """Put draws together.

    Parameters
    ----------
    draws : sequence of DrawnHistories

    Returns
    -------
    Draws
    """
    known = [each for each in draws if each.histories]
    completed = np.array([each.completed for each in known], float)
    counts, times, lost = Counter[Break](), Counter[Break](), Counter[str]()
    for each in known:
        counts.update(dict(each.breaks))
        times.update(dict.fromkeys(dict(each.breaks), 1))
        lost.update(dict(each.lost))
    return Draws(
        asked=len(draws),
        answered=len(known),
        histories=sum(each.histories for each in known),
        completed=spread(completed),
        stands=spread(np.array([each.stands for each in known], float)),
        never=int((completed <= _SURE).sum()),
        always=int((completed >= 1 - _SURE).sum()),
        n_completed=sum(each.n_completed for each in known),
        n_stands=sum(each.n_stands for each in known),
        breaks=tuple((*place, n, times[place]) for place, n in counts.most_common()),
        lost=tuple(lost.items()),
    )
