"""What tests of the web app do over and over: put a case in, save it, look."""

from importlib.resources import files

SMALL = """\
detente: 1
title: {en: Two villages, ru: Два села}
parties:
  upper:
    options:
      dam: {now: yes, undo: 1 month}
  lower:
    options:
      pay: {}
preferences:
  upper: [pay, not dam]
  lower: [not dam, not pay]
"""

WEIGHED = """\
detente: 1
title: Two villages
parties:
  upper: {options: {dam: {now: yes, undo: 1 month}}}
  lower: {options: {pay: {}, road: {}}}  # a comment
preferences:
  upper: {weights: {dam: {value: 1, range: [-4, 4]}, pay and not dam: 3}}
  lower: {weights: {dam: -5, pay: {value: -6, range: [-9, 2]}}}
patience: {value: 0.9 per year, range: [0.5, 0.95]}
guarantees:
  word: {by: [lower], protects: upper, against: [lower], penalty: {flow: 1}}
roadmaps:
  deal: {name: The deal, stages: [{steps: [pay], name: Money}, [not dam], [road]]}
"""


def bundled_text(name):
    return files("detente").joinpath("cases", f"{name}.yaml").read_text("utf-8")


def put(client, text=SMALL):
    """Put a text into the library and give the key of the case."""
    answer = client.post("/cases/add/text/", {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


def save(client, key, text, base, note=""):
    page = {"text": text, "base": base, "note": note}
    return client.post(f"/cases/{key}/text/", page)


def shown(client, address, **headers):
    """Give the text of a page that is there."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()
