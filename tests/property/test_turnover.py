"""Changes of leadership against the definitions, on random small cases."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

from detente.model.formula import TRUE, Name
from detente.model.preference import Preference, Weight
from detente.model.quantity import Amount, Rate
from detente.model.road_map import (
    Guarantee,
    Leadership,
    Negotiation,
    RoadMap,
    Stage,
    Step,
    Turnover,
)
from detente.study.collapse import Collapses, landings_after
from detente.study.dynamics import open_dynamics
from detente.study.leadership import open_leaders
from detente.study.road_map import lay_out
from detente.study.succession import Successions
from detente.study.turnover import check_turnover
from tests.property.test_negotiation import amounts, cases, formulas
from tests.turnover_oracle import TurnoverOracle

FEW = settings(max_examples=30)
SWEEPS = 120


def number(low, high, over):
    return st.integers(low, high).map(lambda n: Amount(Decimal(n) / over))


@st.composite
def kinds(draw, case):
    names = [option.id for option in case.options]
    parties = [party.id for party in case.parties]
    owner = draw(st.sampled_from(parties))
    owners = [owner, *draw(st.sampled_from([(), (owner,), parties[:1]]))]
    return tuple(
        Leadership(
            f"l{place}",
            party,
            Preference(
                weights=tuple(
                    Weight(draw(formulas(names)), draw(amounts(-8, 8)))
                    for _ in range(draw(st.integers(1, 3)))
                )
            ),
            draw(st.sampled_from([Amount(Decimal(0)), Amount(Decimal("0.25"))])),
        )
        for place, party in enumerate(owners)
    )


@st.composite
def turns(draw, leaderships):
    """One hazard into every leadership, and perhaps one back."""
    found = []
    for each in leaderships:
        hazard = Rate(draw(number(1, 8, 10)))
        others = [e.id for e in leaderships if e.party == each.party and e != each]
        before = draw(st.sampled_from([None, each.party, *others]))
        found.append(Turnover(each.party, each.id, before=before, hazard=hazard))
        if draw(st.booleans()):
            back = Rate(draw(number(1, 8, 10)))
            found.append(Turnover(each.party, each.party, before=each.id, hazard=back))
    return tuple(found)


@st.composite
def guarantees(draw, case, against):
    parties = [party.id for party in case.parties]
    protects = draw(st.sampled_from(parties))
    if protects == against:
        return ()
    own = [option.id for option in case.party[against].options]
    return (
        Guarantee(
            id="g",
            by=(protects,),
            protects=protects,
            against=(against,),
            undoing=tuple(draw(st.sampled_from([(), own]))),
            penalty_flow=draw(number(0, 4, 1)),
            compensation_flow=draw(number(0, 8, 1)),
            believed=Amount(Decimal("0.5")),
            when=draw(
                st.sampled_from([TRUE, TRUE, *(Name(o.id) for o in case.options)])
            ),
        ),
    )


@st.composite
def plans(draw, case):
    """Change some options, each once, in stages of one period."""
    options = draw(st.permutations(case.options))
    options = options[: draw(st.integers(1, len(options)))]
    stages: list[list[Step]] = []
    for option in options:
        if not stages or draw(st.booleans()):
            stages.append([])
        stages[-1].append(Step(option.id, not option.now))
    return RoadMap("p", tuple(Stage(tuple(s), draw(st.booleans())) for s in stages))


@st.composite
def turned(draw):
    """A case with leaderships, hazards and perhaps a guarantee, and a plan."""
    case = draw(cases(3))
    leaderships = draw(kinds(case))
    patience = tuple(
        (party.id, Rate(Amount(Decimal(draw(st.sampled_from(["0.5", "0.8"]))))))
        for party in case.parties
    )
    movers = case.negotiation.movers
    negotiation = Negotiation(
        patience=patience,
        movers=movers,
        leaderships=leaderships,
        turnover=draw(turns(leaderships)),
        guarantees=draw(guarantees(case, leaderships[0].party)),
    )
    case = replace(case, negotiation=negotiation)
    plan = draw(plans(case))
    dynamics = open_dynamics(case)
    assume(not lay_out(dynamics, plan).reasons)
    return dynamics, plan


def oracle_of(dynamics, plan):
    patience = dict(zip(dynamics.parties, map(float, dynamics.patience), strict=True))
    oracle = TurnoverOracle(dynamics.case, patience, plan)
    known = cache(lambda who, promised: oracle.settled(who, promised, SWEEPS))

    def solved(party):
        def table(promised):
            found = known(party, promised)
            assume(found is not None)
            return found

        return table

    return oracle, solved


def marks(check, n_stages):
    return {
        (n_stages if each.stage is None else each.stage - 1, each.leaders): each.party
        for each in check.breaks
    }


@given(turned())
@FEW
def test_who_breaks_is_a_map_in_which_all_others_do_their_part(drawn):
    dynamics, plan = drawn
    check = check_turnover(dynamics, plan)
    assume(check.exact)
    oracle, solved = oracle_of(dynamics, plan)
    breaks = marks(check, len(plan.stages))
    values = oracle.values(breaks, solved)
    for stage in range(len(plan.stages) + 1):
        for profile in oracle.profiles:
            if (stage, profile) in breaks:
                continue
            got = oracle.complied(stage, profile, values)
            for party in oracle.parties:
                best = oracle.breached(stage, profile, party, solved(party))
                assert best is None or got[party] >= best - 1e-6


@given(turned())
@FEW
def test_who_breaks_would_gain_by_it_if_it_alone_went_along(drawn):
    dynamics, plan = drawn
    check = check_turnover(dynamics, plan)
    assume(check.exact)
    oracle, solved = oracle_of(dynamics, plan)
    breaks = marks(check, len(plan.stages))
    for spared in breaks:
        left = {at: party for at, party in breaks.items() if at != spared}
        values = oracle.values(left, solved)
        gains = []
        for stage in range(len(plan.stages) + 1):
            for profile in oracle.profiles:
                got = oracle.complied(stage, profile, values)
                for party in oracle.parties if (stage, profile) not in left else ():
                    best = oracle.breached(stage, profile, party, solved(party))
                    gains.append(-1.0 if best is None else best - got[party])
        assert max(gains) > -1e-6


@given(turned())
@FEW
def test_the_chances_are_those_of_the_map(drawn):
    dynamics, plan = drawn
    check = check_turnover(dynamics, plan)
    oracle, _ = oracle_of(dynamics, plan)
    completed, lost = oracle.kept(marks(check, len(plan.stages)))
    assert check.completed == pytest.approx(completed)
    assert [chance for _, chance in check.broken_at] == pytest.approx(lost)
    first = {profile for profile, chance in oracle.first().items() if chance > 0}
    complies = not any(each.leaders in first for each in check.breaks)
    assert check.first_leaders_comply == complies


@given(turned())
@settings(max_examples=100)
def test_what_is_proved_is_not_refuted(drawn):
    dynamics, plan = drawn
    proved = check_turnover(dynamics, plan)
    possible = check_turnover(dynamics, plan, "minmax")
    if proved.exact and proved.first_leaders_comply:
        assert possible.first_leaders_comply
    if proved.exact and proved.every_leader_complies:
        assert possible.every_leader_complies


def collapses_of(dynamics, plan):
    layout, leaders = lay_out(dynamics, plan), open_leaders(dynamics)
    wanted = np.unique(
        np.concatenate([landings_after(dynamics, node) for node in layout.nodes])
    )
    threats = Successions(dynamics, leaders, "breakdown", wanted)
    return layout, Collapses(dynamics, threats, layout.start or 0)


@given(turned())
@FEW
def test_what_a_break_is_worth_to_all_is_what_the_definition_says(drawn):
    dynamics, plan = drawn
    layout, collapses = collapses_of(dynamics, plan)
    oracle, solved = oracle_of(dynamics, plan)
    for (stage, node), (place, party) in product(
        enumerate(layout.nodes), enumerate(oracle.parties)
    ):
        worth = collapses.worth(node, place)
        for row, profile in zip(worth, oracle.profiles, strict=True):
            if np.isfinite(row).all():
                expected = oracle.broken(stage, profile, party, solved(party))
                assert row == pytest.approx(list(expected.values()), abs=1e-6)


@given(turned())
@FEW
def test_nobody_has_more_after_a_break_than_its_bound(drawn):
    dynamics, plan = drawn
    layout, collapses = collapses_of(dynamics, plan)
    for node in layout.nodes:
        bound = collapses.bound(node)
        for party in range(len(dynamics.parties)):
            assert (collapses.worth(node, party) <= bound + 1e-7).all()
