"""A case by questions: every answer is an edit of the text, and what is not asked stays."""

import pytest

from tests.web.pages_of_cases import put, shown


def begun(client, title="Two towns", parties=("Upper town", "Lower town")):
    answer = client.post("/cases/add/questions/", {"title": title, "new": parties})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].split("/")[2]


def test_a_case_begins_with_its_parties(ada):
    key = begun(ada)
    for name in ("table","steps","never","wants","events","deal","guarantee","successor","result"):
        page = shown(ada, f"/cases/{key}/questions/{name}/")
        open(f"/tmp/wz/{name}.html","w").write(page)
    shown(ada, f"/cases/{key}/questions/preview/")
    text = ada.get(f"/cases/{key}/download/").content.decode()
    print(text)
    assert "upper_town:" in text
