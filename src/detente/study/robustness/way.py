"""How a number that flips a verdict does so: on the road map, or through a situation.

A weight that is the same everywhere on a road map and after its deciding breach adds
the same to what is gained and to what is lost. If it flips a verdict all the same, it
does so through a situation that play would go to with other numbers.
"""

from collections.abc import Iterator
from math import isnan

from detente.model.formula import Formula
from detente.records import dataclass
from detente.study.deal.deviation import Deviation, ThreatName, threat_after
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.slack import SlackTable, slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.assumed_numbers import weight_paths


@dataclass(frozen=True, slots=True)
class Way:
    """How a number decides.

    Attributes
    ----------
    enters : bool
        Whether it enters what is gained or lost: whether what it weighs is true at
        some and false at others of the states on the road map and those in which its
        deciding breach lands and ends: the one that loses least by min-max where that
        refutes the road map, else by breakdown. True of every number that is no weight.
    through : str or None
        Of one that does not, a state in which play ends with other numbers and where
        what it weighs is otherwise; None where there is none.
    """

    enters: bool
    through: str | None = None


@dataclass(frozen=True, eq=False)
class Sides:
    """A road map under two sets of numbers: where it fares worse, and the other."""

    worse: Dynamics
    better: Dynamics
    layout: Layout


def find_way(path: str, sides: Sides) -> Way:
    """Find how a number decides.

    Parameters
    ----------
    path : str
        Of its assumption.
    sides : Sides
        A road map that is possible, on both sides of where the verdict flips.

    Returns
    -------
    Way
    """
    formula = _weighed(path, sides.worse)
    table = slack_table(sides.worse, sides.layout, decisive=0.0)
    refuted = table.verdict() is Verdict.REFUTED
    deciding = _deciding(table, sides.layout, refuted=refuted)
    if formula is None or deciding is None:
        return Way(enters=True)
    truth = sides.worse.truth(formula)
    met = {each.start for each in sides.layout.nodes}
    met |= {each.end for each in sides.layout.nodes}
    met |= set(_followed(sides.worse, deciding))
    if len({bool(truth[state]) for state in met}) > 1:
        return Way(enters=True)
    usual = bool(truth[next(iter(met))])
    elsewhere = (
        sides.better.engine.state(state)
        for state in _elsewhere(sides, deciding)
        if bool(truth[state]) is not usual
    )
    return Way(enters=False, through=next(elsewhere, None))


@dataclass(frozen=True, eq=False)
class _Deciding:
    """The breach that decides, the threat under which it is judged, and its node."""

    node: Node
    party: int
    threat: ThreatName
    breach: Deviation


def _deciding(table: SlackTable, layout: Layout, *, refuted: bool) -> _Deciding | None:
    """Find the breach with the least slack, under breakdown where that is known.

    What refutes is under min-max; another breach may have less slack under breakdown.
    """
    found: dict[tuple[int, int], _Deciding] = {}
    for (threat, place, party), breach in table.breaches.items():
        if isnan(breach.slack) or (refuted and threat == "breakdown"):
            continue
        if threat == "breakdown" or (place, party) not in found:
            node = layout.nodes[place]
            found[place, party] = _Deciding(node, party, threat, breach)
    return min(found.values(), key=lambda each: each.breach.slack, default=None)


def _followed(dynamics: Dynamics, deciding: _Deciding) -> Iterator[int]:
    """Give the states in which a breach lands and comes to rest."""
    landing, promise = deciding.breach.landing, deciding.breach.promise
    threat = threat_after(dynamics, deciding.threat, deciding.party, promise)
    yield landing
    yield from threat.leads_to(deciding.node.time + 1, deciding.node.world, landing)


def _elsewhere(sides: Sides, deciding: _Deciding) -> Iterator[int]:
    """Give where the same breach comes to rest with the other numbers, then another."""
    yield from _followed(sides.better, deciding)
    table = slack_table(sides.better, sides.layout, decisive=0.0)
    refuted = deciding.threat == "minmax"
    other = _deciding(table, sides.layout, refuted=refuted)
    if other is not None:
        yield from _followed(sides.better, other)


def _weighed(path: str, dynamics: Dynamics) -> Formula | None:
    """Give what a number weighs; None where it is no weight."""
    for party, preference in dynamics.case.preferences:
        for known, weight in zip(
            weight_paths(party, preference), preference.weights, strict=True
        ):
            if known == path:
                return weight.of
    return None
