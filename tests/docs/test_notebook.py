"""The tutorial notebook runs, and its results show themselves."""

from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial" / "notebook.ipynb"

pytestmark = [pytest.mark.needs("nbclient"), pytest.mark.needs("ipykernel")]


@pytest.fixture(scope="module")
def run():
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell):
    return [output for output in cell.outputs if "data" in output]


def test_every_cell_answers(run):
    assert all(cell.outputs or cell.source.startswith("import") for cell in run)


def test_a_picture_is_drawn(run):
    drawn = [out for cell in run for out in shown(cell) if "image/svg+xml" in out.data]
    assert drawn


def test_results_are_tables(run):
    tables = [out for cell in run for out in shown(cell) if "text/html" in out.data]
    assert len(tables) >= 3


def test_the_notebook_is_kept_without_outputs():
    import nbformat

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
