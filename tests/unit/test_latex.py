"""What is written as LaTeX compiles, and stays on the page."""

import re
import subprocess
from pathlib import Path

import pytest

from detente.report.document import Heading, Paragraph, Table
from detente.report.render.latex import render_latex
from tests.running import detente

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_OVER = 20.0
"""Points by which a line may stick out."""
COMMANDS = (
    ("analyze", "korea-2017"),
    ("states", "korea-2019", "--limit", "60"),
    ("stability", "elmira"),
    ("explain", "korea-2019"),
    ("evolve", "korea-2019"),
    ("claims", EXAMPLES / "river.yaml"),
    ("compare", "korea-2017"),
    ("exposure", "korea-2019"),
    ("roadmap", "list", "korea-2019"),
    ("roadmap", "check", "korea-2019", "small_deal"),
    ("sustain", "korea-2017"),
    ("check", "korea-2019"),
    ("analyze", "korea-2017", "--style", "gmcr"),
    ("analyze", "korea-2019", "--style", "gmcr"),
    ("analyze", "elmira", "--style", "gmcr"),
    ("analyze", "garrison", "--style", "gmcr"),
)
SAMPLE = " ".join(map(chr, range(33, 127)))
SIGNS = (
    "\N{MINUS SIGN} \N{EN DASH} \N{MULTIPLICATION SIGN} \N{TILDE OPERATOR} "
    "— … « » “ ” § · ≤ ≥ ≠ ≈ → ← ∞ ≻ ✓ ± № é ñ ü ß \xa0 \u202f"
)


def preamble(body):
    lines = (line for line in body.splitlines() if line.startswith("% "))
    return [line.removeprefix("% ") for line in lines]


def compiled(folder, *bodies):
    """Compile a paper that reads the bodies in; give its log."""
    asked = {line for body in bodies for line in preamble(body)}
    # The last font encoding is that of the text.
    lines = sorted(asked, key=lambda line: ("T2A" in line, "babel" in line, line))
    paper = [r"\documentclass{article}", *lines, r"\begin{document}", *bodies]
    source = folder / "paper.tex"
    source.write_text("\n".join([*paper, r"\end{document}", ""]), encoding="utf-8")
    command = ["pdflatex", "-draftmode", "-halt-on-error", source.name]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    return (folder / "paper.log").read_text(encoding="latin-1")


def sticking_out(log):
    found = re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", log)
    return [float(points) for points in found if float(points) > MOST_OVER]


def table(*rows, columns=2, caption=""):
    names = tuple(f"column {place}" for place in range(columns))
    return Table(names, names, rows, caption)


@pytest.mark.needs_program("pdflatex")
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_tables_of_every_command_compile_and_stay_on_the_page(language, tmp_path):
    bodies = [
        detente(*words, "--format", "latex", "--lang", language).out
        for words in COMMANDS
    ]
    assert all(r"\toprule" in body for body in bodies)
    assert sticking_out(compiled(tmp_path, *bodies)) == []


@pytest.mark.needs_program("pdflatex")
def test_every_sign_can_stand_in_a_cell(tmp_path):
    rows = ((SAMPLE, SIGNS), ("[a]", "*"), ("*", "--where"), ("", "a_b_c"))
    body = render_latex((table(*rows, caption=SAMPLE), Paragraph(SAMPLE)))
    assert sticking_out(compiled(tmp_path, body)) == []


@pytest.mark.needs_program("pdflatex")
def test_long_words_and_many_columns_stay_on_the_page(tmp_path):
    words = ("NY" * 60, "a_long_id_of_an_option" * 4, "слово " * 40, *["12345"] * 5)
    body = render_latex((table(*[words] * 50, columns=8),))
    assert sticking_out(compiled(tmp_path, body)) == []


def test_a_table_longer_than_a_page_breaks_across_pages():
    rows = [(str(place), "x") for place in range(80)]
    written = render_latex((table(*rows, caption="Many"),))
    assert r"\begin{longtable}" in written
    assert r"\begin{table}" not in written


def test_a_short_table_floats():
    written = render_latex((table(("1", "x")),))
    assert r"\begin{table}" in written
    assert "longtable}{" not in written


def test_a_paragraph_right_below_a_table_is_its_note():
    written = render_latex((table(("1", "x")), Paragraph("A note."), Paragraph("More")))
    assert "A note." in written
    assert "More" not in written


def test_headings_are_left_to_the_paper():
    written = render_latex((Heading("Title"), table(("1", "x"))))
    assert "Title" not in written


def test_cyrillic_asks_for_its_fonts():
    written = render_latex((table(("слово", "x")),))
    assert "% \\usepackage[T1,T2A]{fontenc}" in written.splitlines()


def test_latin_asks_for_no_cyrillic_fonts():
    assert "T2A" not in render_latex((table(("word", "x")),))


def test_two_dashes_stay_two():
    assert "-{}-{}where" in render_latex((table(("--where", "x")),))
