"""Let many people use the web app at once, and see how long it keeps them waiting.

``python benchmarks/web_load.py [--seconds N] [--readers N] [--asking N] [--case NAME]
[--database URL]`` starts a real server for a team on an empty folder (SQLite, or the
empty PostgreSQL database named), lets readers read pages with pauses of one to five
seconds between, and others ask what nobody asked before, through the JSON API. It
prints how long pages and answers took, and ends with 1 where a page failed or the 95th
of a hundred pages took longer than 300 ms.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.resources import files
from pathlib import Path
from statistics import quantiles
from threading import Lock, Thread

PORT = 8398
SLOWEST = 0.3
"""Seconds that 95 of a hundred pages may take."""
PAUSE = (1.0, 5.0)
"""Seconds for which somebody reads a page."""
QUESTIONS = ("stability", "explain", "exposure", "sustain")
ASKED = "korea-2019"
_OK, _MOVED, _UNDER_WAY = 200, 300, 202


@dataclass
class Measured:
    """How long things of one kind took, in seconds, and what failed."""

    took: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def note(self, what: str, seconds: float, fault: str = "") -> None:
        """Write down one."""
        with self.lock:
            if fault:
                self.failed.append(f"{what}: {fault}")
            self.took.setdefault(what, []).append(seconds)

    def line(self, name: str, times: list[float]) -> str:
        """Give median, 95th and 99th of a hundred, in milliseconds."""
        cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
        middle, slow, slowest = (1000 * cuts[at - 1] for at in (50, 95, 99))
        return f"{name:<34}{len(times):>7}{middle:>9.0f}{slow:>9.0f}{slowest:>9.0f}"


@dataclass(frozen=True)
class People:
    """Cookies of those who read, tokens of those who ask, pages to read."""

    cookies: list[str]
    tokens: list[str]
    pages: list[str]


def prepare(readers: int, asking: int, case: str) -> People:
    """Make accounts and a case that all may read, in the database of the server."""
    from detente.web.serving import open_app  # noqa: PLC0415 - the folder is known now

    open_app(team=True)
    from django.conf import settings  # noqa: PLC0415 - set up now
    from django.test import Client  # noqa: PLC0415

    from detente.web.accounts.models import User  # noqa: PLC0415
    from detente.web.api.models import Token  # noqa: PLC0415
    from detente.web.cases.models import Share  # noqa: PLC0415
    from detente.web.cases.saving import Told, new_case  # noqa: PLC0415

    people = [User.objects.create(username=f"reader{at}") for at in range(readers)]
    text = files("detente").joinpath("cases", f"{ASKED}.yaml").read_text("utf-8")
    own = new_case(people[0], text, Told(sound=True, title="Shared"))
    for each in people[1:]:
        Share.objects.create(case=own, user=each, role="reader")
    cookies = []
    for each in people:
        client = Client()
        client.force_login(each)
        cookies.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    askers = [User.objects.create(username=f"asker{at}") for at in range(asking)]
    tokens = [Token.draw(each, "load", None, writes=False) for each in askers]
    below = ("", "text/", "report/", "states/", "roadmaps/", "what-if/", "following/")
    pages = [f"/cases/{key}/{page}" for key in (case, own.key) for page in below]
    return People(cookies, tokens, ["/", "/assessments/", *pages])


@contextmanager
def serving() -> Iterator[int]:
    """Serve until the block ends; gives the number of the server's process."""
    command = [sys.executable, "-m", "detente", "serve", "--team", "--no-browser"]
    command += ["--port", str(PORT)]
    server = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait()


class Visitor:
    """Somebody with a connection that stays open, as a browser keeps one."""

    def __init__(self, **headers: str) -> None:
        self._headers = {"X-Forwarded-Proto": "https", **headers}
        self._connection = HTTPConnection("127.0.0.1", PORT, timeout=60)

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Ask for a page, or send something."""
        method = "GET" if body is None else "POST"
        try:
            self._connection.request(method, path, body, self._headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (HTTPException, OSError):
            self._connection.close()
            raise


def _tried(ask: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes, str]:
    try:
        status, told = ask()
    except (HTTPException, OSError) as error:
        return 0, b"", repr(error)
    return status, told, "" if status < _MOVED else f"{status} {told[:200]!r}"


def read(cookie: str, pages: list[str], until: float, seen: Measured) -> None:
    """Read one page after the other."""
    visitor = Visitor(Cookie=f"detente_session={cookie}")
    draw = random.Random(cookie)
    time.sleep(draw.uniform(0, PAUSE[1]))
    while time.monotonic() < until:
        page = draw.choice(pages)
        began = time.monotonic()
        _, _, fault = _tried(lambda: visitor.ask(page))  # noqa: B023 - called at once
        named = "/".join("KEY" if len(part) > 30 else part for part in page.split("/"))  # noqa: PLR2004
        seen.note(named, time.monotonic() - began, fault)
        time.sleep(draw.uniform(*PAUSE))


def compute(token: str, until: float, seen: Measured) -> None:
    """Ask about a case that nobody asked about before, again and again."""
    text = files("detente").joinpath("cases", f"{ASKED}.yaml").read_text("utf-8")
    sending = {"Authorization": f"Bearer {token}", "Content-Type": "application/yaml"}
    visitor = Visitor(**sending)
    draw = random.Random(token)
    while time.monotonic() < until:
        question = draw.choice(QUESTIONS)
        body = f"{text}\n# {draw.random()}\n".encode()
        address = f"/api/v1/answers/{question}"
        began = time.monotonic()
        status, told, fault = _tried(lambda: visitor.ask(address, body))  # noqa: B023
        while status == _UNDER_WAY and time.monotonic() < until:
            time.sleep(1)
            path = json.loads(told)["answer"]
            status, told, fault = _tried(lambda: visitor.ask(path))  # noqa: B023
        if status != _UNDER_WAY:
            seen.note(question, time.monotonic() - began, fault)
        time.sleep(draw.uniform(*PAUSE))


def warm(people: People) -> None:
    """Let every answer that pages show be found once."""
    visitor = Visitor(Cookie=f"detente_session={people.cookies[0]}")
    for _ in range(600):
        try:
            visitor.ask("/health/")
            break
        except (HTTPException, OSError):
            time.sleep(0.1)
    for page in people.pages:
        while b'hx-trigger="load delay' in visitor.ask(page)[1]:
            time.sleep(1)


def spent(process: int) -> float:
    """Give the seconds of processor that a process has had, where Linux says so."""
    file = Path("/proc", str(process), "stat")
    if not file.exists():
        return 0.0
    own, system = file.read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(own) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure(people: People, seconds: float) -> tuple[Measured, Measured]:
    """Let everybody do what they do for some time."""
    pages, answers = Measured(), Measured()
    until = time.monotonic() + seconds
    threads = [
        Thread(target=read, args=(each, people.pages, until, pages))
        for each in people.cookies
    ]
    threads += [
        Thread(target=compute, args=(each, until, answers)) for each in people.tokens
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return pages, answers


def told(name: str, seen: Measured) -> float:
    """Print what was measured; give the 95th of a hundred in seconds."""
    every = [each for times in seen.took.values() for each in times]
    print(f"\n{name:<34}{'number':>7}{'median':>9}{'p95':>9}{'p99':>9}  ms")
    for what, times in sorted(seen.took.items()):
        print(seen.line(what, times))
    print(seen.line("all", every))
    print(f"failed: {len(seen.failed)}", *seen.failed[:5], sep="\n  ")
    return quantiles(every, n=100)[94]


def main() -> int:
    """Serve, prepare, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--asking", type=int, default=10)
    parser.add_argument("--case", default="korea-2019")
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DETENTE_DATA": folder,
            "DETENTE_TEAM": "yes",
            "DETENTE_SECRET_KEY": "x" * 60,
            "DETENTE_HOSTS": "127.0.0.1,testserver",
            "DETENTE_BEHIND_TLS_PROXY": "yes",
            "DETENTE_DATABASE_URL": given.database,
        }
        people = prepare(given.readers, given.asking, given.case)
        with serving() as server:
            warm(people)
            before, load = spent(server), os.getloadavg()
            pages, answers = measure(people, given.seconds)
            took = spent(server) - before
    print(f"{os.cpu_count()} cores, load before {load}, after {os.getloadavg()}")
    print(f"the server itself took {took:.1f} s of processor, besides its answers")
    slow = told("pages", pages)
    told("answers", answers)
    return 1 if pages.failed or answers.failed or slow > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
