"""The report in a real browser: languages, readings, folds, accessibility."""

import pytest

from detente import dump_case, load

pytestmark = [pytest.mark.needs("playwright"), pytest.mark.needs_program("chromium")]

CASES = ("chicken", "elmira", "examples/river.yaml")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(opened):
    page = opened("euphrates-1975")
    yield page
    page.close()


def heading(page, text):
    return page.get_by_role("heading", name=text, exact=True)


def test_the_language_is_switched_without_loading_anything(page):
    heading(page, "Does now hold?").wait_for()
    before = len(page.asked)
    page.get_by_text("Русский").click()
    heading(page, "Держится ли нынешняя ситуация?").wait_for()
    assert not heading(page, "Does now hold?").is_visible()
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert len(page.asked) == before


def test_a_reading_leaves_out_what_is_for_others(page):
    page.get_by_text("For business", exact=True).click()
    assert not heading(page, "What could hold").is_visible()
    assert heading(page, "Will it last?").is_visible()
    page.get_by_text("For students", exact=True).click()
    assert heading(page, "What could hold").is_visible()


def test_the_reading_stays_when_the_language_is_switched(page):
    page.get_by_text("For business", exact=True).click()
    page.get_by_text("Русский").click()
    assert page.get_by_role("radio", name="Для бизнеса").is_checked()


def test_an_equilibrium_leads_to_its_explanation(page):
    section = page.locator("section[id^=equilibria]:visible")
    section.get_by_role("link").first.click()
    fold = page.locator("details.fold:target")
    fold.wait_for()
    assert fold.get_attribute("open") is not None
    assert fold.get_by_text("improvement").first.is_visible()


def test_a_node_of_the_state_graph_leads_to_its_explanation(page):
    graph = page.locator("section[id^=graph]:visible figure")
    graph.locator("svg a").last.click()
    fold = page.locator("details.fold:target")
    fold.wait_for()
    assert fold.get_attribute("open") is not None


def test_a_node_of_the_state_graph_says_its_situation(page):
    nodes = page.locator("section[id^=graph]:visible figure svg a")
    assert nodes.count() == 6
    assert all(node.locator("title").text_content() for node in nodes.all())


def test_a_link_into_the_other_language_switches_to_it(page):
    page.evaluate("location.hash = 'why-ru'")
    heading(page, "Почему они держатся или нет").wait_for()


def test_a_link_into_another_reading_shows_everything(page):
    page.get_by_text("For business", exact=True).click()
    page.evaluate("location.hash = 'why-en'")
    heading(page, "Why these hold, or do not").wait_for()
    assert page.get_by_role("radio", name="Everything").is_checked()


def test_the_switches_work_from_the_keyboard(page):
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    heading(page, "Удержится ли это?").wait_for()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_hinders_a_reader_with_a_disability(opened, case, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(case, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_text("Русский").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize("case", CASES)
def test_the_browser_has_nothing_to_complain_of(opened, case):
    page = opened(case)
    page.get_by_text("Русский").click()
    page.get_by_text("Для студентов", exact=True).click()
    assert page.complaints == []
    assert all(url.startswith(("file:", "data:")) for url in page.asked)
    page.close()


@pytest.mark.parametrize("case", CASES)
def test_a_phone_shows_the_page_without_scrolling_sideways(opened, case):
    page = opened(case, viewport=PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    page.close()


def test_a_table_is_saved_as_csv_that_machines_read(page):
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV: Situations stable").first.click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert text.splitlines()[0] == "concept,syria,iraq,equilibria"
    assert text.splitlines()[1] == "R,2,3,1"


def test_the_case_is_saved_as_it_was_read(page):
    with page.expect_download() as saved:
        page.get_by_role("link", name="case.yaml").click()
    assert saved.value.suggested_filename == "case.yaml"
    text = saved.value.path().read_text(encoding="utf-8")
    assert dump_case(load(text)) == dump_case(load("euphrates-1975"))


def test_printing_unfolds_what_is_folded(page):
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    folds = page.locator("div.page[lang=en] details.fold:not(.unprinted)")
    assert folds.count() > 0
    assert all(fold.get_attribute("open") is not None for fold in folds.all())
    assert not page.locator("details.unprinted:visible").count()
