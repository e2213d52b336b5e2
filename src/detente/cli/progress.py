"""A bar on standard error, where a person watches a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from detente.cli.options import Shared

__all__ = ["counting"]


@contextmanager
def counting(shared: Shared) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told how much is done, and of how much.

    Yields
    ------
    function of two ints, or None
        None where standard error is no terminal, or quiet is asked for.
    """
    if shared.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield tell
