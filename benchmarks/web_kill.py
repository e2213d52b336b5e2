"""Kill the server of the web app in the middle of saves, and count what is lost.

``python benchmarks/web_kill.py [SAVES [KILLS]]`` saves a case again and again while the
server is killed (SIGKILL) and started anew; at the end every save that was acknowledged
has to be a version.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from threading import Event, Thread
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

PORT = 8397
HOME = f"http://127.0.0.1:{PORT}"
CASE = "detente: 1\ntitle: Saved\nparties: {one: {options: {a: {}}}}\n"
FORGERY = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BASE = re.compile(r'name="base" value="(\d+)"')
SAID = re.compile(r"Saved as version (\d+)\.")


def start(folder: str) -> tuple["subprocess.Popen[str]", str]:
    """Start the server; give it and the address that it prints."""
    command = [sys.executable, "-m", "detente", "serve", "--no-browser"]
    command += ["--data", folder, "--port", str(PORT)]
    server = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, text=True
    )
    for line in server.stdout or ():
        if "/start/" in line:
            return server, line.strip()
    message = "the server did not start"
    raise RuntimeError(message)


def asked(browser: OpenerDirector, path: str, **sent: object) -> tuple[str, str]:
    """Ask for a page, or send a form; give the address that answered and the page."""
    data = urlencode(sent).encode() if sent else None
    address = path if path.startswith("http") else HOME + path
    with browser.open(address, data, timeout=60) as answer:
        return answer.url, answer.read().decode()


@contextmanager
def killing(folder: str, kills: int) -> Iterator[None]:
    """Kill the server now and then, and start it anew."""
    over = Event()
    running = [start(folder)[0]]

    def kill() -> None:
        for _ in range(kills):
            if over.wait(3.1):
                return
            running[0].kill()
            running[0].wait()
            running[0] = start(folder)[0]

    thread = Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        running[0].kill()
        running[0].wait()


def save(browser: OpenerDirector, place: str, n: int) -> int | None:
    """Save once; give the version that was acknowledged, None where none was."""
    try:
        place = f"{place}text/"
        _, page = asked(browser, place)
        token, base = FORGERY.search(page), BASE.search(page)
        if token is None or base is None:
            return None
        sent = {"csrfmiddlewaretoken": token[1], "base": base[1], "note": ""}
        _, page = asked(browser, place, text=f"{CASE}# save {n}\n", **sent)
        said = SAID.search(page)
        return int(said[1]) if said else None
    except (URLError, ConnectionError, TimeoutError, OSError):
        time.sleep(0.1)
        return None


def main(saves: int, kills: int) -> int:
    """Save, kill, count."""
    with tempfile.TemporaryDirectory() as folder:
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        server, link = start(folder)
        asked(browser, link)
        _, page = asked(browser, "/cases/add/")
        token = FORGERY.search(page)
        sent = {"csrfmiddlewaretoken": token[1] if token else "", "text": CASE}
        place, _ = asked(browser, "/cases/add/text/", **sent)
        server.kill()
        server.wait()
        kept: dict[int, int] = {}
        tried = 0
        with killing(folder, kills):
            while len(kept) < saves:
                tried += 1
                number = save(browser, place, tried)
                if number is not None:
                    kept[number] = tried
        server, _ = start(folder)
        lost = [
            number
            for number, n in kept.items()
            if f"# save {n}\n" not in asked(browser, f"{place}versions/{number}/")[1]
        ]
        server.kill()
        server.wait()
    print(f"{tried} saves tried, {len(kept)} acknowledged, {kills} kills, {lost} lost")
    return 1 if lost else 0


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(given or (200, 10))))
