"""Settings that every test shares, and what is said of tests that did not run."""

import gc
import importlib.util
import os
import re
import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from detente.engine.fast.compiled import prefer

settings.register_profile(
    "dev", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# Repeatable, so that a red build means a change and not a lucky draw.
settings.register_profile(
    "ci", settings.get_profile("dev"), derandomize=True, database=None
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# A shell lets what it runs in the background ignore these, and programs that tests
# start would too.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# What tests compile is kept from one run to the next.
BUILT = Path(__file__).parents[1] / "build" / "numba"
os.environ.setdefault("NUMBA_CACHE_DIR", str(BUILT))

NO_SKIP = "DETENTE_NO_SKIP"


def pytest_collection_finish():
    # What is collected stays until the end: looking through it for garbage over and
    # over took an eighth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers("needs"):
            package = mark.args[0]
            if importlib.util.find_spec(package) is None:
                reason = f"needs the package {package}"
                item.add_marker(pytest.mark.skip(reason=reason))
        for mark in item.iter_markers("needs_program"):
            if shutil.which(mark.args[0]) is None:
                reason = f"needs the program {mark.args[0]}"
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def compiled():
    """Everything that can be compiled is, whether or not that pays."""
    before = prefer(on=True)
    yield
    prefer(before)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if os.environ.get(NO_SKIP) and skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    counts = skipped(config)
    if not counts:
        return
    total = sum(counts.values())
    terminalreporter.section(f"NOT RUN ON THIS MACHINE: {total}", red=True)
    for reason, count in sorted(counts.items()):
        terminalreporter.line(f"{count:4}  {reason}")
    if os.environ.get(NO_SKIP):
        terminalreporter.line(f"{NO_SKIP} is set: this counts as a failure.")


def skipped(config):
    """Count the tests that did not run, by the reason that they gave."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(reason(report) for report in reports)


def reason(report):
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else "no reason"
    text = text.removeprefix("Skipped: ")
    absent = re.search(r"could not import '([\w.]+)'", text)
    return f"needs the package {absent[1]}" if absent else text
