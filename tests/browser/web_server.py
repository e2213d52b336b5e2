"""The web app as people start it, and a browser that comes to it."""

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from select import select

ADDRESS = re.compile(r"http://\S+/start/\S+/")


@contextmanager
def served(folder, port, *more):
    """Start `detente serve`; give the address that it prints."""
    command = [sys.executable, "-m", "detente", "serve", "--no-browser"]
    command += ["--data", str(folder), "--port", str(port), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield _printed(server)
        finally:
            server.terminate()


def _printed(server):
    until, said = time.monotonic() + 60, ""
    while time.monotonic() < until:
        ready, _, _ = select([server.stdout], [], [], 0.5)
        line = server.stdout.readline() if ready else ""
        said += line
        found = ADDRESS.search(line)
        if found:
            return found[0]
        assert server.poll() is None, said
    message = f"no address was printed: {said}"
    raise AssertionError(message)
