"""What keeps a road map, or lets it outlive its signers, against every edit by hand.

`DETENTE_DEALS=300 pytest tests/property/lever/test_further.py` asks many more.
"""

import datetime
import os
import random
from dataclasses import replace
from decimal import Decimal
from math import inf

import pytest
from hypothesis import HealthCheck, given, reject, settings, strategies as st

import detente as dt
from detente.analysis.reading import variant_of
from detente.errors import CaseError, UnsupportedError
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Leadership, Turnover
from detente.study.game.dynamics import open_dynamics
from detente.study.lever.change import Kind, What
from detente.study.lever.further import find_further
from detente.study.lever.goal import QUICK, Goal, stand
from detente.study.lever.price import Prices
from detente.study.lever.search import find_levers
from tests.deal_oracle.random_deals import Wants, preference, random_deal
from tests.lever_edits import YEAR, typed_edits

MANY = settings(
    max_examples=int(os.environ.get("DETENTE_DEALS", "1")),
    suppress_health_check=[HealthCheck.filter_too_much],
)
SEEDS = st.integers(0, 2**32 - 1)
TRIES = 40


def ruled_by_others(rng, case):
    """Let another leadership of some party come to rule, with wants of its own."""
    party = rng.choice(case.parties).id
    other = Leadership("others", party, preference(rng, party, case.options))
    chance = Amount(Decimal(rng.choice(("0.5", "0.9"))))
    comes = Turnover(
        party, "others", hazard=Rate(Amount(Decimal("0.05"))), share=chance
    )
    talks = replace(case.negotiation, leaderships=(other,), turnover=(comes,))
    return replace(case, negotiation=talks)


def given_by_parties(rng, case):
    """Let guarantees be given by parties too, some of them bound to honour theirs."""
    parties = [each.id for each in case.parties]

    def given(each):
        by = tuple(rng.sample(("un", *parties), rng.randint(1, 2)))
        return replace(each, by=by, binding=rng.random() < 0.4)

    talks = case.negotiation
    talks = replace(talks, guarantees=tuple(map(given, talks.guarantees)))
    return replace(case, negotiation=talks)


def signed(seed, wants, *, turned, promised=False):
    """A small deal that all sign and nobody calls off, as its file has it."""
    rng = random.Random(seed)
    for _ in range(TRIES):
        drawn = random_deal(rng, wants)
        drawn = ruled_by_others(rng, drawn) if turned else drawn
        drawn = given_by_parties(rng, drawn) if promised else drawn
        try:
            case = dt.load(dt.dump_case(drawn))
            dynamics = open_dynamics(case)
        except (CaseError, UnsupportedError):
            continue
        if stand(dynamics, case.negotiation.road_maps[0]).reached == len(QUICK):
            return case, dynamics
    return reject()


def found_in(case, dynamics, *, turned):
    def again(edits):
        return open_dynamics(variant_of(case, None, edits))

    levers = find_levers(dynamics, case.negotiation.road_maps[0])
    prices = Prices(once=0.0, turned=0.0 if turned else None, allowed=inf)
    return find_further(dynamics, levers, again, prices, most=10**6)


def by_hand(text, edits, *, turned):
    """Which goals `check` says that a road map reaches once edits are made."""
    try:
        case = dt.load(text, edits=edits)
        result = dt.check_road_map(case, "p", turnover=turned)
    except CaseError:
        return None
    check = result.check
    if check.calling_off is None or not check.calling_off.all_sign:
        return None
    if not check.calling_off.nobody:
        return None
    keeps = check.verdict == "proved" and not check.close
    stands = 0.0
    turnover = result.turnover
    if turnover is not None and turnover.outliving is not None:
        standing = turnover.outliving.standing
        stands = next(each.chance for each in standing if each.years == 5)
    return keeps, stands >= 0.67, check.verdict == "refuted"


def goals_by_hand(levers, judged):
    """What counts as reached, by what was so before."""
    if judged is None:
        return set()
    keeps, lasts, fails = judged
    asked = set(levers.solved.goals)
    may_last = keeps or (levers.standing.hangs and not fails)
    reached = {Goal.KEEPS} if keeps else set()
    reached |= {Goal.OUTLIVES} if lasts and may_last else set()
    return reached & asked


@pytest.mark.parametrize("turned", [False, True], ids=["cheating", "outliving"])
@given(seed=SEEDS)
@MANY
def test_what_is_found_is_what_check_says_of_every_edit_by_hand(turned, seed):
    wants = Wants(options=3, parties=2, slow=0.4, guarantees=1, rules=0.5)
    case, dynamics = signed(seed, wants, turned=turned)
    as_check_says(case, dynamics, turned=turned)


@given(seed=SEEDS)
@MANY
def test_so_it_is_where_parties_give_guarantees_that_end_or_bind(seed):
    wants = Wants(options=3, parties=3, guarantees=2, rules=0.5, ends=0.3)
    case, dynamics = signed(seed, wants, turned=False, promised=True)
    as_check_says(case, dynamics, turned=False)


def as_check_says(case, dynamics, *, turned):
    """What is found is what every edit by hand comes to, and no less of it does."""
    levers, text = found_in(case, dynamics, turned=turned), dt.dump_case(case)
    now = by_hand(text, [], turned=turned)
    for goal, reached in zip((Goal.KEEPS, Goal.OUTLIVES), now, strict=False):
        assert turned or goal is Goal.KEEPS or not reached
        assert (goal in levers.solved.goals) <= (not reached)
    if not levers.solved.goals:
        return
    typed = {}
    for edit in (*typed_edits(case, case.negotiation.road_maps[0]), *terms(case)):
        goals = goals_by_hand(levers, by_hand(text, [edit], turned=turned))
        if goals:
            typed[edit] = goals
    told = {
        each.edits[0]: set(each.further)
        for each in levers.found
        if each.changes[0].what not in {What.PLEDGE, What.PENALTY}
    }
    assert told == typed
    sizes_are_least(case, levers, turned=turned)


def terms(case):
    """The changes of guarantees without an amount, against whoever has a part."""
    steps = [
        step for stage in case.negotiation.road_maps[0].stages for step in stage.steps
    ]
    parts = {case.option[step.option].party for step in steps}
    for each in case.negotiation.guarantees:
        costs = each.penalty_flow or each.penalty_lump
        if not set(each.against) & parts or not costs:
            continue
        if float(each.believed.value) < 1:
            yield f"guarantees.{each.id}.believed=1"
        if not each.binding and set(each.by) - {"un"}:
            yield f"guarantees.{each.id}.binding=yes"
        if each.until is not None:
            yield f"guarantees.{each.id}.until=never"
            for years in (1, 2, 5, 10):
                day = each.until + datetime.timedelta(days=round(years * YEAR))
                yield f"guarantees.{each.id}.until={day}"


def sizes_are_least(case, levers, *, turned):
    """No typed amount below one that is told does, and what is told does."""
    text = dt.dump_case(case)
    for lever in levers.found:
        change = lever.changes[0]
        if change.kind is not Kind.GUARANTEE or not change.amount:
            continue
        goals = goals_by_hand(levers, by_hand(text, lever.edits, turned=turned))
        assert goals == set(lever.further)
        before = float(change.before) if change.what is What.PENALTY else 0.0
        nearer = before + 0.97 * (change.after - before)
        edit = lever.edits[0]
        less = (
            f"{edit.partition('=')[0]}={nearer!r}"
            if change.what is What.PENALTY
            else edit.replace(f": {text_of(change.after)}}}", f": {nearer!r}}}")
        )
        assert less != edit
        fewer = goals_by_hand(levers, by_hand(text, [less], turned=turned))
        assert not set(lever.further) <= fewer


def text_of(amount):
    return f"{Decimal(repr(amount)).normalize():f}"
