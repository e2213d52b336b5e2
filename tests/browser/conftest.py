"""A real browser, and the reports that it opens."""

import shutil
from pathlib import Path

import pytest

from detente.analysis.overview import report

PROGRAM = "chromium"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=shutil.which(PROGRAM), args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


def found(case):
    """Give a bundled case by its name, an example by its place."""
    return ROOT / case if case.endswith(".yaml") else case


@pytest.fixture(scope="session")
def opened(browser, folder):
    """Open the report of a case; what the browser complains of is collected."""

    def open_report(case, **context):
        path = folder / f"{Path(case).stem}.html"
        if not path.exists():
            path.write_text(report(found(case)), encoding="utf-8")
        page = browser.new_page(**context)
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
        page.on("request", lambda request: page.asked.append(request.url))
        page.asked = []
        page.goto(path.as_uri())
        return page

    return open_report
