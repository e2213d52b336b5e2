"""The web app as people start it, and a browser that comes to it."""

import re
import subprocess
import sys
from contextlib import contextmanager

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
    said = ""
    # It prints, or it ends: then there is nothing more to read.
    for line in server.stdout:
        said += line
        if found := ADDRESS.search(line):
            return found[0]
    message = f"no address was printed: {said}"
    raise AssertionError(message)
