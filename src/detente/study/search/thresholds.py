"""From what amount on a road map holds: patience, and guarantees.

What holds need not hold for more: each question is answered by a union of
intervals, found by a scan and by closing in on every change of sign, so that
both sides of an end are computed, not concluded.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from detente.engine.budget import counted, kept
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.quick_check import Witness, shortfall
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.slack import slack_table
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import per_year
from detente.study.game.guarantee import Pledge
from detente.study.search.intervals import Interval, Margins, find_intervals

KINDS = ("patience", "own patience", "lump", "flow")
"""What can vary: everyone's patience, one party's, a guarantee against one."""

# Near 1 a little more patience is much more of a future: 1 / (1 - d) periods.
_GRID = (*np.linspace(0.0, 0.99, 67), 0.995, 0.999, 0.9999)
_AMOUNTS = 17
_CLOSED_IN = 6
"""How often a road map is judged to close in on a change of sign, about."""
JUDGED = {
    "patience": len(_GRID) + _CLOSED_IN,
    "own patience": len(_GRID) + _CLOSED_IN,
    "lump": _AMOUNTS + 1 + _CLOSED_IN,
    "flow": _AMOUNTS + 1 + _CLOSED_IN,
}
"""How often a road map is judged for one threshold of each kind, if it changes once."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a road map holds when one thing varies.

    Attributes
    ----------
    kind : str
        patience, own patience, lump, flow or turnover.
    party : str or None
        Whose patience, against whom the guarantee, or whose leaders change;
        None is everyone's.
    proved, possible : tuple of Interval
        Where the road map holds: no slack of anybody is negative under
        breakdown, and under min-max.
    per_year : tuple of Interval
        `proved` with patience, or the chance of a change, counted per year;
        empty for guarantees.
    leadership : str or None
        To whom leaders change.
    keeps : Keeps or None
        Of a guarantee: where the party that it is against keeps the road map,
        whatever the others do.
    """

    kind: str
    party: str | None
    proved: tuple[Interval, ...]
    possible: tuple[Interval, ...]
    per_year: tuple[Interval, ...] = ()
    leadership: str | None = None
    keeps: "Keeps | None" = None

    @property
    def least(self) -> float | None:
        """The least amount that is proved to do, or None where none does."""
        return self.proved[0].low if self.proved else None


@dataclass(frozen=True, slots=True)
class Keeps:
    """Where one party has no reason to breach; the others may have one.

    Attributes
    ----------
    proved, possible : tuple of Interval
        Where no slack of its own is negative under breakdown, and min-max.
    """

    proved: tuple[Interval, ...]
    possible: tuple[Interval, ...]

    @property
    def least(self) -> float | None:
        """The least amount that is proved to do, or None where none does."""
        return self.proved[0].low if self.proved else None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All thresholds of one road map.

    Attributes
    ----------
    thresholds : tuple of Threshold
    reasons : tuple of Message
        Why there are none.
    left_out : int
        How many were not looked for, since the work was stopped.
    """

    road_map: str
    thresholds: tuple[Threshold, ...]
    reasons: tuple[Message, ...] = ()
    left_out: int = 0


def find_thresholds(
    dynamics: Dynamics, road_map: RoadMap, kinds: Sequence[str] = KINDS
) -> Thresholds:
    """Find the least patience and the least guarantees under which a plan holds.

    Parameters
    ----------
    dynamics : Dynamics
    road_map : RoadMap
    kinds : sequence of str
        What to vary, of `KINDS`.

    Returns
    -------
    Thresholds
        Patience of all in common, then of each party, the others' as given;
        then for each party the least lump and flow that has to await its
        breach, believed for certain, for leaving anything promised undone:
        for the road map to hold, and for that party to keep it.
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return Thresholds(road_map.id, (), layout.reasons)
    weighted = [
        party
        for party, name in enumerate(dynamics.parties)
        if dynamics.case.preference[name].weights
    ]
    known = not np.isnan(dynamics.patience[weighted]).any()
    asked: list[tuple[str, int | None]] = []
    for kind in kinds if weighted else ():
        if kind == "patience":
            asked.append((kind, None))
        elif known:
            asked += [(kind, party) for party in weighted]
    varied = dynamics.branching()
    found = kept(_varied(varied, layout, *each) for each in counted(asked))
    return Thresholds(road_map.id, found, left_out=len(asked) - len(found))


def _patience(dynamics: Dynamics, layout: Layout, party: int | None) -> Threshold:
    def opened(factor: float) -> Dynamics:
        patience = dynamics.patience.copy()
        patience[slice(None) if party is None else party] = factor
        return dynamics.with_numbers(patience=patience)

    proved, possible = find_intervals(_margins(layout, opened), _GRID)
    period = dynamics.case.negotiation.period
    return Threshold(
        kind="patience" if party is None else "own patience",
        party=None if party is None else dynamics.parties[party],
        proved=proved,
        possible=possible,
        per_year=tuple(
            replace(
                interval,
                low=per_year(interval.low, period),
                high=per_year(interval.high, period),
            )
            for interval in proved
        ),
    )


def _varied(
    dynamics: Dynamics, layout: Layout, kind: str, party: int | None
) -> Threshold:
    if party is None or kind == "own patience":
        return _patience(dynamics, layout, party)
    return _guarantee(dynamics, layout, party, kind)


def _guarantee(dynamics: Dynamics, layout: Layout, party: int, kind: str) -> Threshold:
    """Vary a guarantee against one party, which changes nothing for the others."""
    size = max(dynamics.payoff_range(party), 1.0)
    most = 2 * size / (1 - dynamics.patience[party] if kind == "lump" else 1.0)
    grid = (0.0, *np.geomspace(most / 256, most, _AMOUNTS))

    def opened(amount: float) -> Dynamics:
        pledge = made_up(dynamics, party, (kind, amount))
        return dynamics.with_numbers(pledges=(*dynamics.pledges, pledge))

    keeps = Keeps(*find_intervals(_margins(layout, opened, (party,)), grid))
    # The others face no part of it: they are judged once, and where one of them
    # would breach no amount helps.
    others = tuple(each for each in range(len(dynamics.parties)) if each != party)
    rest = least_margins(dynamics, layout, others)
    return Threshold(
        kind,
        dynamics.parties[party],
        keeps.proved if rest[0] >= 0 else (),
        keeps.possible if rest[1] >= 0 else (),
        keeps=keeps,
    )


def made_up(dynamics: Dynamics, party: int, amount: tuple[str, float]) -> Pledge:
    """Make a guarantee that is believed for certain, against one party.

    Parameters
    ----------
    dynamics : Dynamics
    party : int
        The one who owes it, for leaving anything promised undone.
    amount : (str, float)
        lump or flow, and how much.

    Returns
    -------
    Pledge
    """
    kind, size = amount
    own = int(dynamics.turn(party).flips[-1])
    covered = [own if each == party else 0 for each in range(len(dynamics.parties))]
    return Pledge(
        id=f"{kind} against {dynamics.parties[party]}",
        protects=party,
        covered=tuple(covered),
        penalty=(size, 0.0) if kind == "flow" else (0.0, size),
        compensation=(0.0, 0.0),
        when=np.ones(dynamics.engine.n_states, np.bool_),
        believed=1.0,
    )


def least_margins(
    dynamics: Dynamics, layout: Layout, parties: tuple[int, ...] | None = None
) -> Margins:
    """Give the least slack above the tolerance; a cycle proves nothing.

    Where the first is not negative the second, which is at least as large, is
    not computed; and one negative slack under min-max is enough.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    parties : tuple of int or None
        Those to judge; None is all.

    Returns
    -------
    (float, float)
        Under breakdown and under min-max; not negative where it holds.
    """
    return judged_margins(dynamics, layout, parties)[0]


def judged_margins(
    dynamics: Dynamics,
    layout: Layout,
    parties: tuple[int, ...] | None = None,
    witness: Witness | None = None,
) -> tuple[Margins, Witness | None]:
    """Give the least slacks, and what refutes the road map if anything does.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    parties : tuple of int or None
        Those to judge; None is all.
    witness : Witness or None
        What refuted it under other numbers. If it still does, both margins are its
        slack, and nothing else is computed.

    Returns
    -------
    (float, float), Witness or None
        As `least_margins`; which node and party refute it.
    """
    if witness is not None:
        short = shortfall(dynamics, layout, witness)
        if short < 0:
            return (short, short), witness
    table = slack_table(dynamics, layout, parties, decisive=0.0)
    exact = np.where(table.exact, table.breakdown, -np.inf)
    breakdown = np.nan_to_num(exact + table.tolerance, nan=-np.inf, posinf=np.inf)
    minmax = np.nan_to_num(table.minmax + table.tolerance, nan=np.inf, posinf=np.inf)
    found = np.argwhere(minmax < 0)
    refutes = Witness(*map(int, found[0])) if found.size else None
    return (float(breakdown.min()), float(minmax.min())), refutes


def _margins(
    layout: Layout,
    opened: Callable[[float], Dynamics],
    parties: tuple[int, ...] | None = None,
) -> Callable[[float], Margins]:
    """Judge amount after amount, trying first what refuted the road map last."""
    refuted_by: list[Witness | None] = [None]

    def margins(amount: float) -> Margins:
        dynamics, witness = opened(amount), refuted_by[0]
        found, witness = judged_margins(dynamics, layout, parties, witness)
        refuted_by[0] = witness or refuted_by[0]
        return found

    return margins
