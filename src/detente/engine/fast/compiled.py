"""Whether compiled code is at hand, whether loading it pays, and where it is kept.

Whoever has work that can be compiled says how long it will take without, by `pays`.
That adds up, and once it comes to as much as loading costs, compiled code takes over:
whatever is asked, about twice the time of the better way is spent at most (Karlin,
Manasse, Rudolph and Sleator 1988), and a short question never imports numba.
"""

import hashlib
import importlib
import importlib.util
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from types import FunctionType
from typing import Any, Final

from detente.errors import Message, UnsupportedError

LOADING = 2.0
"""Seconds of work after which importing numba and loading pays: they take 0.6."""
COMPILING = 20.0
"""Seconds of work after which compiling pays where nothing was compiled before."""

_MARK = "complete"
_SHARED = 21
"""Two to this power operations are enough for a processor of their own."""
_MOST_PROCESSORS = 8
_KERNELS: Final[dict[str, "Kernel"]] = {}


class Kernel:
    """A function that is compiled when it is first called.

    Parameters
    ----------
    function : function
        Loops over arrays, in the part of Python that numba knows.
    signatures : tuple of str
        The types that it is compiled for, as numba writes them.
    calls : tuple of function
        What it calls, compiled with it.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        signatures: tuple[str, ...],
        calls: tuple[Callable[..., Any], ...],
    ) -> None:
        self.function = function
        self._signatures = list(signatures)
        self._calls = calls
        self._compiled: Callable[..., Any] | None = None

    def __call__(self, *given: object) -> Any:  # noqa: ANN401 - as the function
        """Call the compiled function."""
        return self.load()(*given)

    def load(self) -> Callable[..., Any]:
        """Give the compiled function, loaded where it was compiled before."""
        if self._compiled is None:
            self._compiled = _compile(self.function, self._signatures, self._calls)
        return self._compiled


def kernel(
    *signatures: str, calls: tuple[Callable[..., Any], ...] = ()
) -> Callable[[Callable[..., Any]], Kernel]:
    """Make a function one that is compiled when it is first called.

    Parameters
    ----------
    *signatures : str
        The types that it is compiled for, as numba writes them.
    calls : tuple of function
        What it calls.

    Returns
    -------
    function
        A decorator.
    """

    def made(function: Callable[..., Any]) -> Kernel:
        found = Kernel(function, signatures, calls)
        _KERNELS[f"{function.__module__}.{function.__qualname__}"] = found
        return found

    return made


class _Account:
    """What has been spent without compiled code, in seconds, and whether to go on."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.price: float | None = None
        self.on: bool | None = None


_ACCOUNT = _Account()


def pays(seconds: float) -> bool:
    """Tell whether compiled code should do the next piece of work.

    Parameters
    ----------
    seconds : float
        What the piece would take without; an estimate.

    Returns
    -------
    bool
        False for ever where numba is not installed, or cannot keep what it compiles.
    """
    if _ACCOUNT.on is not None:
        return _ACCOUNT.on
    if _ACCOUNT.price is None:
        if not installed():
            _ACCOUNT.on = False
            return False
        _ACCOUNT.price = LOADING if filled() else COMPILING
    _ACCOUNT.spent += seconds
    if _ACCOUNT.spent > _ACCOUNT.price:
        _ACCOUNT.on = _usable()
    return bool(_ACCOUNT.on)


def _usable() -> bool:
    """Whether numba is there, and what it compiles is kept already or can be."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        if not filled():
            # A limit on the size of files, or a full disk, shows on writing alone.
            with TemporaryFile(dir=folder()) as probe:
                probe.write(b"x")
                probe.flush()
        importlib.import_module("numba")
    except (ImportError, OSError):
        return False
    return os.access(folder(), os.W_OK)


def prefer(on: bool | None) -> bool | None:  # noqa: FBT001 - the one thing it is about
    """Decide beforehand whether compiled code is used.

    Parameters
    ----------
    on : bool or None
        None leaves it to what the work pays for.

    Returns
    -------
    bool or None
        What was decided before.
    """
    before, _ACCOUNT.on = _ACCOUNT.on, on
    _ACCOUNT.spent, _ACCOUNT.price = 0.0, None
    return before


@cache
def installed() -> bool:
    """Tell whether numba is installed; it is not imported."""
    return importlib.util.find_spec("numba") is not None


def filled() -> bool:
    """Tell whether everything was compiled before, for this version on this machine."""
    return (folder() / _MARK).exists()


def what_helps() -> Message | None:
    """Say what would make long answers quicker; None where everything is done.

    Returns
    -------
    Message or None
    """
    if not installed():
        return Message(
            "with the package numba such answers come sooner: run `make extras` in the "
            "clone, or `pip install numba`, then `detente warm`"
        )
    if not filled():
        return Message("such answers come sooner after `detente warm`, once")
    return None


def fill() -> Path:
    """Compile everything that was not compiled before, and keep it.

    Returns
    -------
    Path
        The folder where it is kept.

    Raises
    ------
    UnsupportedError
        Where numba is not installed.
    OSError
        Where the folder cannot be written.
    """
    if not installed():
        raise UnsupportedError(
            Message("compiled code needs the package numba"),
            Message("run `make extras` in the clone, or `pip install numba`"),
        )
    folder().mkdir(parents=True, exist_ok=True)
    for each in _every_kernel():
        each.load()
    (folder() / _MARK).touch()
    return folder()


@cache
def folder() -> Path:
    """Give the folder where compiled code is kept.

    Its name depends on all that is compiled, so that nothing stale is ever loaded, and
    on where and when it was installed, as what numba keeps does: what another copy of
    the same code filled is not taken for ours. Numba itself keeps the code of one
    processor apart from that of another. Where the environment names a folder for numba
    (`NUMBA_CACHE_DIR`), it is in there.

    Returns
    -------
    Path
    """
    from importlib.metadata import version  # noqa: PLC0415 - on first use

    from platformdirs import user_cache_path  # noqa: PLC0415

    sources = sorted(Path(__file__).parent.glob("*.py"))
    text = b"".join(source.read_bytes() for source in sources)
    text += "".join(f"{each} {each.stat().st_mtime}" for each in sources).encode()
    made = text + version("numba").encode() + version("numpy").encode()
    given = os.environ.get("NUMBA_CACHE_DIR")
    base = Path(given) if given else user_cache_path("detente", appauthor=False)
    return base / "compiled" / hashlib.sha256(made).hexdigest()[:16]


def _every_kernel() -> list[Kernel]:
    from detente.engine.fast import fibres, narrow, turns  # noqa: F401, PLC0415

    return list(_KERNELS.values())


def _compile(
    function: Callable[..., Any],
    signatures: list[str],
    calls: tuple[Callable[..., Any], ...],
) -> Callable[..., Any]:
    import numba  # noqa: PLC0415 - the only place that imports it
    from numba import core  # noqa: PLC0415

    config: Any = core.config
    plain = numba.njit(nogil=True, error_model="numpy")
    known = dict(function.__globals__)
    # The module keeps the plain functions, so that it can be read without numba; among
    # those called, later ones may call earlier ones.
    for each in calls:
        known[each.__name__] = plain(_within(each, known))
    whole = _within(function, known)
    kept, config.CACHE_DIR = config.CACHE_DIR, str(folder())
    made: Callable[..., Any]
    try:
        # Numba reads the folder when a function is made: others' settings stay.
        cached = numba.njit(signatures, cache=True, nogil=True, error_model="numpy")
        made = cached(whole)
    except OSError:
        # What is kept there is of other files, of the same words and another day, and
        # nothing can be written: it is compiled for this process alone.
        made = numba.njit(signatures, nogil=True, error_model="numpy")(whole)
    finally:
        config.CACHE_DIR = kept
    return made


def shared_out(work: Callable[[int, int], None], size: int, operations: int) -> None:
    """Do some work, on several processors where there is much of it.

    What comes out does not depend on how many there are. They are those that this
    process may use, at most `OMP_NUM_THREADS` where the environment says so.

    Parameters
    ----------
    work : function of two ints
        Does the pieces from the first up to the second, in compiled code.
    size : int
        How many pieces there are.
    operations : int
        How much there is to do; a processor does about a thousand million a second.
    """
    shares = min(processors(), operations >> _SHARED, size)
    if shares < 2:  # noqa: PLR2004 - one processor
        work(0, size)
        return
    cuts = [size * share // shares for share in range(shares + 1)]
    with ThreadPoolExecutor(shares - 1) as pool:
        others = [pool.submit(work, *cut) for cut in pairwise(cuts[1:])]
        work(*cuts[:2])
        for other in others:
            other.result()


def processors() -> int:
    """Count the processors that may be used.

    Returns
    -------
    int
        At least 1.
    """
    # Named by the libraries for arrays, so whoever limits those limits this too.
    limit = os.environ.get("OMP_NUM_THREADS", "")
    most = int(limit) if limit.isdecimal() else _MOST_PROCESSORS
    here = (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
    return max(1, min(most, here))


def _within(function: Callable[..., Any], known: dict[str, Any]) -> Callable[..., Any]:
    """Give a function that knows others by its names than its module does."""
    made = FunctionType(function.__code__, known, function.__name__)
    made.__qualname__ = function.__qualname__
    return made
