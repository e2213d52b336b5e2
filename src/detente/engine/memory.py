"""How much memory there is, and refusing work that would not fit it.

Every limit is estimated before anything is allocated, so that a machine never
starts to swap over a case that is too large for it.
"""

import os
from decimal import Decimal
from pathlib import Path

from detente.engine.budget import current
from detente.errors import Message, TooLargeError

PROGRAM = 72 << 20
"""Bytes that the program itself takes, with what it imports."""

_MEMINFO = Path("/proc/meminfo")
_UNITS = (
    Message("{amount} bytes"),
    Message("{amount} KiB"),
    Message("{amount} MiB"),
    Message("{amount} GiB"),
    Message("{amount} TiB"),
    Message("{amount} PiB"),
    Message("{amount} EiB"),
)


def available(meminfo: Path = _MEMINFO) -> int:
    """Find how many bytes can be used without swapping.

    Parameters
    ----------
    meminfo : Path
        The kernel's table of memory; where there is none, the free pages that
        the system reports are counted.

    Returns
    -------
    int
    """
    try:
        lines = meminfo.read_text(encoding="ascii").splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def allowed(memory: int | None) -> int:
    """Give how much memory may be used.

    Parameters
    ----------
    memory : int or None
        What was asked for; None is what the open budget allows.

    Returns
    -------
    int
        Bytes: three quarters of what is free where nobody has said anything.
    """
    given = current().memory if memory is None else memory
    return available() * 3 // 4 if given is None else given


def refuse_beyond(estimate: int, memory: int | None, hint: Message) -> None:
    """Refuse work that would need more memory than is allowed.

    Parameters
    ----------
    estimate : int
        Bytes that the work would use at its peak, beside the program itself.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.
    hint : Message
        What would make the work smaller.

    Raises
    ------
    TooLargeError
        Where the estimate exceeds the limit.
    """
    limit = allowed(memory)
    estimate += PROGRAM
    if estimate > limit:
        message = Message(
            "the case would need {estimate} of memory, and {limit} are allowed",
            estimate=_readable(estimate),
            limit=_readable(limit),
        )
        raise TooLargeError(message, hint)


def _readable(count: int) -> Message:
    power = max(count.bit_length() - 1, 0) // 10
    if power >= len(_UNITS):
        return Message("more than 1024 EiB")
    tenths = count * 10 // 1024**power
    amount = Decimal(tenths).scaleb(-1) if power else count
    return Message(_UNITS[power].template, amount=amount)
