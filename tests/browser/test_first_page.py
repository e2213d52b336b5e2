"""The first page of a report in a real browser: one sheet, names, nothing cut."""

import re

import pytest

pytestmark = [pytest.mark.needs("playwright"), pytest.mark.needs_program("chromium")]

LANGUAGES = ("en", "ru")
CASES = ("korea-2019", "euphrates-1975", "examples/river.yaml")
PHONE = {"width": 390, "height": 844}
A4 = {"width": round((210 - 20) / 25.4 * 96), "height": round((297 - 16) / 25.4 * 96)}
"""The sheet within its margins, in CSS pixels."""

SPILLS = """() => [...document.querySelectorAll("div.page *")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !each.closest(".scroll");
}).map(each => each.outerHTML.slice(0, 90))"""
PUSHED = """() => [...document.querySelectorAll(".scroll")].filter(
    each => each.querySelector(".stacks") && each.scrollWidth > each.clientWidth + 1
).map(each => each.textContent.slice(0, 90))"""
"""Tables of few columns that have to be pushed sideways."""


def speak(page, language):
    page.evaluate(f"document.getElementById('lang-{language}').click()")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_first_page_fits_on_one_sheet(opened, case, language):
    page = opened(case, viewport=A4)
    speak(page, language)
    page.emulate_media(media="print")
    foot = page.evaluate(
        f"document.getElementById('first-{language}').getBoundingClientRect().bottom"
    )
    assert foot <= A4["height"]
    page.add_style_tag(content=".sheet { display: none !important }")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_names_things_and_asks_for_no_terminal(opened, language):
    page = opened("korea-2019")
    speak(page, language)
    said = page.locator(f"#first-{language}").inner_text()
    assert re.findall(r"\w+_\w+", said) == []
    assert not re.search(r"detente|JSON|--\w|\bLEAVES\b|sanctioned|SEQ|GMR", said)
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_has_its_four_pictures(opened, language):
    page = opened("korea-2019")
    speak(page, language)
    assert page.locator(f"#first-{language} figure:visible").count() == 4
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_first_answer_is_on_the_first_screen(opened, language):
    page = opened("korea-2019", viewport=PHONE)
    speak(page, language)
    answer = page.locator(f"#first-{language} p").first.bounding_box()
    assert answer["y"] + answer["height"] <= PHONE["height"]
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_on_a_phone_nothing_is_cut_off_or_pushed_sideways(opened, case, language):
    page = opened(case, viewport=PHONE)
    speak(page, language)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(SPILLS) == []
    assert page.evaluate(PUSHED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.close()
