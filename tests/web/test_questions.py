"""A case by questions: every answer is an edit of the text; what is not asked stays."""

from tests.web.pages_of_cases import shown

QUESTIONS = (
    "table",
    "steps",
    "never",
    "wants",
    "events",
    "deal",
    "guarantee",
    "successor",
    "result",
)


def begun(client, title="Two towns", parties=("Upper town", "Lower town")):
    answer = client.post("/cases/add/questions/", {"title": title, "new": parties})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].split("/")[2]


def test_a_case_begins_with_its_parties_and_every_question_is_there(ada):
    key = begun(ada)
    for name in QUESTIONS:
        shown(ada, f"/cases/{key}/questions/{name}/")
    text = ada.get(f"/cases/{key}/download/").content.decode()
    assert "upper_town:" in text
    assert "Two towns" in shown(ada, "/")
