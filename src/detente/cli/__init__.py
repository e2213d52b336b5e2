"""The command line."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; the exit code says how it went."""
    from detente.cli.app import app
    from detente.cli.failure import guarded

    sys.exit(guarded(app))
