"""The report: one file, two languages, three readings, nothing from outside."""

import json
import re
from html.parser import HTMLParser

import pytest

from detente.analysis.overview import report
from detente.analysis.setting import Setting
from detente.report.document import tidy
from detente.report.render.fragment import render_html
from tests.running import detente
from tests.saved_sheets import saved_sheets
from tests.small_cases import VILLAGES
from tests.unit.report.test_pictures_tell_numbers import DEAL

CASE = """
detente: 1
title: {en: Two farms <and a well>, ru: Две фермы}
as_of: 2021-03-04
sources: {talk: {title: A talk in the village}}
parties:
  a: {name: {en: Upper, ru: Верхняя}, options: {x: {name: Repair, undo: never}}}
  b: {name: {en: Lower, ru: Нижняя}, options: {y: {name: Pay, undo: 1 month}}}
preferences:
  a: {weights: {assumed: yes, y: 3, x: -1}}
  b: {weights: {assumed: yes, x: 3, y: -1}}
patience: 0.9
roadmaps: {both: {stages: [[x, y]]}}
events: [{date: 2021-01-01, kind: meeting, parties: [a, b]}]
claims: {met: {source: talk, quote: they met, kind: fact, test: {met: [[a, b, 1]]}}}
variants: {free: {title: The well is free, set: {options.x.undo: 1 month}}}
"""


class Outline(HTMLParser):
    """Headings, ids, links and languages of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.links, self.open = [], set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "a":
            self.links.add(found["href"])
        if tag not in {"meta", "input", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html():
    return report(CASE)


@pytest.fixture(scope="module")
def outline(html):
    return Outline(html)


def test_every_element_is_closed(outline):
    assert outline.open == []


@pytest.mark.parametrize(
    ("case", "full"), [(CASE, False), (DEAL, True), (VILLAGES, False), (VILLAGES, True)]
)
def test_a_page_made_to_be_sent_speaks_of_no_commands(case, full):
    html = report(case, full=full)
    page = re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.DOTALL)
    said = re.sub(r"<[^>]*>", " ", page)
    assert re.findall(r"(?<![\w-])--\w.*|\bdetente [a-z].*|\bCASE\b.*", said) == []


def test_nothing_comes_from_outside(html):
    own = html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?://|<script \w|@import|url\((?!#)", own) == []


def test_both_languages_are_inside(html):
    assert "Does now hold?" in html
    assert "Две фермы" in html


def test_text_is_escaped(html):
    assert "Two farms &lt;and a well&gt;" in html


def test_every_link_leads_somewhere(outline):
    assert outline.links
    inside = {link for link in outline.links if not link.startswith("data:")}
    assert {link.removeprefix("#") for link in inside} <= outline.ids


def test_every_node_of_the_state_graph_leads_to_its_explanation(outline):
    nodes = [
        (tag, found)
        for tag, found in outline.tags
        if "dt-node" in found.get("class", "").split()
    ]
    assert nodes
    assert {tag for tag, _ in nodes} == {"a"}
    explained = {found["href"].removeprefix("#") for _, found in nodes}
    assert explained <= outline.ids


def test_nothing_leads_to_explanations_that_are_not_there():
    other = Outline(report(CASE, setting=Setting(sequences="single")))
    inside = {link for link in other.links if not link.startswith("data:")}
    assert {link.removeprefix("#") for link in inside} <= other.ids


def test_every_equilibrium_that_is_named_leads_to_its_explanation():
    page = report("korea-2017")
    part = page.partition('id="equilibria-en"')[2].partition("</details>")[0]
    named = set(re.findall(r"\bE\d+ ", part))
    linked = re.findall(r'<a href="#explain-[^>]*>(.*?)</a>', part)
    assert named
    assert set(re.findall(r"\bE\d+ ", " ".join(linked))) == named


def test_there_are_three_readings_beside_everything(outline):
    said = [found.get("class", "") for tag, found in outline.tags if tag == "input"]
    classes = {name for each in said for name in each.split()}
    readings = {"everybody", "business", "researchers", "students"}
    assert {f"read-{reading}" for reading in readings} <= classes


def test_every_table_has_a_caption_and_column_headers(outline):
    tags = [tag for tag, _ in outline.tags]
    assert tags.count("table") > 0
    assert tags.count("table") == tags.count("caption") == tags.count("thead")


def test_every_picture_has_a_caption_an_alternative_and_its_data(outline):
    tags = [tag for tag, _ in outline.tags]
    assert tags.count("figure") >= 4
    assert tags.count("figure") == tags.count("figcaption")
    # Some are drawn twice: for a page, and for a phone.
    assert tags.count("svg") == tags.count("desc") >= tags.count("figure")
    described = [found for tag, found in outline.tags if tag == "svg"]
    assert all(
        {"aria-labelledby", "aria-describedby"} <= set(each) for each in described
    )


def test_every_table_can_be_saved(outline, html):
    # But that of page one: the same stands among the road maps, with all figures.
    first = html.count("signed by all?") + html.count("подпишут все?")
    assert first == 2
    buttons = [found for tag, found in outline.tags if tag == "button"]
    assert len(buttons) == sum(tag == "table" for tag, _ in outline.tags) - first
    sheets = [sheet for page in saved_sheets(html) for sheet in page]
    # Each button is for one of them, and tells its first column, or the next one
    # where all tables of a kind share the first; figures are saved a column each.
    assert [
        (button["name"], sheet)
        for button, sheet in zip(buttons, sheets, strict=True)
        if button["name"] not in [*sheet.splitlines()[0].split(",")[:2], "figure"]
    ] == []
    half = [str(place) for place in range(len(buttons) // 2)]
    assert [each["value"] for each in buttons] == half * 2
    assert sheets[0].startswith("party,option,undo\n")


def test_the_parts_stand_in_reading_order(outline):
    parts = [found["id"] for tag, found in outline.tags if tag == "section"]
    assert [part.removesuffix("-en") for part in parts if part.endswith("-en")] == [
        "resting",
        "road-maps",
        "levers",
        "exposure",
        "claims",
        "record",
        "trust",
        "background",
        "tables",
    ]


def test_in_full_each_part_stands_for_itself(html):
    full = Outline(report(CASE, full=True))
    parts = {found["id"] for tag, found in full.tags if tag == "section"}
    assert {"graph-en", "why-en", "variants-en", "evidence-en", "what-if-en"} <= parts
    inside = {link for link in full.links if not link.startswith("data:")}
    assert {link.removeprefix("#") for link in inside} <= full.ids
    assert len(full.tags) > len(Outline(html).tags)


@pytest.mark.parametrize("part", ["claims", "road-maps"])
def test_what_matters_is_in_every_reading(outline, part):
    sections = [found for tag, found in outline.tags if tag == "section"]
    chosen = next(each for each in sections if each["id"] == f"{part}-en")
    assert chosen["class"].split() == ["business", "researchers", "students"]


def test_a_claim_leads_to_what_it_is_about(outline):
    assert {"#record-en", "#record-ru"} <= outline.links


def test_dates_are_told_in_words(html):
    assert "4 March 2021" in html
    assert "4 марта 2021 года" in html


@pytest.mark.parametrize(
    "part", ["claims", "road-maps", "exposure", "record", "variants"]
)
def test_what_the_case_has_is_in_the_report(outline, part):
    assert {f"{part}-en", f"{part}-ru"} <= outline.ids


def test_what_the_case_lacks_is_left_out(outline):
    assert "projects-en" not in outline.ids


def test_the_same_case_gives_the_same_report(html):
    assert report(CASE) == html


def test_the_command_writes_a_file(tmp_path):
    path = tmp_path / "report.html"
    ran = detente("analyze", "prisoners-dilemma", "--report", path, "--lang", "ru")
    assert ran.code == 0
    assert path.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="ru">')


def test_the_command_fills_a_directory(tmp_path):
    folder = tmp_path / "out"
    assert detente("analyze", "prisoners-dilemma", "--report", f"{folder}/").code == 0
    assert json.loads((folder / "analysis.json").read_text("utf-8"))["feasible"] == 4
    assert (folder / "index.html").exists()
    assert (folder / "stability.csv").exists()


def test_a_date_in_figures_stays_on_one_line():
    table = tidy(("day",), (("from 2019-04-23 on",), ("23 Apr 2019",)))
    told = render_html((table,))
    assert "from <time>2019-04-23</time> on" in told
    assert "<span class=step>23 Apr 2019</span>" in told


def authored(count):
    """Give the report of a case with claims of so many authors, in English."""
    sources = ", ".join(
        f"s{n}: {{title: T{n}, author: Writer {n}}}" for n in range(1, count + 1)
    )
    claims = ", ".join(
        f"c{n}: {{source: s{n}, quote: q, kind: fact, test: {{met: [[a, b, 1]]}}}}"
        for n in range(1, count + 1)
    )
    text = re.sub(r"sources: .*", f"sources: {{{sources}}}", CASE)
    html = report(re.sub(r"claims: .*", f"claims: {{{claims}}}", text))
    return re.findall(r'<p class="byline">(.*?)</p>', html)[0]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "after Writer 1"),
        (2, "after Writer 1 and Writer 2"),
        (3, "after Writer 1, Writer 2 and Writer 3"),
        (4, ""),
    ],
)
def test_up_to_three_authors_of_claims_are_named_and_of_more_nobody(count, said):
    byline = authored(count)
    assert re.findall(r"after .*", byline) == ([said] if said else [])
