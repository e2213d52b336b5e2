"""Run trials under limits of memory and time; say which of them failed, and how."""

import argparse
import faulthandler
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.fuzz.trials import TRIALS

MEMORY = 1 << 30
"""Bytes that all of this process may have; a trial that takes more fails."""
SECONDS = 4.0
SECONDS_EACH = 1 / 40_000
"""Of processor time: so many for each trial, and so many for each character."""


class TooSlow(BaseException):
    """A trial took more processor time than it may."""


def _stop(_number: int, _frame: object) -> None:
    raise TooSlow


def tried(kind: str, number: int, seed: int) -> str:
    """Run one trial; give what was wrong, or nothing."""
    trial = TRIALS[kind](Random(f"{seed} {kind} {number}"))
    limit = SECONDS + SECONDS_EACH * trial.size
    signal.setitimer(signal.ITIMER_PROF, limit)
    faulthandler.dump_traceback_later(60 + 10 * limit, exit=True)
    try:
        trial.use()
    except (Exception, TooSlow):  # noqa: BLE001 - whatever it is, it is the finding
        signal.setitimer(signal.ITIMER_PROF, 0)
        name = f"{kind}:{number} with seed {seed}"
        return f"{name}\n{traceback.format_exc(limit=-6)}{trial.given[:2000]!r}\n"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    return ""


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--kind", choices=TRIALS, help="one kind only")
    parser.add_argument("--trials", type=int, default=200, help="of each kind")
    parser.add_argument("--minutes", type=float, help="go on for so long instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="KIND:NUMBER", help="this trial only")
    parser.add_argument("--keep", type=Path, help="write what failed into this folder")
    return parser.parse_args()


def numbered(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Give the trials that are asked for."""
    if options.only:
        kind, number = options.only.split(":")
        yield kind, int(number)
        return
    kinds = [options.kind] if options.kind else list(TRIALS)
    end = time.monotonic() + 60 * (options.minutes or 0)
    number = 0
    while time.monotonic() < end if options.minutes else number < options.trials:
        yield from ((kind, number) for kind in kinds)
        number += 1


def main() -> int:
    """Run the trials asked for; give 1 where one failed."""
    options = asked()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _stop)
    count = failed = 0
    for kind, number in numbered(options):
        count += 1
        wrong = tried(kind, number, options.seed)
        if wrong:
            failed += 1
            sys.stdout.write(wrong + "\n")
            sys.stdout.flush()
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                file = options.keep / f"{kind}-{options.seed}-{number}.txt"
                file.write_text(wrong, "utf-8", "backslashreplace")
    sys.stdout.write(f"{count} trials, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
