"""The report in a real browser: languages, readings, folds, accessibility."""

import re

import pytest

from detente import dump_case, load

pytestmark = [pytest.mark.needs("playwright"), pytest.mark.needs_program("chromium")]

CASES = ("chicken", "elmira", "examples/river.yaml")
TABLES = "Tables, definitions, files"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(opened):
    page = opened("euphrates-1975")
    yield page
    page.close()


def heading(page, text):
    # An opening asks what the first page asks too.
    return page.get_by_role("heading", name=text, exact=True).first


def unfolded(page, name):
    """Open a fold of the language that is shown, and give it."""
    fold = page.locator(f"details.fold[id^={name}]:visible")
    fold.locator("summary").first.click()
    return fold


def test_the_language_is_switched_without_loading_anything(page):
    heading(page, "Will it last?").wait_for()
    before = len(page.asked)
    page.get_by_text("Русский").click()
    heading(page, "Удержится ли это?").wait_for()
    assert not heading(page, "Will it last?").is_visible()
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert len(page.asked) == before


def test_a_reading_leaves_out_what_is_for_others(page):
    page.get_by_text("For business", exact=True).click()
    assert not heading(page, TABLES).is_visible()
    assert heading(page, "Will it last?").is_visible()
    page.get_by_text("For students", exact=True).click()
    assert heading(page, TABLES).is_visible()


@pytest.mark.parametrize(
    ("reading", "opening"),
    [
        ("For students", "Where it can come to rest"),
        ("For researchers", "Tables, definitions, files"),
        ("For business", "What blocks the projects, and who could open the way"),
    ],
)
def test_each_reading_begins_with_its_own_part(opened, reading, opening):
    page = opened("korea-2019")
    page.get_by_text(reading, exact=True).click()
    shown = page.locator("div.page[lang=en] h2:visible")
    assert shown.first.text_content() == opening
    page.get_by_text("Everything", exact=True).click()
    assert shown.first.text_content() == "In short"
    page.close()


def test_what_an_opening_says_needs_no_ids_and_no_theory(opened):
    page = opened("korea-2019")
    for reading in ("business", "students"):
        said = page.locator(f"section[data-opens={reading}]:visible").inner_text()
        assert re.findall(r"\w+_\w+|\bSEQ\b|\bLEAVES\b|--set", said) == []
    page.close()


def test_the_flagships_report_is_small_enough_to_be_sent(opened, folder):
    opened("korea-2019").close()
    assert (folder / "korea-2019.html").stat().st_size < 700_000


def test_a_report_is_at_most_a_dozen_screens_long(opened):
    page = opened("korea-2019", viewport={"width": 1280, "height": 1080})
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * 1080
    page.close()


def test_the_reading_stays_when_the_language_is_switched(page):
    page.get_by_text("For business", exact=True).click()
    page.get_by_text("Русский").click()
    assert page.get_by_role("radio", name="Для бизнеса").is_checked()


def test_an_equilibrium_leads_to_its_explanation(page):
    unfolded(page, "equilibria").get_by_role("link").first.click()
    fold = page.locator("details.fold[open]:target")
    fold.wait_for()
    assert fold.get_by_text("improvement").first.is_visible()


def test_a_node_of_the_state_graph_leads_to_its_explanation(page):
    graph = unfolded(page, "graph")
    graph.locator("figure svg a").last.click()
    fold = page.locator("details.fold[open]:target")
    fold.wait_for()


def test_a_node_of_the_state_graph_says_its_situation(page):
    nodes = unfolded(page, "graph").locator("figure svg a")
    assert nodes.count() == 6
    assert all(node.locator("title").text_content() for node in nodes.all())


def test_a_link_into_the_other_language_switches_to_it(page):
    page.evaluate("location.hash = 'why-ru'")
    page.get_by_text("Почему они держатся или нет", exact=True).wait_for()


def test_a_link_into_another_reading_shows_everything(page):
    page.get_by_text("For business", exact=True).click()
    page.evaluate("location.hash = 'why-en'")
    page.locator("#why-en").wait_for()
    assert page.locator("#why-en").get_attribute("open") is not None
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
    fold = unfolded(page, "equilibria")
    with page.expect_download() as saved:
        fold.get_by_role("button", name="CSV: Situations stable").first.click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert text.splitlines()[0] == "concept,syria,iraq,equilibria"
    assert text.splitlines()[1] == "R,2,3,1"


def test_each_table_is_saved_under_its_own_button(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    buttons = page.locator("div.page[lang=en] button.data:visible").all()
    saved = []
    for button in (buttons[0], buttons[len(buttons) // 2], buttons[-1]):
        with page.expect_download() as download:
            button.click()
        saved.append((button, download.value))
    for button, download in saved:
        name = button.get_attribute("name")
        assert download.suggested_filename == f"{name}.csv"
        text = download.path().read_text(encoding="utf-8")
        # The columns are those of the table that the button stands beside.
        beside = "b => (b.closest('table') ?? b.closest('details')).querySelector('tr')"
        n_columns = button.evaluate(f"b => ({beside})(b).cells.length")
        assert len(text.splitlines()[0].split(",")) == n_columns
        assert name in text.splitlines()[0].split(",")


def test_what_scrolls_is_reached_by_keys_under_its_caption(page):
    labels = page.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".map(each => [each.tabIndex, each.role, each.ariaLabel])"
    )
    captions = page.evaluate(
        "[...document.querySelectorAll('caption, figcaption')]"
        ".map(each => each.firstChild.textContent.trim())"
    )
    assert labels
    assert {(index, role) for index, role, _ in labels} == {(0, "group")}
    assert {label for *_, label in labels} == set(captions)


def test_on_a_phone_each_cell_stands_under_its_heading(opened):
    page = opened("euphrates-1975", viewport=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    tables = page.locator("div.page[lang=en] table.stacks")
    assert tables.count() > 0
    for table in tables.all():
        heads = [each.text_content().strip() for each in table.locator("th").all()]
        assert 4 <= len(heads) <= 7
        for row in table.locator("tbody tr").all():
            cells = row.locator("td").all()
            said = [each.get_attribute("data-head") for each in cells]
            texts = [each.text_content().strip() for each in cells]
            assert said == [
                None if text == "-" else head if head.endswith("?") else f"{head}:"
                for head, text in zip(heads, texts, strict=True)
            ]
    page.close()


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
