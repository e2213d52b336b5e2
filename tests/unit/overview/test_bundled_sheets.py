"""The bundled coding sheets: whole, sourced, and fitting what happened."""

import os
from importlib.resources import files

import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.casefile.coding import bundled_sheets, load_sheet, sheets_in
from detente.casefile.outcomes import load_outcomes
from detente.study.time.hazard_table import countries
from tests.project_files import ROOT
from tests.running import detente

NAMES = (
    "agreed_framework_1994",
    "dayton_1995",
    "good_friday_1998",
    "inf_1987",
    "jcpoa_2015",
    "jpoa_2013",
    "libya_2003",
    "six_party_2007",
    "south_africa_1989",
)
CONTROL = "south_africa_1989"
FIVE_YEARS = 5 * 365.25


@pytest.fixture(scope="module")
def sheets():
    codes = {each.code for each in countries()}
    return {name: load_sheet(name, codes) for name in NAMES}


@pytest.fixture(scope="module")
def outcomes(sheets):
    told = files("detente").joinpath("cases", "history", "outcomes.yaml")
    found = load_outcomes(told.read_text("utf-8"), tuple(sheets.values()))
    return {each.deal: each for each in found}


def entries_of(sheet):
    parts = (sheet.steps, sheet.stages, sheet.enforcement, sheet.leaderships)
    return [each for part in parts for each in part]


def test_these_deals_are_bundled():
    assert bundled_sheets() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_everything_coded_names_a_source_of_the_week_of_signature(sheets, name):
    sheet = sheets[name]
    known = {each.id: each for each in sheet.sources}
    used = [found for each in entries_of(sheet) for found in each.about.evidence]
    assert all(each.about.evidence for each in entries_of(sheet))
    assert {each.source for each in used} <= known.keys()
    late = {
        each.id
        for each in sheet.sources
        if each.date is None or (each.date - sheet.signed).days > 7
    }
    # The control was decided in secret, and rests on a later speech.
    assert late == ({"speech"} if name == CONTROL else set())


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_has_few_steps_and_all_its_words_in_both_languages(sheets, name):
    sheet = sheets[name]
    assert 6 <= len(sheet.steps) <= 14
    named = [*sheet.parties, *sheet.outside, *sheet.steps]
    texts = [sheet.title, *(each.about.name for each in named)]
    texts += [each.title for each in sheet.sources]
    for text in texts:
        assert text.get("en") != text.get("ru"), text


@pytest.mark.parametrize("name", NAMES)
def test_changes_of_leadership_fall_within_five_years(sheets, name):
    for each in sheets[name].leaderships:
        assert list(each.changes) == sorted(each.changes)
        days = [(day - sheets[name].signed).days for day in each.changes]
        assert all(0 < day <= FIVE_YEARS for day in days)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_gives_a_case_that_reads_back(name):
    case = dt.coded_case(name)
    assert parse_case(dump_case(case), f"{name}.yaml") == case
    assert case.negotiation.road_maps[0].stages


def test_a_bundled_sheet_is_named_without_its_folder():
    run = detente("history", "--case", CONTROL)
    assert run.out == dump_case(dt.coded_case(CONTROL))


def test_only_the_control_has_nothing_to_judge(sheets):
    assert [name for name in NAMES if not sheets[name].mutual] == [CONTROL]


def test_what_happened_fits_the_sheets(sheets, outcomes):
    assert set(outcomes) == set(NAMES)
    for name, told in outcomes.items():
        sheet = sheets[name]
        assert told.about.evidence, name
        assert (told.date is None) == (told.party is None)
        if told.date is None:
            assert told.stood
            assert told.stage is None
            assert not told.disputed
            continue
        assert told.date > sheet.signed
        assert told.party in {each.owner for each in sheet.steps if not each.now}
        assert told.stage is None or 1 <= told.stage <= len(sheet.stages)
        early = (told.date - sheet.signed).days <= FIVE_YEARS
        assert not (told.stood and early)


def test_no_sheet_of_a_bundled_deal_is_forgotten_by_what_happened():
    told = files("detente").joinpath("cases", "history", "outcomes.yaml")
    text = told.read_text("utf-8")
    listed = [
        line.strip().removesuffix(":")
        for line in text.partition("\ndeals:\n")[2].splitlines()
        if line.startswith("  ") and not line.startswith("   ")
    ]
    assert sorted(listed) == sorted(NAMES)


def test_the_example_of_a_sheet_and_its_outcome_is_read():
    folder = ROOT / "examples" / "history"
    sheets, outcomes = sheets_in(folder)
    read = [load_sheet(each) for each in sheets]
    assert [each.name for each in read] == ["algiers_1981"]
    assert outcomes is not None
    (told,) = load_outcomes(outcomes, read)
    assert (told.stood, told.stage, told.party) == (True, 4, "iran")
    assert read[0].mutual


@pytest.mark.parametrize("name", ["deal.yaml", "outcomes.yaml"])
@pytest.mark.parametrize("kind", ["link", "link to nothing", "pipe", "folder"])
def test_only_files_of_its_own_are_read_from_a_folder_of_sheets(kind, name, tmp_path):
    secret = tmp_path / "secret"
    if kind != "link to nothing":
        secret.write_text("root:x:0:0\n")
    folder = tmp_path / "sheets"
    folder.mkdir()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "folder":
        (folder / name).mkdir()
    else:
        (folder / name).symlink_to(secret)
    ran = detente("history", "--sheets", str(folder))
    assert ran.code == 2
    assert name in ran.err
    assert ("links are not followed" in ran.err) == kind.startswith("link")
    assert "root" not in ran.out + ran.err
