"""What is written as LaTeX compiles, and stays on the page."""

import re
import string
import subprocess
from pathlib import Path

import pytest

from detente.report.document import Heading, Paragraph, tidy
from detente.report.render.latex import render_latex, without_type_warning
from detente.report.render.latex_text import escaped, without_type
from tests.running import detente

EXAMPLES = Path(__file__).parents[3] / "examples"
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
    ("roadmap", "list", EXAMPLES / "river.yaml"),
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
    return tidy(names, rows, caption)


@pytest.mark.needs_program("pdflatex")
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_tables_of_every_command_compile_and_stay_on_the_page(language, tmp_path):
    # What is large is asked in the language with the longer words.
    asked = [
        words for words in COMMANDS if language == "ru" or "korea-2019" not in words
    ]
    bodies = [
        detente(*words, "--format", "latex", "--lang", language).out for words in asked
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


def languages_of_babel(body):
    (line,) = (line for line in preamble(body) if "{babel}" in line)
    return re.findall(r"english|russian", line)


@pytest.mark.parametrize(("language", "main"), [("en", "english"), ("ru", "russian")])
def test_the_main_language_of_a_paper_with_cyrillic_is_that_asked_for(language, main):
    written = render_latex((table(("слово", "x")),), language)
    assert languages_of_babel(written)[-1] == main


@pytest.mark.parametrize(("language", "in_english"), [("en", True), ("ru", False)])
@pytest.mark.needs_program("pdflatex")
def test_a_caption_is_numbered_in_the_language_asked_for(
    language, in_english, tmp_path
):
    body = render_latex((table(("слово", "x"), caption="c"),), language)
    asking = "\\makeatletter\\typeout{<\\tablename>}\n"
    assert ("<Table>" in compiled(tmp_path, body + asking)) is in_english


FOREIGN = "日本 😀 שלום مرحبا \u202e a\u0301 и\u0306 \u0332"


@pytest.mark.needs_program("pdflatex")
def test_characters_without_type_stop_no_paper(tmp_path):
    rows = ((FOREIGN, "слово"), (FOREIGN * 6, "a\tb\nc\n\nd"))
    body = render_latex((table(*rows, caption=FOREIGN), Paragraph(FOREIGN)))
    assert sticking_out(compiled(tmp_path, body)) == []


@pytest.mark.needs_program("pdflatex")
@pytest.mark.parametrize("other", ["word", "слово"])
def test_whatever_counts_as_set_is_set_by_pdflatex(other, tmp_path):
    signs = [chr(code) for code in range(0x20, 0x3000) if chr(code).isprintable()]
    shown = [sign for sign in signs if r"\texttt{U+" not in escaped(sign)]
    rows = [(" ".join(shown[at : at + 20]), other) for at in range(0, len(shown), 20)]
    assert len(shown) > 500
    log = compiled(tmp_path, render_latex((table(*rows),)))
    assert "Missing character" not in log


def test_a_character_without_type_stands_as_its_number():
    assert r"\texttt{U+65E5}" in render_latex((table(("日", "x")),))


def test_letters_of_latin_cyrillic_and_greek_stand_as_they_are():
    assert (
        without_type(
            render_latex((table(("ñ ł ж ё \N{GREEK SMALL LETTER ALPHA} Ω", "x")),))
        )
        == ()
    )


def test_a_comment_says_which_characters_have_no_type():
    written = render_latex((table(("日x日", "x")),))
    assert "%% pdflatex cannot set: U+65E5 日" in written.splitlines()


def test_the_comment_on_characters_is_no_line_of_the_preamble():
    written = render_latex((table(("日", "x")),))
    assert not any("cannot set" in line for line in preamble(written))


def test_who_asks_for_latex_is_warned_of_characters_without_type():
    case = (
        'detente: 1\ntitle: t\nparties: {a: {name: "日", options: {x: {}, y: {}}}}\n'
        "preferences: {a: [x, y]}\n"
    )
    ran = detente("states", "-", "--format", "latex", stdin=case)
    assert "U+65E5 日" in ran.err


def test_nobody_is_warned_where_every_character_can_be_set():
    assert without_type_warning(render_latex((table(("é", "x")),))) is None


@pytest.mark.parametrize("text", [",,", "''", "--"])
def test_signs_that_tex_would_join_stay_apart(text):
    assert escaped(text) == f"{text[0]}{{}}{text[1]}{{}}"


PLAIN = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"{\char34}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{sign: sign for sign in "!'()*+,-./:;=?@[]"},
}


@pytest.mark.parametrize("sign", string.punctuation)
def test_every_sign_of_a_keyboard_is_a_sign_and_no_command(sign):
    assert escaped(f"a{sign}b") == f"a{PLAIN[sign]}b"
    broken = escaped(f"a{sign}b", 2.0).replace(r"\allowbreak{}", "")
    assert broken == f"a{PLAIN[sign]}b"


@pytest.mark.parametrize("blank", ["", " ", "  ", "\t", "\n", " \r "])
@pytest.mark.parametrize("name", ["[2cm] x", "*", "[", "* [1ex]"])
@pytest.mark.parametrize("count", [2, 40])
def test_no_name_is_taken_for_an_argument_of_a_rule_or_of_a_row(blank, name, count):
    table = tidy((blank + name,), ((blank + name,),) * count)
    written = render_latex((table,))
    assert not re.search(r"(rule|\\\\|head|foot)\s*(\[|\*)", written)
