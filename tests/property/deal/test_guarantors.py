"""What a guarantor gains by dropping its guarantee, against the definitions."""

import os
import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings, strategies as st

from detente.errors import UnsupportedError
from detente.model.formula import Name, Not
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.guarantor import (
    NO_ONE_WAY_ON,
    NOT_IN_FORCE,
    OUT_OF_ITS_HANDS,
    check_guarantors,
)
from detente.study.deal.road_map import lay_out as layout_of
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.aftermath import Aftermath, Position
from tests.deal_oracle.breakdown import Breakdown, UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import ImpossibleError, breaches, lay_out
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError

EXAMPLES = int(os.environ.get("DETENTE_DEALS", "15"))
MANY = settings(max_examples=EXAMPLES)
SEEDS = st.integers(0, 2**32 - 1)
WANTS = Wants(options=4, guarantees=1, lumps=0, costs=0.4, escrow=0)

KINDS = pytest.mark.parametrize(
    "wants",
    [
        pytest.param(WANTS, id="costs"),
        pytest.param(replace(WANTS, deadlines=2), id="dates"),
    ],
)


class Given(Rules):
    """A guarantee that its guarantor, a party, keeps in force by its own options."""

    def in_force(self, guarantee, promise, state, opened=frozenset()):
        lacking = self.lacking(guarantee, promise, state)
        ended = bool(guarantee.until) and guarantee.id in opened
        return bool(lacking) and not ended and self.stands(guarantee, promise, state)

    def lacking(self, guarantee, promise, state):
        return promise.missing(state) & (set(guarantee.undoing) or set(self.options))

    def stands(self, guarantee, promise, state):
        """It counts as given at the breach: what is taken later adds nothing."""
        theirs = {x for by in guarantee.by for x in self.own(by)}
        late = (state & theirs) - promise.stood
        return self.true(guarantee.when, state) and self.true(
            guarantee.when, state - late
        )


class After:
    """What follows a breach that the guarantee answers."""

    exactly = True

    def __init__(self, rules, guarantee):
        self.rules, self.guarantee = rules, guarantee
        self.breacher = guarantee.against[0]
        self.known = {}

    def price(self, party, flips, state):
        return (1 - self.rules.d[party]) * self.rules.cost(party, flips, state)

    def follows(self, node, promise, landing):
        at = Position(min(node.time, self.rules.last), node.opened, landing)
        if (promise, at) not in self.known:
            solved = Breakdown(Aftermath(self.rules, promise, at))
            if self.exactly and not solved.exact:
                raise UnsettledError
            self.known[promise, at] = solved
        return self.known[promise, at], at

    def worth(self, party, node, promise, landing):
        """What a party has from the period on that ends there."""
        solved, at = self.follows(node, promise, landing)
        flow = self.rules.worth(party, landing)
        flow += self.rules.owed(party, promise, landing, frozenset())
        d = self.rules.d[party]
        return (1 - d) * flow + d * solved.phases[0][at][party]

    def rests(self, node, promise, landing):
        """The states through which the breakdown goes for ever."""
        solved, at = self.follows(node, promise, landing)
        chosen = solved.chosen(solved.phases[0])
        path = []
        while at not in path:
            path.append(at)
            turn = solved.of.dawns[at]
            while turn not in solved.of.leaves:
                turn = chosen[turn]
            at = solved.of.leaves[turn]
        return [each.state for each in path[path.index(at) :]]


class Answer(After):
    """The latest breach that a guarantee answers, the best for the breacher."""

    def __init__(self, rules, guarantee, road_map):
        super().__init__(rules, guarantee)
        self.found = None
        for node in reversed(lay_out(rules, road_map)):
            called = [
                (
                    self.worth(self.breacher, node, promise, landing)
                    - self.price(self.breacher, flips, node.start),
                    landing,
                    promise,
                )
                for flips, landing, promise in breaches(rules, node, self.breacher)
                if rules.in_force(guarantee, promise, landing)
            ]
            if called:
                best = max(called, key=lambda each: each[0])
                ties = [each for each in called if best[0] - each[0] < 1e-9]
                if len(ties) > 1:
                    raise UnsettledError
                self.found = node, *best[1:]
                break


class RoundAnswer(Answer):
    """The same, also where the breakdown goes round."""

    exactly = False


def given_by_a_party(rng, case):
    """The guarantee of a deal, given by a party that can end it; or None."""
    (guarantee,) = case.negotiation.guarantees
    own = [option for option in case.options if option.party not in guarantee.against]
    if not own:
        return None
    option = rng.choice(own)
    options = tuple(
        replace(each, now=True) if each.id == option.id and rng.random() < 0.7 else each
        for each in case.options
    )
    parties = tuple(
        replace(p, options=tuple(o for o in options if o.party == p.id))
        for p in case.parties
    )
    when = Name(option.id) if rng.random() < 0.8 else Not(Name(option.id))
    changed = replace(guarantee, by=(option.party,), when=when)
    return replace(
        case,
        parties=parties,
        constraints=(),
        negotiation=replace(case.negotiation, guarantees=(changed,)),
    )


def gain(after, node, promise, landing):
    """What the guarantor gains most by ending it there; None where it cannot."""
    (who,) = after.guarantee.by
    had = [
        after.worth(who, node, promise, end) - after.price(who, end ^ landing, landing)
        for _, end in after.rules.moves_at(who, node.opened, landing)
        if not after.rules.stands(after.guarantee, promise, end)
    ]
    return max(had) - after.worth(who, node, promise, landing) if had else None


def dropped_and_gains(seed, wants):
    """For each breach of the first deal of a seed that is answered: both."""
    rng = random.Random(seed)
    while True:
        case = given_by_a_party(rng, random_deal(rng, wants))
        if case is None:
            continue
        road_map = case.negotiation.road_maps[0]
        try:
            dynamics = open_dynamics(case)
            nodes = layout_of(dynamics, road_map).nodes
            rules = Given(case, patience_of(dynamics))
            known = {node.time: node for node in lay_out(rules, road_map)}
            after = After(rules, case.negotiation.guarantees[0])
            found = [
                each
                for node in nodes
                if node.time in known
                for each in _of_node(dynamics, after, node, known[node.time])
            ]
        except (UnsupportedError, UnsettledError, ImpossibleError, UnfitError):
            continue
        if found:
            return found


def _of_node(dynamics, after, node, known):
    breacher = dynamics.parties.index(after.breacher)
    moves = find_breaches(dynamics, node, breacher)
    expected = {
        letters(after.rules, landing): gain(after, known, promise, landing)
        for _, landing, promise in breaches(after.rules, known, after.breacher)
        if after.rules.in_force(after.guarantee, promise, landing)
    }
    for group, promise in debts(dynamics, node, breacher, moves.landings):
        for landing in moves.landings[group].tolist():
            name = dynamics.engine.state(landing)
            if name in expected:
                yield not promise[0], expected[name]


def answered(seed, wants=WANTS, of=Answer):
    """The first deal of a seed in which a breach calls upon it, and its answer."""
    rng = random.Random(seed)
    while True:
        case = given_by_a_party(rng, random_deal(rng, wants))
        if case is None:
            continue
        road_map = case.negotiation.road_maps[0]
        try:
            dynamics = open_dynamics(case)
            layout = layout_of(dynamics, road_map)
            if layout.reasons:
                continue
            (said,) = check_guarantors(dynamics, layout)
            rules = Given(case, patience_of(dynamics))
            answer = of(rules, case.negotiation.guarantees[0], road_map)
        except (UnsupportedError, UnsettledError, UnfitError):
            continue
        if answer.found is None:
            assert (said.reason, said.lands) == (NOT_IN_FORCE, None)
            continue
        return said, answer


def letters(rules, state):
    return "".join("Y" if name in state else "N" for name in rules.options)


@KINDS
@given(seed=SEEDS)
@MANY
def test_a_guarantor_drops_what_pays_it_right_after_the_breach(wants, seed):
    said, answer = answered(seed, wants)
    rules, (node, landing, promise) = answer.rules, answer.found
    assert said.lands == letters(rules, landing)
    who = said.guarantor
    kept = answer.worth(who, node, promise, landing)
    ends = [
        (
            answer.worth(who, node, promise, end)
            - answer.price(who, end ^ landing, landing),
            end,
        )
        for _, end in rules.moves_at(who, node.opened, landing)
        if not rules.stands(answer.guarantee, promise, end)
    ]
    if not ends:
        assert said.reason == OUT_OF_ITS_HANDS
        return
    best, end = max(ends, key=lambda each: each[0])
    assert said.gain == pytest.approx(best - kept, abs=1e-6)
    if abs(best - kept) > 1e-6:
        assert said.credible == (best <= kept)
    if sum(best - each[0] < 1e-6 for each in ends) > 1:
        return
    assert {name.removeprefix("not ") for name in said.drops} == end ^ landing
    assert {n for n in said.drops if n.startswith("not ")} == {
        f"not {name}" for name in landing - end
    }
    now = [rules.worth(who, s) for s in (end, landing)]
    cost = rules.cost(who, end ^ landing, landing)
    assert said.gain_now == pytest.approx(now[0] - now[1] - cost)
    for party, change in (
        (answer.breacher, said.breacher_gains),
        (said.protects, -said.victim_loses),
    ):
        dropped, kept = (answer.worth(party, node, promise, s) for s in (end, landing))
        assert change == pytest.approx(dropped - kept, abs=1e-6)


@given(SEEDS)
@MANY
def test_it_lasts_where_it_counts_or_nothing_is_missing_wherever_play_rests(seed):
    said, answer = answered(seed)
    if said.lasts is not None:
        node, landing, promise = answer.found
        rests = answer.rests(node, promise, landing)
        assert said.lasts == all(
            not answer.rules.lacking(answer.guarantee, promise, state)
            or answer.rules.stands(answer.guarantee, promise, state)
            for state in rests
        )


@KINDS
@given(seed=SEEDS)
@example(seed=98)
@MANY
def test_whether_it_lasts_is_open_just_where_what_follows_goes_round(wants, seed):
    said, answer = answered(seed, wants, RoundAnswer)
    if said.credible is not None:
        node, landing, promise = answer.found
        solved, _ = answer.follows(node, promise, landing)
        assert (said.lasts is None) == (not solved.exact)
        assert (said.reason == NO_ONE_WAY_ON) == (said.lasts is None)


@KINDS
@given(seed=SEEDS)
@settings(max_examples=2 * EXAMPLES)
def test_a_breach_meets_a_guarantee_unless_its_guarantor_gains_by_ending_it(
    wants, seed
):
    for dropped, gained in dropped_and_gains(seed, wants):
        if gained is None:
            assert not dropped
        elif abs(gained) > 1e-6:
            assert dropped == (gained > 0)
