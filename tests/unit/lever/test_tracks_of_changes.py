"""A change that comes through in too few readings is not drawn as if it did."""

import pytest

import detente as dt
from detente.report.figure.tracks import TrackRow, drawn_tracks
from detente.report.naming import Names
from detente.report.words import words_of
from detente.study.deal.calling_off import CallingOff, Shares
from tests.pictures import drawn
from tests.unit.report.test_pictures_tell_numbers import DEAL


@pytest.mark.parametrize(("share", "dashed"), [(0.66, True), (0.67, False)])
def test_a_track_that_is_not_established_is_dashed(share, dashed):
    case = dt.load(DEAL)
    shares = Shares(samples=100, seed=0, signs=1.0, nobody=share, parties=())
    row = TrackRow("it", "said", (1, 2), CallingOff((), (), shares))
    picture = drawn_tracks([row], Names(case, words_of("en")), "caption")
    assert picture is not None
    lines = drawn(picture.svg).all("line")
    assert {each.get("stroke-dasharray") is not None for each in lines} == {dashed}
