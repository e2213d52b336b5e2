"""The web app in a real browser: faults by their lines, what is typed, the keyboard."""

import re
import socket

import pytest

from tests.browser.web_server import served

pytestmark = [
    pytest.mark.needs("playwright"),
    pytest.mark.needs("django"),
    pytest.mark.needs_program("chromium"),
]
PATIENT = 60_000
"""Milliseconds: this machine may be busy."""


@pytest.fixture(scope="module")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def link(tmp_path_factory, port):
    with served(tmp_path_factory.mktemp("web"), port) as address:
        yield address


@pytest.fixture(scope="module")
def door(browser, link):
    """A browser that is signed in, and what it complains of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENT)
    page = context.new_page()
    page.goto(link)
    return context, page.url


@pytest.fixture
def page(door):
    context, home = door
    opened = context.new_page()
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: (
            opened.complaints.append(said.text)
            if said.type in ("error", "warning")
            else None
        ),
    )
    opened.goto(home)
    yield opened
    assert opened.complaints == []
    opened.close()


def settled(page):
    page.wait_for_load_state("networkidle")
    page.locator(".waiting").first.wait_for(state="detached")


def copied(page, title):
    """Copy a bundled case; give its address."""
    page.get_by_role("button", name=f"Copy: {title}", exact=True).click()
    page.wait_for_url("**/cases/*/")
    page.get_by_role("link", name="Text", exact=True).click()
    page.wait_for_url("**/text/")
    settled(page)
    return page.url


WRITE = """told => {
  const editor = ace.edit(document.querySelector(".editor"));
  editor.setValue(editor.getValue().replace(told[0], told[1]), -1);
}"""


def test_a_fault_is_told_beside_the_text_and_leads_to_its_line(page):
    copied(page, "Chicken")
    page.evaluate(WRITE, ["preferences:", "preferenses:"])
    place = page.locator("#answer .place").first
    place.click()
    row = page.evaluate(
        "ace.edit(document.querySelector('.editor')).getCursorPosition().row"
    )
    assert f"line {row + 1}," in place.inner_text()


def test_what_is_typed_survives_a_closed_window_and_is_saved(page):
    address = copied(page, "Stag hunt")
    with page.expect_response("**/preview/"):
        page.evaluate(WRITE, ["preferences:", "# by hand\npreferences:"])
    settled(page)
    page.goto(address)
    page.get_by_role("link", name="Go on with it").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as version 2.").wait_for()
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="Version 2").click()
    assert "# by hand" in page.locator(".difference .new").inner_text()


def test_the_keyboard_reaches_a_situation_too(page):
    page.goto(f"{page.url}cases/chicken/states/")
    settled(page)
    before = page.locator("#why").inner_text()
    node = page.locator("svg a.dt-node:not(.dt-now)").first
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('#why').innerText !== before", arg=before
    )
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator("svg").first.is_visible()
    before = page.locator("#why").inner_text()
    page.locator(".situations a").first.click()
    page.locator(".situations a[aria-current]").first.wait_for()
    page.wait_for_function(
        "before => document.querySelector('#why').innerText !== before", arg=before
    )


PAGES = {
    "library": "/",
    "add": "/cases/add/",
    "case": "/cases/chicken/",
    "text": "/cases/chicken/text/",
    "report": "/cases/cuba-1962/report/",
    "situations": "/cases/chicken/states/",
    "deals": "/cases/korea-2017/roadmaps/",
    "what if": "/cases/korea-2017/what-if/",
    "asked": "/jobs/",
    "missing": "/cases/none/",
}


CUT = """() => [...document.querySelectorAll(".pictures figure > div")].filter(
    each => each.offsetWidth && each.scrollWidth > each.clientWidth + 1
).map(each => each.textContent.slice(0, 60))"""
"""Pictures of the first page that one would have to push sideways."""


LOST = """() => [...document.querySelectorAll(".top, .tabs")].filter(row => {
    const open = row.querySelector(":scope > [aria-current]")?.getBoundingClientRect();
    const lost = open && (open.left < 0 || open.right > innerWidth);
    return row.offsetHeight > 64 || lost;
}).map(row => row.className)"""
"""Rows above the answer that take more than one line, or hide where one is."""


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_page_shuts_anybody_out_or_is_wider_than_the_screen(
    door, port, scheme, width
):
    from axe_playwright_python.sync_playwright import Axe

    context, _ = door
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in PAGES.items():
        page.goto(f"http://127.0.0.1:{port}{address}")
        settled(page)
        broken = [
            (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
            for each in Axe().run(page).response["violations"]
        ]
        over = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        cut = page.evaluate(CUT)
        lost = page.evaluate(LOST)
        if broken or over or cut or lost:
            found[name] = (broken, "too wide" if over else "", cut, lost)
    page.close()
    assert found == {}


def test_a_page_that_is_printed_begins_with_its_text(door, port):
    context, _ = door
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/cases/chicken/")
    settled(page)
    page.emulate_media(media="print")
    named = "e => getComputedStyle(e).page"
    assert page.locator("h1").evaluate(named) == page.locator(".first").evaluate(named)
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()


PRINTED = """() => {
  const seen = (chosen) => [...document.querySelectorAll(chosen)].filter(
    (each) => each.getClientRects().length > 0).length;
  const answers = document.querySelector(".first .answers .detente");
  return {
    pictures: seen(".first figure"),
    pressed: seen("button, .cards, .tabs, nav"),
    closed: seen("details.fold:not([open], .unprinted)"),
    columns: answers && getComputedStyle(answers).columnCount,
  };
}"""


@pytest.mark.parametrize("page_of", ["", "report/"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_first_page_of_a_case_is_one_sheet_with_its_pictures(
    door, port, page_of, language
):
    context, _ = door
    page = context.new_page()
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto(f"http://127.0.0.1:{port}/cases/iran-2015/{page_of}")
    settled(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    told = page.evaluate(PRINTED)
    assert told == {"pictures": 4, "pressed": 0, "closed": 0, "columns": "2"}
    page.evaluate("document.querySelector('.sheet')?.remove()")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.close()
