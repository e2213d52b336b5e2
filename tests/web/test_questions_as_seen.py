"""How the pages of the questions look: marks of the language, what dresses them."""

import re
from importlib.resources import files

from detente.report.document import Paragraph
from detente.report.render.fragment import render_html
from tests.web.pages_of_cases import SMALL, put, shown


def test_marks_around_a_step_that_happened_are_those_of_the_language(ada):
    begun = SMALL + (
        "events:\n- {date: 2026-05-04, kind: verification, parties: [lower], "
        "option: dam, title: Seen}\n"
    )
    key = put(ada, begun)
    page = f"/cases/{key}/questions/events/"
    assert "</strong> lower: “dam”" in shown(ada, page)
    ada.post("/language/", {"language": "ru", "back": "/"})
    assert "</strong> lower: «dam»" in shown(ada, page)


def test_what_dresses_the_questions_leaves_the_answers_beside_them_alone():
    marked = render_html((Paragraph("from 7 May 2018 on: -dam"),))
    classes = set(re.findall(r'class="?([\w-]+)', marked))
    assert classes
    folder = files("detente.web.questions") / "static" / "web"
    dressed = (folder / "questions.css").read_text("utf-8")
    assert not classes & set(re.findall(r"\.([a-z][\w-]*)", dressed))
