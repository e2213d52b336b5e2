"""What a report tells of time, found on a second processor: the same, or found here."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

import detente as dt
from detente.analysis.overview import report, time_parts_meanwhile as room
from detente.analysis.overview.time_parts import find_time_parts
from detente.analysis.setting import DEFAULT
from detente.analysis.timed import open_timed
from detente.engine.budget import allowing
from tests.unit.overview.test_time_parts import CASE

TWO = replace(DEFAULT, workers=2)


@pytest.fixture
def always(monkeypatch):
    """Start a processor for the least of work."""
    monkeypatch.setattr(room, "_WORTH", 0.0)


@pytest.fixture
def started(monkeypatch):
    """Count the processors that would be started, and do their work here."""
    told = []

    def meanwhile(opening, task, asked):
        told.append(asked)
        held = opening.open(*opening.told)
        return nullcontext(lambda: task(held, asked))

    monkeypatch.setattr(room, "meanwhile", meanwhile)
    return told


def found(setting, *, full=False, failing=frozenset({"never"})):
    dynamics = open_timed(dt.load(CASE), setting)
    with room.time_parts_meanwhile(dynamics, failing, setting, full=full) as ask:
        return ask(), find_time_parts(dynamics, failing, full=full)


@pytest.mark.usefixtures("always")
def test_a_second_processor_finds_the_same():
    there, here = found(TWO)
    assert there == here
    assert there.dates is not None
    assert [each.road_map for each in there.watched] == ["p", "never"]


@pytest.mark.usefixtures("always")
def test_what_is_asked_is_told_to_it(started):
    there, here = found(TWO, full=True)
    assert started == [(frozenset({"never"}), True)]
    assert there == here


@pytest.mark.usefixtures("always")
def test_one_processor_does_it_alone(started):
    found(DEFAULT)
    assert not started


@pytest.mark.usefixtures("always")
def test_where_a_time_is_set_it_is_found_here_so_that_a_part_of_it_is_kept(started):
    with allowing(seconds=60):
        found(TWO)
    assert not started


@pytest.mark.usefixtures("always")
def test_no_processor_is_started_where_the_case_does_not_fit_twice(started):
    found(replace(TWO, memory=1 << 29))
    assert not started
    found(replace(TWO, memory=1 << 31))
    assert len(started) == 1


def test_short_work_starts_no_processor(started):
    found(TWO)
    assert not started


@pytest.mark.usefixtures("always")
def test_the_report_is_the_same_on_two_processors(started):
    case = dt.load(CASE)
    assert report(case, setting=TWO) == report(case, setting=DEFAULT)
    assert len(started) == 1
