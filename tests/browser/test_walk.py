"""A walk through the web app: a case copied and changed, tried, published, refused."""

import re
import socket
import subprocess
import sys

import pytest

from tests.browser.web_server import served
from tests.web.pages_of_cases import WEIGHED

pytestmark = [
    pytest.mark.needs("playwright"),
    pytest.mark.needs("django"),
    pytest.mark.needs_program("chromium"),
]
PATIENT = 120_000
"""Milliseconds: this machine may be busy."""
PLAN = "Action for action"
WRITE = """told => {
  const editor = ace.edit(document.querySelector(".editor"));
  editor.setValue(editor.getValue().replace(told[0], told[1]), -1);
}"""
MOVE = """(slider, value) => {
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  slider.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder of a server that runs, and where it is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("web")
    with served(folder, port) as address:
        yield folder, address


def link_for(folder, name):
    """Give a link that signs another person in, made beside the server."""
    made = (
        "import sys; from pathlib import Path\n"
        "from detente.web.serving import open_app\n"
        "open_app(Path(sys.argv[1]))\n"
        "from detente.web.accounts.models import SignInLink, User\n"
        "user, _ = User.objects.get_or_create(username=sys.argv[2])\n"
        "print(SignInLink.draw(user))\n"
    )
    command = [sys.executable, "-c", made, str(folder), name]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"/start/{told.stdout.strip()}/"


def opened(browser, address, complaints, **more):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **more)
    context.set_default_timeout(PATIENT)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text) if said.type in ("error", "warning") else None
        ),
    )
    page.goto(address)
    return page


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def looked_at(page):
    """Nothing shuts anybody out, nothing is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def tab(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def quick_alone(page):
    """Let what is quick be worked out, and leave what takes seconds to other tests."""

    def answered(route):
        later = "ask=answers" in (route.request.post_data or "")
        route.fulfill(body="") if later else route.continue_()

    page.route("**/what-if/try/", answered)


def copied_and_changed(ada):
    """Copy the flagship, change what the North wants; its answers are others."""
    name = "Copy: Korean Peninsula, April 2019"
    ada.get_by_role("button", name=name, exact=True).click()
    ada.locator(".answers").wait_for()
    looked_at(ada)
    before = ada.locator(".answers").inner_text()
    tab(ada, "Text")
    ada.locator("#answer .told").wait_for()
    ada.evaluate(WRITE, ["denuclearise: {value: -12", "denuclearise: {value: -7"])
    ada.get_by_role("button", name="Save", exact=True).click()
    ada.get_by_text("Saved as version 2.").wait_for()
    tab(ada, "Answer")
    ada.locator(".answers").wait_for()
    assert ada.locator(".answers").inner_text() != before


def asked_why(ada):
    """Click a situation, and read why somebody would leave it."""
    tab(ada, "Situations")
    node = ada.locator("svg a.dt-node:not(.dt-now)").first
    node.wait_for()
    ada.locator("#why .told").wait_for()
    before = ada.locator("#why").inner_text()
    node.click()
    ada.wait_for_function(
        "before => { const now = document.querySelector('#why .told');"
        " return now && now.innerText !== before; }",
        arg=before,
    )
    assert "would" in ada.locator("#why").inner_text()


def reordered(ada):
    """Put a stage in another place by a button, and another by the mouse."""
    tab(ada, "Road maps")
    ada.get_by_role("link", name=PLAN, exact=True).click()
    ada.locator(".judged .told").wait_for()
    ada.get_by_role("button", name="Earlier: Stage 6").click()
    ada.locator("#track .was").first.wait_for()
    ada.locator("#track .changed, #track .keep").first.wait_for()
    ada.locator("#track li[draggable]").nth(0).drag_to(
        ada.locator("#track li[draggable]").nth(1), target_position={"x": 150, "y": 40}
    )
    ada.get_by_text("was stage 1").wait_for()
    looked_at(ada)


def patience_moved(ada):
    """Move the slider; the deals are judged anew."""
    tab(ada, "What if")
    slider = ada.get_by_label("everyone's patience")
    slider.evaluate(MOVE, "0.55")
    ada.locator("#changed .changed").first.wait_for()
    assert PLAN in ada.locator("#changed").inner_text()
    ada.get_by_text("Somebody is gone").click()
    looked_at(ada)


def moved(ada):
    """Take a case in as text; look for what would move its deal, try it, keep it."""
    ada.get_by_role("link", name="Cases", exact=True).click()
    ada.get_by_role("link", name="New case").first.click()
    ada.get_by_label("The text of a case (YAML)").fill(WEIGHED)
    ada.get_by_role("button", name="Take in").click()
    ada.get_by_role("link", name="The deal", exact=True).click()
    ada.get_by_role("link", name="Look for them").click()
    ada.locator(".levers button").first.click()
    ada.locator(".outcome .changed").first.wait_for()
    looked_at(ada)
    ada.get_by_role("button", name="Keep it").first.click()
    ada.get_by_text("Kept as version 2.").wait_for()


def made(ada):
    """Make an assessment of a copy; give the address of its page."""
    ada.get_by_role("link", name="Cases", exact=True).click()
    ada.get_by_role("button", name="Copy: Chicken", exact=True).click()
    tab(ada, "Assessment")
    ada.get_by_label("Author").fill("Ada Lovelace")
    ada.get_by_label("Office (may be empty)").fill("Desk for roads")
    ada.get_by_role("button", name="Work it out and keep it").click()
    ready = ada.get_by_role("link", name="Publish and share")
    found = ada.get_by_role("link", name="Read it")
    ready.or_(found).first.wait_for()
    if found.count():
        found.click()
        ready.wait_for()
    return ada.url


def reach(ada, page, name):
    """Say who may see it."""
    ada.goto(f"{page}share/")
    ada.get_by_label(name).check()
    ada.get_by_role("button", name="Set it so").click()
    ada.get_by_role("link", name="Publish and share").wait_for()


def printed_in_russian(ada):
    """Print it in Russian; give the sheets of page one, and of all."""
    ada.get_by_role("button", name="Русский").click()
    ada.get_by_text("голосов нет").first.wait_for()
    assert ada.evaluate("document.documentElement.lang") == "ru"
    whole = pages_of(ada.pdf(prefer_css_page_size=True))
    ada.evaluate("document.querySelector('.sheet').remove()")
    one = pages_of(ada.pdf(prefer_css_page_size=True))
    ada.get_by_role("button", name="English").click()
    ada.get_by_text("no votes").first.wait_for()
    return one, whole


def rated(bob, page):
    """Give four stars, on a phone."""
    bob.goto(page)
    bob.get_by_role("button", name="4 of 5").click()
    bob.get_by_text("Your vote is 4").wait_for()
    bob.set_viewport_size({"width": 390, "height": 844})
    looked_at(bob)


def shared(ada, page):
    """Make a link and give it."""
    ada.goto(f"{page}share/")
    ada.get_by_label("For whom (may be empty)").fill("Eve")
    ada.get_by_role("button", name="Make a link").click()
    secret = ada.locator("#fresh").input_value()
    looked_at(ada)
    return secret


def test_from_a_copy_of_the_flagship_to_a_stranger_who_is_refused(browser, home):
    folder, door = home
    complaints: list[str] = []
    ada = opened(browser, door, complaints)
    quick_alone(ada)
    copied_and_changed(ada)
    asked_why(ada)
    reordered(ada)
    patience_moved(ada)
    moved(ada)

    page = made(ada)
    reach(ada, page, "Published for everybody with an account here")
    one, whole = printed_in_russian(ada)
    assert one == 1 < whole

    root = door.partition("/start/")[0]
    bob = opened(browser, root + link_for(folder, "bob"), complaints)
    rated(bob, page)

    reach(ada, page, "Not published")
    secret = shared(ada, page)
    eve = opened(browser, secret, complaints)
    eve.get_by_text("Ada Lovelace, Desk for roads").wait_for()
    assert secret.rpartition("shared/")[2] not in eve.url
    assert complaints == []
    ada.get_by_role("button", name="Revoke the link: Eve").click()
    ada.get_by_role("cell", name="revoked").wait_for()
    eve.reload()
    assert eve.get_by_text("Ada Lovelace").count() == 0
    assert opened(browser, secret, complaints).get_by_text("does not work").count()

    bob.goto(page)
    bob.get_by_role("heading", name="Nothing here").wait_for()
