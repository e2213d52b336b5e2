"""What dates open and are worth, against the definitions; delays, against the check."""

import random
from itertools import pairwise

import pytest
from hypothesis import example, given, reject, settings, strategies as st

from detente.errors import UnsupportedError
from detente.study.game.dynamics import open_dynamics
from detente.study.time.dates import tell_dates
from detente.study.time.latest_start import find_latest_start, put_off
from tests.deal_oracle.aftermath import Aftermath, Position
from tests.deal_oracle.breakdown import Breakdown, UnsettledError
from tests.deal_oracle.compared import patience_of
from tests.deal_oracle.plan import ImpossibleError, lay_out, verdict
from tests.deal_oracle.random_deals import Wants, random_deal
from tests.deal_oracle.rules import Rules, UnfitError

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=30)
SIZES = Wants(options=4, deadlines=2, ends=0.3, escrow=0, patience=("0.5", "0.8"))


def dated(seed):
    case = random_deal(random.Random(seed), SIZES)
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    return dynamics, Rules(case, patience_of(dynamics))


def until(rules, time):
    """What has opened, and the state, where nobody moves until a period begins."""
    morning = rules.dawn(0, frozenset(), rules.now)
    for period in range(1, time + 1):
        morning = rules.dawn(period, morning.opened, morning.state)
    return morning


def worth_after(rules, owner, morning, landing):
    """What each has from the next period on, everyone playing for itself."""
    promise = rules.promise(owner, frozenset(), frozenset(), landing)
    at = Position(min(morning.time, rules.last), morning.opened, landing)
    solved = Breakdown(Aftermath(rules, promise, at))
    if solved.late or not solved.exact:
        raise UnsettledError
    return solved.phases[0][at]


@given(SEEDS)
@example(1243)  # a date whose condition another date brings about
@MANY
def test_taking_what_a_date_opens_is_worth_what_follows_the_best_way_to_take_it(seed):
    dynamics, rules = dated(seed)
    for story in tell_dates(dynamics):
        if story.kind != "opens" or story.owner is None:
            continue
        try:
            morning = until(rules, rules.due[story.id])
            ways = {
                landing: (cost, worth_after(rules, story.owner, morning, landing))
                for cost, landing in rules.moves_at(
                    story.owner, morning.opened, morning.state
                )
                if (landing - morning.state) & set(story.options)
            }
        except (UnfitError, UnsettledError):
            reject()
        missed = story.id in morning.opened
        assert story.met != missed
        assert bool(story.steps) == bool(ways and missed)
        if not story.steps:
            continue
        flips = frozenset(step.removeprefix("not ") for step in story.steps)
        cost, later = ways[morning.state ^ flips]
        for stake in story.stakes:
            had = rules.worth(stake.party, morning.state ^ flips)
            d, stays = rules.d[stake.party], rules.worth(stake.party, morning.state)
            assert stake.at_once == pytest.approx(had - stays)
            paid = cost if stake.party == story.owner else 0.0
            worth = (1 - d) * (had - paid) + d * later[stake.party] - stays
            assert stake.answered == pytest.approx(worth, abs=1e-6)
        mine = rules.d[story.owner]
        best = max(
            (1 - mine) * (rules.worth(story.owner, landing) - price)
            + mine * after[story.owner]
            for landing, (price, after) in ways.items()
        )
        own = next(s for s in story.stakes if s.party == story.owner).answered
        assert own == pytest.approx(
            best - rules.worth(story.owner, morning.state), abs=1e-6
        )


@given(SEEDS)
@MANY
def test_a_road_map_put_off_is_judged_as_one_that_is_written_so(seed):
    dynamics, rules = dated(seed)
    (plan,) = dynamics.case.negotiation.road_maps
    found = find_latest_start(dynamics, plan)
    for span in found.spans:
        first, last = span.periods
        ends = {first, dynamics.countdown.horizon + 1 if last is None else last}
        for delay in ends:
            late = put_off(dynamics, plan, delay)
            try:
                expected = verdict(rules, lay_out(rules, late))
            except ImpossibleError:
                expected = "impossible"
            except (UnfitError, UnsettledError):
                continue
            assert span.verdict == expected
    spans = [span.periods for span in found.spans]
    for (_, last), (following, _) in pairwise(spans):
        assert last is not None
        assert last + 1 == following
