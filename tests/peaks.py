"""How much memory a command says that it needs, and how much it takes."""

import re
import subprocess
import sys
from collections.abc import Sequence

_UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_NEEDS = re.compile(r"would need ([\d.]+) (bytes|KiB|MiB|GiB) of memory")
_PROGRAM = """
import re, sys
from pathlib import Path
from detente.cli.app import open_app
from detente.cli.failure import guarded
sys.argv = ["detente", *sys.argv[1:]]
code = guarded(open_app(sys.argv[1:]))
# Not ru_maxrss: it remembers the program that this process was forked from.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
sys.stderr.write(f"\\npeak {peak} {code}\\n")
"""


def run(words: Sequence[object]) -> tuple[int, int, str]:
    """Give the exit code, the peak in bytes and what was said, of a new process."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    *said, last = done.stderr.strip().splitlines()
    _, peak, code = last.split()
    return int(code), int(peak) * 1024, "\n".join(said)


def estimated(words: Sequence[object]) -> tuple[int, int]:
    """Give what a command asks for, refusal after refusal, and its peak with that.

    Every refusal names a larger amount, until the command does its work.
    """
    memory = 1
    while True:
        code, peak, said = run([*words, "--memory", memory])
        needs = _NEEDS.search(said)
        if code != 3 or needs is None:
            return memory, peak
        amount, unit = needs.groups()
        memory = int((float(amount) + 0.1) * _UNITS[unit]) + 1


def two_parties(n_options: int, *, apart: bool) -> str:
    """The text of a case; where the parties are `apart` every state holds."""
    half = n_options // 2
    ours, theirs = ([f"{letter}{k}" for k in range(half)] for letter in ("a", "b"))
    lines = ["detente: 1", "parties:"]
    for party, own in (("p", ours), ("q", theirs)):
        options = ", ".join(f"{option}: {{}}" for option in own)
        lines.append(f"  {party}: {{options: {{{options}}}}}")
    first = theirs if apart else [*ours[:2], theirs[0]]
    second = ours if apart else [*theirs[:2], ours[0]]
    lines += ["preferences:"]
    lines += [f"  p: [{', '.join(first)}]", f"  q: [{', '.join(second)}]"]
    return "\n".join(lines) + "\n"


def deal() -> str:
    """The text of a case with a road map and a number that is assumed."""
    return """detente: 1
as_of: 2020-01-01
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences:
  a: {weights: {x: -1, y: {value: 3, range: [2, 4], assumed: yes}}}
  b: {weights: {y: -1, x: 3}}
patience: 0.9
roadmaps: {plan: {stages: [[x], [y]]}}
"""
