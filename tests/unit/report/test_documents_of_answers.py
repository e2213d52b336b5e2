"""What holds of every document, whatever is asked."""

import csv
import io
import re
from dataclasses import replace

import pytest

import detente as dt
from detente.analysis.overview import report
from detente.casefile.coding import bundled_sheets
from detente.report.document import Heading, Marked, tables_of, tidy
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.style import STYLE, caption_width, colour
from detente.report.naming import Names
from detente.report.pages.overview.plans import plans_page
from detente.report.render.markdown import render_markdown
from detente.report.render.standalone import render_standalone
from detente.report.words import words_of
from tests.answers import QUESTIONS, answer
from tests.saved_sheets import saved_sheets
from tests.unit.report.test_pictures_tell_numbers import DEAL

TARGETS = {
    "sustain to": lambda: dt.sustain(DEAL, "x and y"),
    "find to": lambda: dt.find_best_road_map(DEAL, "x and y"),
}


@pytest.mark.parametrize("question", [*QUESTIONS, *TARGETS])
def test_a_document_begins_with_its_only_heading_of_the_first_rank(question):
    result = TARGETS[question]() if question in TARGETS else answer(question)
    document = result.document(Names(result.case, words_of("en")))
    ranks = [block.level for block in document if isinstance(block, Heading)]
    if question == "states":  # a list alone
        return
    assert isinstance(document[0], Heading)
    assert ranks[0] == 1
    assert all(rank > 1 for rank in ranks[1:])


@pytest.fixture(scope="module")
def html():
    return report(DEAL, language="ru")


def test_pictures_share_one_style(html):
    assert html.count("<svg ") > 1
    shared = str(STYLE).removeprefix("<style>")
    assert html.count(shared) == 1
    assert html.index(shared) < html.index("</svg>")
    # Colours that it tells, those of the parties too, stand nowhere else.
    drawn = "".join(re.findall("<svg .*?</svg>", html)).partition(shared)[2]
    coloured = re.findall(r'="#[0-9a-f]{6}" class="(dt-[^" ]*)"', drawn)
    assert coloured == []
    for place in range(3):
        assert f".dt .dt-f{place}{{fill:{colour(place)}}}" in html


@pytest.mark.parametrize("title", ["Two\nlines", "a\r\n b", "one line"])
def test_the_title_of_a_page_is_one_line(title):
    page = render_standalone((Heading("x", 1),), title, "en")
    (found,) = re.findall("<title>(.*?)</title>", page, re.DOTALL)
    assert found
    assert len(found.splitlines()) == 1


def test_a_table_without_a_caption_begins_with_its_columns():
    table = tidy(("a", "b"), [("1", "2")], "")
    assert render_markdown((replace(table, caption=""),)).startswith("| a | b |")


def test_every_row_of_exposure_has_a_cell_a_stage():
    case = dt.load(DEAL)
    names = Names(case, words_of("en"))
    _, exposures = dt.exposure(case, "last").exposures[0]
    short = [
        exposures[0],
        *(replace(e, by_stage=e.by_stage[:1]) for e in exposures[1:]),
    ]
    picture = exposure_picture("last", short, names)
    assert picture is not None
    assert {len(row) for row in picture.table.rows} == {len(picture.table.columns)}
    assert [row.count("-") for row in picture.table.rows] == [0, 3, 3]


@pytest.mark.parametrize("close", [False, True])
@pytest.mark.parametrize("place", range(3))
def test_a_verdict_that_is_too_close_stands_out_as_open(place, close):
    case = dt.load(DEAL)
    names = Names(case, words_of("en"))
    checks = [
        replace(check, close=close and at == place, calling_off=None)
        for at, check in enumerate(dt.list_road_maps(case).checks)
    ]
    table = next(
        each
        for each in tables_of(plans_page(tuple(checks), None, names))
        if "verdict" in each.keys and isinstance(each.rows[0][0], Marked)
    )
    at = table.keys.index("verdict")
    tones: dict[str | None, str] = {"proved": "good", "refuted": "bad", None: "open"}
    for check, row in zip(checks, table.rows, strict=True):
        cell = row[at]
        assert isinstance(cell, Marked)
        assert cell.tone == ("open" if check.close else tones[check.verdict])


def test_what_is_saved_of_a_report_has_numbers_that_programs_read(html):
    texts = [text for page in saved_sheets(html) for text in page]
    cells = [
        cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row
    ]
    assert any(re.fullmatch(r"[+-]?\d+\.\d+", cell) for cell in cells)
    assert not any(re.fullmatch(r"[+\N{MINUS SIGN}-]?\d+,\d+", cell) for cell in cells)
    assert not any("\N{MINUS SIGN}" in cell for cell in cells)
    # The same columns as where the question is asked alone.
    asked = dt.list_road_maps(DEAL).render("csv").splitlines()[0]
    assert asked in {text.splitlines()[0] for text in texts}


def test_cyrillic_is_given_more_room_than_latin():
    for one, other in zip("аенорс", "aehopc", strict=True):
        assert caption_width(one) >= caption_width(other)
    assert caption_width("ситуации") > caption_width("cumyauuu")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_report_says_it_at_its_head_and_at_the_end_of_page_one(html, language):
    pages = re.split(r'<div class="page" lang="(..)"', html)
    page = dict(zip(pages[1::2], pages[2::2], strict=True))[language]
    first, _, rest = page.partition('<div class="sheet">')
    link = f'href="#trust-{language}"'
    answers = first[first.index('<div class="answers">') :]
    assert link in answers[: answers.index("<h3")]
    heading = {"en": "How far to trust it", "ru": "Насколько этому верить"}[language]
    assert link in answers[answers.index(f"<h3>{heading}</h3>") :]
    assert f'<section id="trust-{language}"' in rest
    part = rest.partition(f'<section id="trust-{language}"')[2]
    part = part.partition("</section>")[0]
    assert part.count("<tr>") == 1 + len(bundled_sheets())
    assert ("Libya" if language == "en" else "Ливии") in part
