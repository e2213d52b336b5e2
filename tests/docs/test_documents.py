"""What the documents show is what the program prints."""

import doctest

import pytest
import refresh

PAGES = refresh.pages()


def named(path):
    return str(path.relative_to(refresh.ROOT))


def examples(page):
    """Give the Python sessions of a page as one test, in the order of the page."""
    blocks = refresh.BLOCK.finditer(page.read_text("utf-8"))
    session = "\n".join(each["body"] for each in blocks if each["kind"] == "pycon")
    return doctest.DocTestParser().get_doctest(session, {}, named(page), None, 0)


SHOWING_COMMANDS = [page for page in PAGES if "$ detente" in page.read_text("utf-8")]
SHOWING_PYTHON = [page for page in PAGES if examples(page).examples]


@pytest.mark.parametrize("page", SHOWING_COMMANDS, ids=named)
def test_a_page_shows_what_the_program_prints(page):
    assert refresh.refreshed(page) == page.read_text("utf-8")


@pytest.mark.parametrize("page", SHOWING_PYTHON, ids=named)
def test_a_page_shows_what_python_answers(page):
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(examples(page), out=said.append)
    assert "".join(said) == ""


def test_the_case_of_a_how_to_is_the_file_among_the_examples():
    folder = refresh.ROOT / "docs" / "how-to" / "deal"
    page = (folder / "judge-a-road-map.md").read_text("utf-8")
    case = (refresh.ROOT / "examples" / "strike.yaml").read_text("utf-8")
    assert case in page
