"""What stages need, found for all together, is what each needs by itself."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.model.quantity import Amount, Rate
from detente.study.deal.staying import stay_slack
from detente.study.search.best_breaches import BestBreaches
from detente.study.search.package_graph import open_lattice
from detente.study.search.stage_needs import needs
from tests.property.deal.test_negotiation import cases, opened

FEW = settings(max_examples=40)
PATIENCE = st.sampled_from(["0.5", "0.9", "0.999", "0.9999"])


@pytest.mark.parametrize("threat", ["breakdown", "minmax"])
@given(cases(5), PATIENCE, st.data())
@FEW
def test_the_stages_of_a_lattice_need_what_each_needs_alone(threat, case, d, data):
    clock = replace(case.negotiation, patience=(("", Rate(Amount(Decimal(d)))),))
    dynamics, _ = opened(replace(case, negotiation=clock))
    if dynamics is None:
        return
    stay_slack(dynamics)
    engine = dynamics.engine
    target = int(data.draw(st.sampled_from(list(np.flatnonzero(engine.feasible)))))
    lattice = open_lattice(dynamics, engine.status_quo, target, 2)
    best = BestBreaches(dynamics, threat)
    parties = range(len(dynamics.parties))
    for edge in lattice.edges:
        assert all(best.serves(edge.runs[-1].node, party) for party in parties)
        together = needs(dynamics, edge, threat, best=best)
        alone = needs(dynamics, edge, threat)
        assert np.array_equal(together.least, alone.least)
        assert np.array_equal(together.slope, alone.slope)
