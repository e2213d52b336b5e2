"""When compiled code takes over, where it is kept, and what happens without it."""

import pytest

from detente.cli.options import Shared
from detente.cli.stopping import limited
from detente.engine.fast import compiled
from detente.errors import UnsupportedError
from tests.running import detente


@pytest.fixture(autouse=True)
def undecided():
    before = compiled.prefer(on=None)
    yield
    compiled.prefer(before)


@pytest.mark.needs("numba")
def test_compiled_code_takes_over_once_the_work_has_cost_as_much(monkeypatch, tmp_path):
    monkeypatch.setattr(compiled, "folder", lambda: tmp_path)
    monkeypatch.setattr(compiled, "filled", lambda: True)
    half = 0.5 * compiled.LOADING
    assert [compiled.pays(half) for _ in range(4)] == [False, False, True, True]


@pytest.mark.needs("numba")
def test_where_nothing_was_compiled_more_work_has_to_be_done_first(monkeypatch):
    monkeypatch.setattr(compiled, "filled", lambda: False)
    assert not compiled.pays(2 * compiled.LOADING)


def test_without_numba_nothing_is_ever_compiled(monkeypatch):
    monkeypatch.setattr(compiled, "installed", lambda: False)
    assert not compiled.pays(1e9)
    with pytest.raises(UnsupportedError, match="numba"):
        compiled.fill()


@pytest.mark.needs("numba")
def test_a_folder_that_cannot_be_written_leaves_everything_to_numpy(
    monkeypatch, tmp_path
):
    taken = tmp_path / "taken"
    taken.write_text("a file")
    monkeypatch.setattr(compiled, "folder", lambda: taken / "compiled")
    assert not compiled.pays(1e9)


@pytest.mark.needs("numba")
def test_where_files_may_not_grow_nothing_is_compiled(monkeypatch, tmp_path):
    """As in a process that answers for the web app, and as on a full disk."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(compiled, "folder", lambda: tmp_path)
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        paid = compiled.pays(1e9)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not paid


@pytest.mark.parametrize(("given", "most"), [("1", 1), ("", 64), ("no", 64)])
def test_a_limit_on_processors_is_kept(monkeypatch, given, most):
    monkeypatch.setenv("OMP_NUM_THREADS", given)
    assert 1 <= compiled.processors() <= most


def one_more(number):
    return number + 1


@pytest.mark.needs("numba")
def test_code_that_was_kept_for_other_files_is_compiled_where_none_can_be_kept(
    monkeypatch, tmp_path
):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(compiled, "folder", lambda: tmp_path)
    made = compiled.Kernel(one_more, ("int64(int64)",), ())
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        assert made(1) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.needs("numba")
def test_warm_says_where_compiled_code_lies():
    told = detente("warm")
    assert str(compiled.folder()) in told.out.replace("\n", "")
    assert compiled.filled()


@pytest.mark.parametrize(
    ("installed", "filled", "told"),
    [
        (False, False, "pip install numba"),
        (True, False, "detente warm"),
        (True, True, ""),
    ],
)
def test_before_long_work_it_is_said_what_would_shorten_it(
    monkeypatch, capsys, installed, filled, told
):
    monkeypatch.setattr(compiled, "installed", lambda: installed)
    monkeypatch.setattr(compiled, "filled", lambda: filled)
    with limited(Shared()) as budget:
        budget.expect(300, measured=True)
    said = capsys.readouterr().err
    assert "about 5 minutes" in said
    assert told in said
    assert ("sooner" in said) == bool(told)
