"""Variants of a case side by side."""

from dataclasses import replace

import numpy as np

from detente.model.case import Case
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.sustain import Fallback, find_fallback
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.stability.evolution import evolve
from detente.study.stability.stable_sets import StableSets


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """One road map in one variant.

    Attributes
    ----------
    road_map : str
    verdict : str or None
        proved, refuted, depends or impossible; None where it cannot be judged.
    slack : float or None
        The least slack, in utility per period for ever; None where there is
        none.
    stage : int or None
        Where it is least; None is staying at the end.
    party : str or None
        Whom it binds; None where there is no slack.
    undo : tuple of str
        Options whose time to undo turns the verdict by how it is rounded.
    orders : bool
        Whether it comes out otherwise by who acts first after a breach.
    """

    road_map: str
    verdict: str | None
    slack: float | None
    stage: int | None
    party: str | None
    undo: tuple[str, ...] = ()
    orders: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """A party's largest exposure on any road map of the case.

    Attributes
    ----------
    ranks : bool
        Whether it is counted in ranks, for a party with an order only, or in
        flow utility.
    """

    party: str
    largest: float
    ranks: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures by which variants are compared.

    Attributes
    ----------
    name : str
        The variant; "" for the case as written.
    case : Case
        As the variant edits it.
    n_feasible : int
        How many situations there are.
    status_quo : str
        The state that holds now.
    equilibria : tuple of (Concept, int)
        How many equilibria, concept by concept.
    lasting : tuple of (Concept, frozenset of str)
        Which they are.
    leaving : tuple of (Concept, tuple of str)
        Who would leave now, concept by concept.
    reached : int
        Situations that improvements reach from now, now included.
    ends : tuple of str
        Where improvements come to rest, as far as they are listed.
    n_ends : int
        How many such situations there are.
    plans : tuple of PlanStanding
        The road maps; empty where these were not judged.
    risks : tuple of Risk
        By party, over the road maps.
    fallbacks : tuple of Fallback
        What each party has from now on without a deal.
    """

    name: str
    case: Case
    n_feasible: int
    status_quo: str
    equilibria: tuple[tuple[Concept, int], ...]
    lasting: tuple[tuple[Concept, frozenset[str]], ...]
    leaving: tuple[tuple[Concept, tuple[str, ...]], ...]
    reached: int
    ends: tuple[str, ...]
    n_ends: int
    plans: tuple[PlanStanding, ...] = ()
    risks: tuple[Risk, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()


def stand(name: str, sets: StableSets) -> Standing:
    """Take the static figures of one variant.

    Parameters
    ----------
    name : str
        The variant's name.
    sets : StableSets
        Who is stable where in it.

    Returns
    -------
    Standing
    """
    engine = sets.engine
    now = engine.status_quo
    evolution = evolve(engine, now, sets, concept=sets.concepts[-1])
    found = {concept: sets.equilibria(concept) for concept in sets.concepts}
    # Most equilibria are so under several concepts; each is written once.
    lasting = np.flatnonzero(np.any([*found.values()], axis=0)).tolist()
    written = {index: engine.state(index) for index in lasting}
    return Standing(
        name=name,
        case=engine.case,
        n_feasible=engine.n_feasible,
        status_quo=engine.state(now),
        equilibria=tuple(
            (concept, int(np.count_nonzero(held))) for concept, held in found.items()
        ),
        lasting=tuple(
            (
                concept,
                frozenset(written[index] for index in np.flatnonzero(held).tolist()),
            )
            for concept, held in found.items()
        ),
        leaving=tuple(
            (
                concept,
                tuple(
                    party
                    for position, party in enumerate(engine.parties)
                    if not sets.sets[concept, position][now]
                ),
            )
            for concept in sets.concepts
        ),
        reached=evolution.improvements.count,
        ends=evolution.improvements.ends,
        n_ends=evolution.improvements.n_ends,
    )


def stand_in_time(standing: Standing, dynamics: Dynamics) -> Standing:
    """Add what a variant's road maps are worth, and what parties have without.

    Parameters
    ----------
    standing : Standing
        The static figures.
    dynamics : Dynamics
        The same variant, opened for questions about time.

    Returns
    -------
    Standing
    """
    checks = [
        check_road_map(dynamics, plan, undo=True)
        for plan in dynamics.case.negotiation.road_maps
    ]
    return replace(
        standing,
        plans=tuple(map(_plan, checks)),
        risks=_risks(checks),
        fallbacks=tuple(
            find_fallback(dynamics, party) for party in range(len(dynamics.parties))
        ),
    )


def _plan(check: RoadMapCheck) -> PlanStanding:
    stage, party, slack = check.binding or (None, None, None)
    return PlanStanding(
        check.road_map,
        check.verdict,
        slack,
        stage,
        party,
        undo=check.undo.hangs_on if check.undo is not None else (),
        orders=len(check.orders) > 1,
    )


def _risks(checks: list[RoadMapCheck]) -> tuple[Risk, ...]:
    largest: dict[str, Risk] = {}
    for check in checks:
        for each in check.exposure:
            known = largest.get(each.party)
            if known is None or each.maximum > known.largest:
                largest[each.party] = Risk(each.party, each.maximum, each.ranks)
    return tuple(largest.values())
