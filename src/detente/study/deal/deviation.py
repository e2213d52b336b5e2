"""The best breach of one party at one node, under one threat."""

from dataclasses import replace
from math import isnan, nan
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Node
from detente.study.game.aftermath import Bound
from detente.study.game.breaches import Breaches
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Promise
from detente.study.game.punishment import BestBreach, Threat

ThreatName: TypeAlias = Literal["breakdown", "minmax"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One party at one node, between its part and a breach.

    Attributes
    ----------
    node : Node
        The package due.
    party : int
    onward : float
        What the road map is worth to it from the next period on, if all comply; not
        a number where that is not asked.
    bound : str
        Which end of the band of what follows a breach is used: `values`, `low`
        or `high`.
    """

    node: Node
    party: int
    onward: float = nan
    bound: Bound = "values"


@dataclass(frozen=True, slots=True)
class Unseen:
    """How long a breach goes unnoticed.

    Attributes
    ----------
    periods : int or None
        In which it cannot be noticed, that of the breach among them; None is never.
    chance : float
        With which it is noticed at the end of the next one.
    given_up : bool
        Whether later parts that are not seen at once are left out too.
    owns_up : int or None
        After how many periods it owns up, if nobody has noticed until then; None where
        it does not.
    node : Node
        The period in which it owns up or can first be noticed; the last where never.
    landing : int
        The state in which that ends.
    at_once : float
        What it would lose on balance if it were noticed at once.
    """

    periods: int | None
    chance: float
    given_up: bool
    owns_up: int | None
    node: Node
    landing: int
    at_once: float


@dataclass(frozen=True, slots=True)
class Deviation:
    """The best breach of one party at one node, under one threat.

    Attributes
    ----------
    flips, landing : int
        What it does, as a set of bits, and the state where that lands.
    promise : Promise
        What it had promised the guarantees that are delivered, what it took
        early included.
    gain_now, loss_later : float
        In flow units per period for ever; slack is the second less the first.
    exact : bool
        Whether the threat is a verified fixed point after every breach.
    unseen : Unseen or None
        None where it is noticed at once.
    """

    flips: int
    landing: int
    promise: Promise
    gain_now: float
    loss_later: float
    exact: bool
    unseen: Unseen | None = None

    @property
    def slack(self) -> float:
        """What the breach loses on balance."""
        return self.loss_later - self.gain_now


def deviation(
    dynamics: Dynamics, choice: Choice, threat: ThreatName
) -> Deviation | None:
    """Find the best breach of one party at one node.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    choice : Choice
        The node and the party.
    threat : str
        breakdown or minmax.

    Returns
    -------
    Deviation or None
        None where the party has no other move; its slack is not a number where
        what follows some breach is not settled.

    Notes
    -----
    What the road map takes later, and is taken early, is owed for if it is
    undone again, where a guarantee covers it; a breach with such early steps is
    always judged with that debt, since being committed can help the breacher.
    What no stage takes was never promised.
    """
    party = choice.party
    moves = find_breaches(dynamics, choice.node, party)
    if not moves.flips.size:
        return None
    best: Deviation | None = None
    exact = True
    for group, promise in debts(dynamics, choice.node, party, moves.landings):
        follows = threat_after(dynamics, threat, party, promise)
        candidate = _best(dynamics, choice, _Answered(moves, group, promise, follows))
        # What cannot be known may be the best breach: no other one tells the slack.
        if isnan(candidate.slack):
            return candidate
        exact &= candidate.exact
        if best is None or candidate.slack < best.slack:
            best = candidate
    if best is None or best.exact == exact:
        return best
    return replace(best, exact=exact)


class _Answered(NamedTuple):
    """Some breaches that are followed by the same."""

    moves: Breaches
    group: npt.NDArray[np.int64] | slice
    promise: Promise
    follows: Threat


def _best(dynamics: Dynamics, choice: Choice, asked: _Answered) -> Deviation:
    """Find the best of some breaches that are followed by the same."""
    d = float(dynamics.patience[choice.party])
    own, moves = dynamics.utility[choice.party], asked.moves
    chosen = _found(own, choice, asked, d)
    place = (
        chosen.place if isinstance(asked.group, slice) else asked.group[chosen.place]
    )
    landing = int(moves.landings[place])
    flow = own[landing] - moves.costs[place]
    if asked.follows.levies:
        flow = flow - asked.follows.lump(choice.node.world)[landing]
    gain = (1 - d) * (flow - (own[choice.node.end] - moves.part_cost))
    return Deviation(
        flips=int(moves.flips[place]),
        landing=landing,
        promise=asked.promise,
        gain_now=float(gain),
        loss_later=d * (choice.onward - chosen.after),
        exact=chosen.exact,
    )


def _found(
    own: npt.NDArray[np.float64], choice: Choice, asked: _Answered, patience: float
) -> BestBreach:
    """Find the best of some breaches, what it is worth afterwards, and how surely.

    What the road map is worth does not change which breach is best, so that
    one answer serves all periods with the same breaches and the same future.
    """
    moves, group, _, follows = asked
    world, bound = choice.node.world, choice.bound
    time = min(choice.node.time, follows.countdown.horizon) + 1
    which = None if isinstance(group, slice) else group.tobytes()
    key = (choice.party, moves, which, time, world, bound)
    if key not in follows.found:
        landings = moves.landings[group]
        flow = own[landings] - moves.costs[group]
        if follows.levies:
            flow = flow - follows.lump(world)[landings]
        after = follows.worth(landings, time, world, bound)
        best = int(np.argmax((1 - patience) * flow + patience * after))
        exact = not follows.unsettled(landings, time, world).any()
        follows.found[key] = BestBreach(best, float(after[best]), exact)
    return follows.found[key]


def threat_after(
    dynamics: Dynamics, threat: ThreatName, party: int, promise: Promise
) -> Threat:
    """Give a threat by its name, for a breacher and what it had promised.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    threat : str
        breakdown or minmax.
    party : int
        Its position in the file.
    promise : Promise
        What the breacher had promised, one entry a guarantee; empty is nothing.

    Returns
    -------
    Threat
        The same one each time; solved when asked for values.
    """
    if threat == "breakdown":
        return dynamics.breakdown(party, promise)
    return dynamics.minmax(party, promise)
