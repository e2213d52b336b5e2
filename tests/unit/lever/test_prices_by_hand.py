"""What asking further questions costs in all, by hand."""

import pytest

from detente.study.lever.change import KINDS
from detente.study.lever.price import Prices


@pytest.mark.parametrize(("every", "spent"), [(7.0, 7.0), (90.0, 10.0)])
def test_what_is_told_is_judged_once_more_beside_what_is_tried(every, spent):
    prices = Prices(once=1.0, turned=None, allowed=10.0, told=2.0, every=every)
    # The road map as it stands, and so many changes of each kind.
    told = (1 + 3 * len(KINDS)) * 2.0
    assert prices.all(3) == spent + told
