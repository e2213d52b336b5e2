"""One rule changed at a time, against the definition of what is tried."""

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings, strategies as st

from detente.engine import open_engine
from detente.errors import UnsupportedError
from detente.model.case import Change
from detente.model.concept import Concept
from detente.model.formula import TRUE
from detente.model.quantity import Duration
from detente.study.overview.what_if import try_changes
from detente.study.stability.stable_sets import find_stable
from tests.strategies import random_case

MONTH = Duration(Decimal(1), "month")


def tried(seed):
    """A random case, what is said of its changes, and the cases judged for it."""
    rng = random.Random(seed)
    judged = []

    def judge(case):
        judged.append(case)
        return find_stable(open_engine(case), [Concept.R])

    while True:
        case = random_case(rng, most_options=7, own_rules=0)
        judged.clear()
        try:
            return case, try_changes(case, judge), judged
        except UnsupportedError:
            continue


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_the_first_three_that_last_and_the_first_three_that_do_not_are_changed(seed):
    case, said, judged = tried(seed)
    free = [o for o in case.options if not o.settled and not o.now]
    final = [o for o in free if o.undo.is_never][:3]
    fleeting = [o for o in free if not o.undo.is_never][:3]
    assert [(each.option, each.lasting) for each in said] == [
        *((o.id, False) for o in final),
        *((o.id, True) for o in fleeting),
    ]
    assert [each.edit for each in said] == [
        *(f"options.{o.id}.undo=1 month" for o in final),
        *(f"options.{o.id}.undo=never" for o in fleeting),
    ]
    undone = Change(takes=MONTH)
    changes = [(o, undone) for o in final]
    changes += [(o, replace(o.undo, never=TRUE)) for o in fleeting]
    for changed, (option, undo) in zip(judged, changes, strict=True):
        rules = {o.id: o.undo for o in case.options} | {option.id: undo}
        assert {o.id: o.undo for o in changed.options} == rules
