"""Texts that would act on what shows them: in every answer, in every form."""

import dataclasses
import json
import re
import xml.dom.minidom
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt

import detente as dt
from detente.analysis.overview.report import report
from detente.model.text import Text
from detente.report.naming import Names
from detente.report.render.workbook import render_workbook
from detente.report.words import words_of
from tests.answers import QUESTIONS, full_case
from tests.running import detente

EVIL = (
    "=1+1 \x1b]0;T\x07\x1b[31m\r\u202e\u2066\x9b\x7f![p](http://x.example/p.png)"
    "[a](javascript:alert(1))<script>alert(1)</script><img src=x onerror=alert(1)>"
    "\n\n# h\n- i\n\\input{x}\\immediate\\write18{x}$x_y^z$ & % # ~ \"'`c` {{ 1 }}"
)
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
SEEN = HIDDEN.sub("", EVIL)
FORMS = ("text", "json", "csv", "markdown", "latex", "html")


READ_AGAIN = {"hypergame", "inverse", "claims", "compare"}
"""What reads the case anew, edited: no character is hidden there."""


def made_evil(value, evil=EVIL):
    """Replace every text for people in a case."""
    if isinstance(value, Text):
        return Text.plain(evil)
    if isinstance(value, tuple):
        return tuple(made_evil(each, evil) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [each.name for each in dataclasses.fields(value) if each.init]
        texts = {"quote", "author", "publisher", "url", "place"}
        return dataclasses.replace(
            value,
            **{
                name: evil
                if name in texts and isinstance(getattr(value, name), str)
                else made_evil(getattr(value, name), evil)
                for name in fields
            },
        )
    return value


@cache
def answer(question):
    evil = SEEN if question in READ_AGAIN else EVIL
    return QUESTIONS[question](made_evil(full_case(), evil))


@cache
def report_of():
    return report(made_evil(full_case(), SEEN))


class Tags(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def checked_html(page):
    tags = Tags(page).found
    assert not [tag for tag, _ in tags if tag in {"img", "iframe", "base", "object"}]
    for _, attributes in tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"#|data:application/gzip|$", attributes.get("href") or "")
    return [tag for tag, _ in tags]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_printed_holds_a_hidden_character(question, form):
    for language in ("en", "ru"):
        assert not HIDDEN.search(answer(question).render(form, language))


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_gives_the_texts_as_they_are(question):
    found = answer(question)
    told, data = json.loads(found.to_json()), json.loads(json.dumps(found.to_dict()))
    # Warnings of every answer are put in beside the answer's own.
    added = [each["message"] for each in told.pop("warnings", [])]
    own = [each["message"] for each in data.pop("warnings", [])]
    assert told == data
    assert set(own) | {str(each.message) for each in found.aside()} == set(added)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_text_is_markup_in_a_page(question):
    assert "script" not in checked_html(answer(question).render("html"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_text_is_markup_in_markdown(question):
    page = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        answer(question).render("markdown")
    )
    tags = checked_html(page)
    assert not {"a", "script", "code", "pre", "s", "em", "h4"} & {*tags}
    assert ">h<" not in page


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_text_is_a_command_of_latex(question):
    written = answer(question).render("latex")
    for command in (r"\input", r"\immediate", r"\write"):
        assert command not in written
    body = re.sub(r"(?m)^%.*$|\\[%&#_${}]|\$[^$]*\$", "", written)
    assert not re.search(r"[%#_^]|(?<!\\)\$", body)


@pytest.mark.parametrize("question", QUESTIONS)
def test_pictures_are_well_formed_and_hold_no_script(question):
    found = answer(question)
    for picture in found.pictures(Names(found.case, words_of("en"))):
        tree = xml.dom.minidom.parseString(picture.svg)
        assert not HIDDEN.search(picture.svg)
        assert not tree.getElementsByTagName("script")
        assert not tree.getElementsByTagName("image")


@pytest.mark.needs("openpyxl")
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_text_is_a_formula_or_link_in_a_workbook(question):
    found = answer(question)
    names = Names(found.case, words_of("en", plain=True))
    with ZipFile(BytesIO(render_workbook(found.tables(names)))) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8")
            xml.dom.minidom.parseString(text)
            assert not HIDDEN.search(text)
            assert not re.search(r"<f>|<hyperlink", text)


def test_the_report_holds_no_markup_of_a_text():
    tags = checked_html(report_of())
    assert tags.count("script") == 1
    assert not HIDDEN.search(report_of())


@pytest.mark.parametrize("target", ["json", "graphml", "nfg", "gmcr"])
def test_exports_hold_no_hidden_character(target):
    text = dt.convert_case(made_evil(full_case()), target).text
    assert not HIDDEN.search(text)
    if target == "graphml":
        xml.dom.minidom.parseString(text)


def test_a_case_file_that_is_written_holds_no_hidden_character():
    assert not HIDDEN.search(dt.dump_case(made_evil(full_case())))


@pytest.mark.parametrize(
    "words",
    [
        ("check", "{file}"),
        ("check", "{name}"),
        ("check", "chicken", "--variant", "{evil}"),
        ("check", "chicken", "--set", "{evil}=1"),
        ("check", "chicken", "--output", "{evil}/x"),
        ("check", "chicken", "--{evil}"),
        ("check", "chicken", "{evil}"),
        ("check", "chicken", "--format", "{evil}"),
        ("check", "chicken", "--memory", "{evil}"),
        ("{evil}",),
        ("explain", "chicken", "{evil}"),
        ("states", "chicken", "--where", "{evil}"),
        ("stability", "chicken", "--concepts", "{evil}"),
        ("analyze", "chicken", "--report", "{evil}.pdf"),
        ("import", "{name}.gmcr"),
        ("export", "chicken", "{name}"),
        ("new", "{name}/x"),
        ("roadmap", "check", "korea-2019", "{evil}"),
    ],
)
def test_no_message_holds_a_hidden_character(tmp_path, words):
    evil = "\x1b[31m\u202e\rx\x9b"
    file = tmp_path / "case.yaml"
    file.write_text(f"detente: 1\ntitle: 'a{evil}'\n", "utf-8")
    name = tmp_path / f"{evil}.yaml"
    for language in ("en", "ru"):
        asked = [each.format(evil=evil, file=file, name=name) for each in words]
        ran = detente(*asked, "--lang", language) if len(asked) > 1 else detente(*asked)
        assert ran.code == 2
        assert ran.err
        assert not HIDDEN.search(ran.out + ran.err)


def test_what_was_written_is_told_without_its_hidden_characters(tmp_path):
    ran = detente("new", tmp_path / "a\x1b[31m\u202e.yaml")
    assert ran.code == 0
    assert r"a\x1b[31m\u202e.yaml" in ran.out
