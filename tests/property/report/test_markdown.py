"""Any text of a case is shown by Markdown as it is, and is never markup."""

import re
from html import unescape

from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt

from detente.errors import visible
from detente.report.document import Fold, Heading, Listing, Paragraph, tidy
from detente.report.render.markdown import render_markdown

SIGNS = "ab1 \t\n-+*_#=>.()[]!<`\\|~$&;:/\"'@{}^%"
texts = st.text() | st.text(st.sampled_from(SIGNS), min_size=1)
EVIL = (
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<script>alert(1)</script>",
    "a\n\n# heading",
    "a\n---\nb",
    "- a",
    "1. a",
    "1) a",
    "> a",
    "# a #",
    "```\ncode\n```",
    "    code",
    "&#106;avascript&colon;",
    "[x]: http://example.org",
    "a | b\n- | -",
    "***",
    "~~a~~ **b** _c_ $d$",
    "\x1b[31m\u202e",
    "<http://example.org>",
    "===",
    "- - -",
    "\\[x](y)",
)
MARKUP = re.compile(r"<(a|img|code|pre|em|del|s|blockquote|hr|script|h[3-6])\b")


def html(*blocks):
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        render_markdown(blocks)
    )


def inner(tag, page):
    return [
        unescape(each) for each in re.findall(rf"<{tag}[^>]*>([^<]*)</{tag}>", page)
    ]


def flat(text):
    return re.sub(r"\s+", " ", visible(text)).strip()


def examples(test):
    for each in EVIL:
        test = example(each)(test)
    return test


@examples
@given(texts)
def test_a_paragraph_is_a_paragraph(text):
    page = html(Paragraph("before"), Paragraph(text), Paragraph("after"))
    assert not MARKUP.search(page)
    # A blank that no line may break at makes a paragraph in which nothing is seen.
    shown = [said for said in map(flat, inner("p", page)) if said]
    assert shown == ["before", *([flat(text)] if flat(text) else []), "after"]


@examples
@given(texts)
def test_a_heading_is_a_heading(text):
    page = html(Heading(text, 1), Paragraph("after"))
    assert not MARKUP.search(page)
    assert [flat(each) for each in inner("h1", page)] == [flat(text)]


@examples
@given(texts)
def test_an_item_is_an_item(text):
    page = html(Listing(("first", text)))
    assert not MARKUP.search(page)
    assert [flat(each) for each in inner("li", page)] == ["first", flat(text)]


@examples
@given(texts)
def test_a_cell_is_a_cell(text):
    table = tidy((text, "b"), (("1", text), (text, "2")), text)
    page = html(Heading("title"), table, Fold("more", "more", (Paragraph("after"),)))
    assert [flat(each) for each in inner("th", page)] == [flat(text), "b"]
    cells = [flat(each) for each in inner("td", page)]
    assert cells == ["1", flat(text), flat(text), "2"]
    assert not MARKUP.search(page.replace("<h3>more</h3>", ""))
