"""The report: one file, two languages, three readings, nothing from outside."""

import json
import re
from html.parser import HTMLParser

import pytest

from detente.analysis import report
from tests.running import detente

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


def test_nothing_comes_from_outside(html):
    assert re.findall(r"https?://|<script|@import|url\(", html) == []


def test_both_languages_are_inside(html):
    assert "Does now hold?" in html
    assert "Две фермы" in html


def test_text_is_escaped(html):
    assert "Two farms &lt;and a well&gt;" in html


def test_every_link_leads_somewhere(outline):
    assert outline.links
    assert {link.removeprefix("#") for link in outline.links} <= outline.ids


def test_there_are_three_readings_beside_everything(outline):
    classes = {found.get("class", "") for tag, found in outline.tags if tag == "input"}
    readings = {"everybody", "business", "researchers", "students"}
    assert {f"read-{reading}" for reading in readings} <= classes


def test_every_table_has_a_caption_and_column_headers(outline):
    tags = [tag for tag, _ in outline.tags]
    assert tags.count("table") == tags.count("caption") == tags.count("thead")


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
