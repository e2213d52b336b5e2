"""A mediator who knows nothing of the program, from nothing to a verdict."""

import os
import re
import socket
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.needs("playwright"), pytest.mark.needs_program("chromium")]
PICTURES = os.environ.get("DETENTE_PICTURES", "")
"""A folder for pictures of every page; none where nothing is said."""


@pytest.fixture
def address(tmp_path):
    """Serve the app on an empty folder, and give the link that signs in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "detente", "serve", "--no-browser"]
    told = os.environ | {"DETENTE_TEAM": "no", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "--port", str(port), "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=told,
    )
    said = process.stdout
    assert said is not None
    try:
        heard = ""
        while not (found := re.search(r"http://\S+", heard)):
            line = said.readline()
            assert line, heard
            heard += line
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)
        said.close()


@pytest.fixture
def page(address, browser):
    """Open a page that is signed in; what the browser complains of is collected."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(25_000)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            page.complaints.append(said.text)
            if said.type in ("error", "warning")
            else None
        ),
    )
    page.goto(address)
    return page


def looked_at(page, name):
    """Ask axe about a page, and take its pictures where somebody wants them."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], name
    assert page.complaints == [], name
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide, name
    if not PICTURES:
        return
    for kind, size in (("wide", (1400, 900)), ("phone", (390, 844))):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            place = f"{PICTURES}/{name}-{kind}-{scheme}.png"
            page.screenshot(path=place, full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1400, "height": 900})
    # The browser's own pictures set styles that the policy of the page forbids.
    page.complaints.clear()


def go_on(page, name):
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url(f"**/questions/{name}/")


def answered(page):
    """Wait until the answer that was given is written, and what follows is there."""
    from playwright.sync_api import expect

    page.wait_for_timeout(250)
    expect(page.locator(".htmx-request, .waiting")).to_have_count(0, timeout=25_000)


def add_step(page, place, name, *, now=False, undo="at once"):
    page.fill(f"#new-{place}", name)
    if now:
        page.check(f"#now-{place}")
    page.select_option(f"#undo-{place}", undo)


def want(page, step, what):
    with page.expect_response(lambda got: got.request.method == "POST"):
        page.select_option(f"#want-{step}", what)
    answered(page)


def test_two_towns_and_a_river_by_questions_alone(page):  # noqa: PLR0915 - one story
    page.get_by_role("link", name="New case").first.click()
    page.get_by_role("link", name="Begin with the questions").click()
    looked_at(page, "begin")
    page.fill("#title", "Two towns and a river")
    page.get_by_label("Party 1").fill("Upper town")
    page.get_by_label("Party 2").fill("Lower town")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url("**/questions/steps/")

    add_step(page, "upper_town-0", "Keep the dam shut", now=True, undo="1 week")
    add_step(page, "upper_town-1", "Share the gauges")
    add_step(page, "lower_town-0", "Pay for the turbines", undo="1 month")
    add_step(page, "lower_town-1", "Block the road", now=True)
    page.get_by_role("button", name="Add: Lower town").click()
    page.wait_for_selector("#name-block_the_road")
    page.wait_for_selector("#first .told")
    looked_at(page, "steps")

    go_on(page, "never")
    page.check("#pick-pay_for_the_turbines")
    page.check("#pick-block_the_road")
    page.get_by_role("button", name="Never together", exact=True).last.click()
    page.wait_for_selector(".rows")
    answered(page)
    looked_at(page, "never")

    go_on(page, "wants")
    want(page, "keep_the_dam_shut", "yes")
    want(page, "pay_for_the_turbines", "yes")
    want(page, "block_the_road", "no")
    looked_at(page, "wants")
    while page.locator(".which").count():
        page.locator(".which button").nth(1).click()
        answered(page)
    order = page.locator(".order li span:first-of-type").all_inner_texts()
    page.locator(".order li").nth(2).drag_to(page.locator(".order li").nth(0))
    answered(page)
    dragged = page.locator("[data-order] > li > span:first-of-type").all_inner_texts()
    assert sorted(dragged) == sorted(each for each in order if "\n" not in each)
    page.get_by_role("button", name="Up: Pay for the turbines").click()
    answered(page)
    looked_at(page, "wants-ordered")
    page.set_viewport_size({"width": 390, "height": 844})
    place = "getComputedStyle(document.querySelector('.questions')).position"
    assert page.evaluate(place) == "relative"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url("**/wants/2/")
    want(page, "keep_the_dam_shut", "no")
    want(page, "pay_for_the_turbines", "no")
    page.locator(".which button").nth(0).click()
    answered(page)

    go_on(page, "events")
    page.fill("#date", "2026-05-04")
    page.select_option("#step", "pay_for_the_turbines")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".rows")
    answered(page)
    looked_at(page, "events")

    go_on(page, "deal")
    for step, stage in (
        ("not block_the_road", "1"),
        ("not keep_the_dam_shut", "2"),
        ("pay_for_the_turbines", "2"),
    ):
        with page.expect_response(lambda got: got.request.method == "POST"):
            page.select_option(f"[id='stage-{step}']", stage)
        answered(page)
    page.wait_for_selector("#first .told table")
    looked_at(page, "deal")

    go_on(page, "guarantee")
    page.fill("#outsider", "The river commission")
    page.select_option("#protects", "upper_town")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".rows")
    answered(page)
    looked_at(page, "guarantee")

    go_on(page, "successor")
    page.select_option("#party", "lower_town")
    page.fill("#new", "The next mayor")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_selector(".rows")
    answered(page)
    looked_at(page, "successor")

    go_on(page, "result")
    page.wait_for_selector(".told table")
    told = page.locator(".told").inner_text()
    assert "The deal" in told
    assert "cannot be judged" not in told
    looked_at(page, "result")
    page.get_by_role("button", name="At the table").click()
    page.wait_for_url("**/questions/table/")
    answered(page)
    looked_at(page, "table")
