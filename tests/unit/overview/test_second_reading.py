"""Two deals coded a second time, by a reader who saw no other sheet: both load."""

from pathlib import Path

import pytest

import detente as dt
from detente.casefile.coding import bundled_sheets, load_sheet

FOLDER = Path(dt.__file__).parent / "cases" / "history" / "second"
NAMES = ("dayton_1995", "jcpoa_2015")


def test_they_are_the_second_reading_and_no_deals_of_their_own():
    assert sorted(each.stem for each in FOLDER.iterdir()) == list(NAMES)
    assert "second" not in bundled_sheets()


@pytest.mark.parametrize("name", NAMES)
def test_a_second_reading_is_a_whole_sheet(name):
    sheet = load_sheet(FOLDER / f"{name}.yaml")
    assert sheet.name == name
    assert sheet.coder == "second reader"
    assert sheet.mutual
    assert 6 <= len(sheet.steps) <= 14
    assert {each.party for each in sheet.leaderships} == {
        each.id for each in sheet.parties
    }
    told = [each.about.evidence for each in sheet.steps]
    told += [each.about.evidence for each in sheet.stages]
    told += [each.about.evidence for each in sheet.enforcement]
    told += [each.about.evidence for each in sheet.leaderships]
    assert all(told)
    assert all(found.place for evidence in told for found in evidence)
    assert dt.coded_case(FOLDER / f"{name}.yaml").as_of == sheet.signed
