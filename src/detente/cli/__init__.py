"""The command line."""

import gc
import signal
import sys

__all__ = ["main"]

_MADE = 20_000
"""So many objects are made before it is looked for those that nothing reaches any more:
most that a command makes while it loads and reads stay, and were looked at in vain."""


def main() -> None:
    """Run the command line; the exit code says how it went."""
    gc.set_threshold(_MADE)
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.default_int_handler:
        # While modules load there is nothing to tell: Ctrl-C just ends the program.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from detente.cli.app import open_app
    from detente.cli.failure import guarded

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, _end)
    sys.exit(guarded(open_app(sys.argv[1:])))


def _end(number: int, _frame: object) -> None:
    """End by way of all that cleans up: helping processes, half-written files."""
    sys.exit(128 + number)
