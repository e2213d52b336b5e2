"""An assessment in a real browser: made, published, printed, rated, shared, revoked."""

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
    import subprocess
    import sys

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
        lambda said: complaints.append(said.text) if "Security" in said.text else None,
    )
    page.goto(address)
    return page


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def broken_rules(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:120]) for each in found]


def made(ada):
    """Make an assessment of a copy; give the address of its page."""
    ada.get_by_role("button", name="Copy: Chicken", exact=True).click()
    ada.get_by_role("link", name="Assessment", exact=True).click()
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
    assert not bob.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert broken_rules(bob) == []


def shared(ada, page):
    """Make a link and give it."""
    ada.goto(f"{page}share/")
    ada.get_by_label("For whom (may be empty)").fill("Eve")
    ada.get_by_role("button", name="Make a link").click()
    secret = ada.locator("#fresh").input_value()
    assert broken_rules(ada) == []
    return secret


def test_from_a_case_to_a_stranger_who_is_refused(browser, home):
    folder, door = home
    complaints: list[str] = []
    ada = opened(browser, door, complaints)
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
    ada.get_by_role("button", name="Revoke the link: Eve").click()
    ada.get_by_role("cell", name="revoked").wait_for()
    eve.reload()
    assert eve.get_by_text("Ada Lovelace").count() == 0
    assert opened(browser, secret, complaints).get_by_text("does not work").count()

    bob.goto(page)
    bob.get_by_role("heading", name="Nothing here").wait_for()
    assert complaints == []
