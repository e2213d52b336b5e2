"""Slack: what a party's best breach loses, at every node under both threats.

``V(k) = (1 - d) (u(end) - cost) + d V(k + 1)`` is what the road map is worth
to a party; a breach that lands at t is worth ``(1 - d) (u(t) - cost - lump) +
d B(t)``, with B the value of the threat from the next period on.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.deviation import Choice, Deviation, ThreatName, deviation
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import CLOSE, HOLDS, slight
from detente.study.deal.unseen_breach import Asked, UnseenBreaches, worse
from detente.study.deal.value_along import values_along
from detente.study.deal.verdict import Leeway, Verdict
from detente.study.game.aftermath import Bound
from detente.study.game.dynamics import Dynamics

_LESS = CLOSE - 2 * HOLDS
"""Just less than what is too close: a slack of exactly that much decides."""


@dataclass(frozen=True, eq=False)
class SlackTable:
    """Slack at every node of a road map.

    Attributes
    ----------
    breakdown, optimistic, minmax : float64 array, shape (n_nodes, n_parties)
        Under breakdown (the pessimistic end of its band, and the optimistic
        one) and under min-max. Infinite where there is no choice, not a
        number where it cannot be known.
    exact, settled : bool array, shape (n_nodes, n_parties)
        Whether the breakdown, and the min-max, used are verified fixed points.
        A min-max that is none is not a number.
    tolerance : float64 array, shape (n_parties,)
        A slack above minus this counts as not negative.
    ranges : float64 array, shape (n_parties,)
        The payoff ranges.
    breaches : dict of (str, int, int) to Deviation
        The best breach by threat, node and party.
    """

    breakdown: Values
    optimistic: Values
    minmax: Values
    exact: npt.NDArray[np.bool_]
    settled: npt.NDArray[np.bool_]
    tolerance: npt.NDArray[np.float64]
    ranges: npt.NDArray[np.float64]
    breaches: dict[tuple[ThreatName, int, int], Deviation]

    def verdict(self, first: int = 0, larger: float = 0.0) -> Verdict | None:
        """Judge the nodes from one on.

        Parameters
        ----------
        first : int
            The first node that counts; -1 is staying for ever alone.
        larger : float
            By what share of its party's payoff range every slack is taken to be
            larger than it is; negative is smaller.

        Returns
        -------
        Verdict or None
            Refuted by one slack under min-max below the tolerance; proved if no slack
            under an exact breakdown is; it depends if some slack under breakdown is,
            at both ends of its band, though none under min-max; else None, since what
            is not known, or goes round, decides.
        """
        least = -self.tolerance - larger * self.ranges
        minmax = self.minmax[first:]
        if bool((minmax < least).any()):
            return Verdict.REFUTED
        deterred = (self.breakdown[first:] >= least) & self.exact[first:]
        if bool(deterred.all()):
            return Verdict.PROVED
        if bool(np.isnan(minmax[~deterred]).any()):
            return None
        pays = self.optimistic[first:] < least
        return Verdict.DEPENDS if bool(pays.any()) else None

    def leeway(self, first: int = 0) -> Leeway:
        """Judge the nodes from one on, slack being as it is, smaller, and larger.

        Parameters
        ----------
        first : int
            The first node that counts; -1 is staying for ever alone.

        Returns
        -------
        Leeway
        """
        verdicts = (self.verdict(first, larger) for larger in (0.0, -_LESS, _LESS))
        return Leeway(*verdicts)


def slack_table(
    dynamics: Dynamics,
    layout: Layout,
    parties: Sequence[int] | None = None,
    *,
    decisive: float | None = None,
) -> SlackTable:
    """Compute slack at every node, for every party, under both threats.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    layout : Layout
        A road map that is possible.
    parties : sequence of int or None
        Those to judge, None being all; the others count as having no choice.
    decisive : float or None
        If every slack may be larger or smaller by this share of its party's payoff
        range, only the verdicts are asked for, 0 being the one verdict as it is.
        Slack under min-max is at least slack under an exact breakdown, so it is
        computed only where the latter could be negative or is unknown, until one
        is found that surely is; the others are left infinite. None asks for all.

    Returns
    -------
    SlackTable
        One row a node; in flow units per period for ever, negative where breaching
        pays.
    """
    shape = (len(layout.nodes), len(dynamics.parties))
    breakdown, optimistic, minmax = (np.full(shape, np.inf) for _ in range(3))
    exact, settled = np.ones(shape, np.bool_), np.ones(shape, np.bool_)
    every = range(shape[1])
    ranges = np.array([dynamics.payoff_range(party) for party in every])
    tolerance = np.array([slight(dynamics, party) for party in every])
    leeway = (decisive or 0.0) * ranges
    values = values_along(dynamics, layout.nodes)
    onward, hidden = values[1:], UnseenBreaches(dynamics, layout, values)
    breaches: dict[tuple[ThreatName, int, int], Deviation] = {}

    def best(place: int, party: int, bound: Bound | None) -> Deviation | None:
        worth = float(onward[place, party])
        choice = Choice(layout.nodes[place], party, worth, bound or "values")
        name: ThreatName = "breakdown" if bound else "minmax"
        candidate = _known(dynamics, choice, name)
        if candidate and hidden.watches:
            asked = Asked(place, party, name, bound or "values")
            candidate = worse(candidate, hidden.best(asked))
        if candidate and bound != "low":
            breaches[name, place, party] = candidate
        return candidate

    choices = [
        (place, party)
        for party in (every if parties is None else parties)
        for place, node in enumerate(layout.nodes)
        if find_breaches(dynamics, node, party).flips.size
    ]
    for at in choices:
        # The more a breach is worth afterwards, the less is lost by it: the high end of
        # the band is the cautious one, and a proof must hold there.
        high = best(*at, "high")
        deters = high is not None and high.slack >= leeway[at[1]] - tolerance[at[1]]
        known = high is None or high.exact or (deters and decisive is not None)
        low = high if known else best(*at, "low")
        breakdown[at], optimistic[at] = _slack(high), _slack(low)
        exact[at] = high is None or high.exact
    # Nobody has less by the breakdown than by min-max, where the others think of
    # nothing but its harm: what an exact breakdown deters, min-max deters.
    if decisive is not None:
        choices = _open(choices, np.where(exact, breakdown, np.nan), leeway - tolerance)
    for at in choices:
        candidate = best(*at, None)
        minmax[at] = _slack(candidate) if candidate and candidate.exact else np.nan
        settled[at] = candidate is None or candidate.exact
        if decisive is not None and minmax[at] < -(leeway + tolerance)[at[1]]:
            break
    return SlackTable(
        breakdown, optimistic, minmax, exact, settled, tolerance, ranges, breaches
    )


def _open(
    choices: list[tuple[int, int]], proved: Values, least: npt.NDArray[np.float64]
) -> list[tuple[int, int]]:
    """List the nodes and parties that breakdown leaves open, the worst first."""
    left = [at for at in choices if not proved[at] >= least[at[1]]]
    return sorted(left, key=lambda at: float(np.nan_to_num(proved[at], nan=np.inf)))


def _slack(found: Deviation | None) -> float:
    return found.slack if found else np.nan


def _known(dynamics: Dynamics, choice: Choice, name: ThreatName) -> Deviation | None:
    """Give the best breach, None where what follows it cannot be known."""
    if dynamics.reason(choice.party) is not None:
        return None
    if name == "breakdown" and dynamics.obstacle() is not None:
        return None
    return deviation(dynamics, choice, name)
