"""Which guarantees a breach meets: promised, given before, and delivered.

A guarantee answers a breach only if its guarantors would rather deliver it
than drop it, right after the breach; a binding one always does. What a party
took early, and a later stage takes, is owed like what it had promised.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.bits import is_taken, sets_where
from detente.engine.period.discounted import best_elsewhere
from detente.study.deal.road_map import Node
from detente.study.deal.tolerance import slight
from detente.study.game.dated_deadlines import Moment
from detente.study.game.debt import owed_flows, owes
from detente.study.game.dynamics import Dynamics, Owed
from detente.study.game.guarantee import (
    Broken,
    Pledge,
    Promise,
    Promised,
    droppable,
    in_world,
)

Numbers: TypeAlias = npt.NDArray[np.int64]
Vector: TypeAlias = npt.NDArray[np.float64]

_KEPT = 20_000
"""Nodes and parties of which what is promised is kept for other amounts."""


def debts(dynamics: Dynamics, node: Node, party: int, landings: Numbers) -> list[Owed]:
    """Group the breaches of one party at one node by what it owes afterwards.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    node : Node
        The package due.
    party : int
        The breacher.
    landings : int64 array, shape (n_breaches,)
        The states where its breaches land.

    Returns
    -------
    list of (group, promise)
        The first are places among the landings, an int64 array of shape
        (n_group,) or a slice; the second is what it had promised to each
        guarantee that is delivered.
    """
    key = node, party, landings.tobytes()
    if key not in dynamics.debts:
        owed = _promised(dynamics, key, landings)
        if not all(_sure(pledge, party) for pledge in dynamics.pledges):
            owed = [
                delivered
                for group, promise in owed
                for delivered in _delivered(
                    dynamics, node, Broken(party, promise), landings, group
                )
            ]
        dynamics.debts[key] = owed
    return dynamics.debts[key]


def _promised(
    dynamics: Dynamics, key: tuple[Node, int, bytes], landings: Numbers
) -> list[Owed]:
    """Group breaches as `promises` does, once for all amounts."""
    node, party, _ = key
    known = dynamics.promised.setdefault(dynamics.coverage, {})
    if key in known:
        return known[key]
    found = list(promises(dynamics, node, party, landings))
    if len(known) < _KEPT:
        known[key] = found
    return found


def _sure(pledge: Pledge, party: int) -> bool:
    """Whether nobody but a breacher could drop a guarantee, or nobody may."""
    dropping = (own for giver, own in pledge.given.items() if giver != party)
    return pledge.binding or not any(dropping)


def promises(
    dynamics: Dynamics, node: Node, party: int, landings: Numbers
) -> Iterator[Owed]:
    """Group breaches by what was promised, whether or not it is delivered.

    Parameters and what is yielded, one by one, are those of `debts`.
    """
    covered = dynamics.covered(party)
    # Two things about a landing change what is owed: what the guarantors had given by
    # then, and what the breacher took ahead of its time. All other landings owe the
    # same, and are solved together.
    apart = landings & (_givers(dynamics, party) | covered & node.early)
    for told in map(int, np.unique(apart)):
        same = apart == told
        group = slice(None) if same.all() else np.flatnonzero(same)
        promised = (node.end | (told & covered & node.early)) & ~node.lapsed
        undone = node.withdrawn & ~node.lapsed
        yield group, dynamics.promise(party, promised, undone, told)


def telling(dynamics: Dynamics, party: int) -> int:
    """Give the options that tell what a party owes after a breach.

    Its own that some guarantee covers, and the guarantors' by which those are in
    force; as a set of bits.

    Parameters
    ----------
    dynamics : Dynamics
        Its guarantees.
    party : int
        The breacher, by its position in the file.

    Returns
    -------
    int
        States that agree on these owe the same.
    """
    return dynamics.covered(party) | _givers(dynamics, party)


def _givers(dynamics: Dynamics, party: int) -> int:
    """Give the options by which guarantees against a party come into force."""
    givers = 0
    for pledge in dynamics.pledges:
        givers |= pledge.givers if pledge.covered[party] else 0
    return givers


def _delivered(
    dynamics: Dynamics,
    node: Node,
    broken: Broken,
    landings: Numbers,
    group: Numbers | slice,
) -> Iterator[Owed]:
    """Split breaches by which guarantees their guarantors would drop then."""
    after = Moment(node.time + 1, node.world)
    dropped = guarantees_dropped(dynamics, broken, landings[group], after)
    if not dropped.any():
        yield group, broken.promise
        return
    places = np.arange(landings.size)[group]
    for left_out in map(int, np.unique(dropped)):
        yield places[dropped == left_out], without(broken.promise, left_out)


def without(promise: Promise, dropped: int) -> Promise:
    """Leave out the guarantees that are not delivered.

    Parameters
    ----------
    promise : Promise
        What the breacher had promised, one entry a guarantee; empty is nothing.
    dropped : int
        Their positions, as a set of bits.

    Returns
    -------
    Promise
        With nothing promised to those.
    """
    return tuple(
        Promised() if is_taken(dropped, place) else promised
        for place, promised in enumerate(promise)
    )


def guarantees_dropped(
    dynamics: Dynamics, broken: Broken, states: Numbers, after: Moment
) -> Numbers:
    """Find which guarantees their guarantors would rather drop after a breach.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    broken : Broken
        The breacher, and what it had promised.
    states : int64 array, shape (n_landings,)
        Feasible ones, where the breach lands.
    after : Moment
        The period that begins.

    Returns
    -------
    int64 array, shape (n_landings,)
        Positions, as sets of bits. None is dropped where it answers nothing,
        is binding, or where the breakdown cannot be known.
    """
    party, promise = broken
    dropped = np.zeros(states.size, np.int64)
    if dynamics.obstacle() is not None:
        return dropped
    for place in droppable(dynamics.pledges, party, promise):
        pledge = dynamics.pledges[place]
        owed = owes(pledge, promise[place], states)
        if pledge.binding or pledge.has_ended(after.world) or not owed.any():
            continue
        # Each guarantor is asked by itself: one that can end it alone, and gains by
        # that, is enough. Where none can, there is no move to compare, and it counts:
        # what several could do together would be a deal of its own.
        for guarantor in pledge.given:
            if guarantor != party:
                gain = _gain(dynamics, broken, place, guarantor, states, after)
                least = slight(dynamics, guarantor)
                dropped |= sets_where(owed & (gain > least), place)
    return dropped


def _gain(
    dynamics: Dynamics,
    broken: Broken,
    place: int,
    guarantor: int,
    states: Numbers,
    after: Moment,
) -> Vector:
    """Give what dropping is worth to a guarantor; minus infinity if it cannot."""
    turns = dynamics.countdown.turns(dynamics.turns, after.world)
    turn = next(turn for turn in turns if turn.party == guarantor)
    closed = dynamics.breakdown(*broken).closed(states)
    # Dropping is a move after which it is not in force: states where it still is are
    # shut out, so that the best move elsewhere is the best way to drop.
    had = np.full(dynamics.engine.n_states, -np.inf)
    had[closed] = worth(dynamics, broken, guarantor, closed, after)
    kept = had[states]
    in_force = dynamics.pledges[place].in_force(None, broken.promise[place].late)
    had[in_force] = -np.inf
    price = 1 - float(dynamics.patience[guarantor])
    best = best_elsewhere(turn, had, dynamics.engine.feasible, price)
    gain: Vector = best[states] - kept
    return gain


def worth(
    dynamics: Dynamics,
    broken: Broken,
    party: int,
    states: Numbers,
    after: Moment,
) -> Vector:
    """Give what a party has from a period on in which guarantees answer a breach.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    broken : Broken
        The breacher, and what it had promised to guarantees that can be dropped.
    party : int
        Its position in the file.
    states : int64 array, shape (n_states,)
        Where the period ends.
    after : Moment
        The period that follows.

    Returns
    -------
    float64 array, shape (n_states,)
        In flow utility per period.
    """
    breacher, promise = broken
    d = float(dynamics.patience[party])
    threat = dynamics.breakdown(breacher, promise)
    row = threat.row if party == breacher else party
    later = threat.rows(states, *after)[row]
    shape = (len(dynamics.parties), states.size)
    promise = in_world(dynamics.pledges, promise, after.world)
    owed = owed_flows(dynamics.pledges, breacher, promise, shape, states)
    flow = dynamics.utility[party, states] + owed[party]
    found: Vector = (1 - d) * flow + d * later
    return found
