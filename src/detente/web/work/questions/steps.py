"""What each could do, whether it is done now, how quickly it could be undone."""

from typing import Any

from detente.casefile.schema.times import duration_in
from detente.casefile.yaml.emitter import Block, Node
from detente.report.quantity import duration
from detente.report.words import Words
from detente.web.work.questions.forgetting import forget_step
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import Sheet, Step, mapping

TIMES = (
    "at once",
    "1 week",
    "1 month",
    "3 months",
    "6 months",
    "1 year",
    "5 years",
    "never",
)
_ROWS = 2
"""Lines for what is new, where a party has nothing yet."""


def told(sheet: Sheet, _given: Given) -> dict[str, Any]:
    """Say what each can do."""
    steps = sheet.steps()
    parties = [
        {
            "id": str(party),
            "name": sheet.named(node, str(party)),
            "steps": [
                _told(step) | {"said": _said(step, sheet.words)}
                for step in steps
                if step.party == party
            ],
            "blank": list(range(1 if sheet.options(party) else _ROWS)),
        }
        for party, node in sheet.parties().items()
    ]
    return {"parties": parties, "times": TIMES}


def _told(step: Step) -> dict[str, Any]:
    return {"id": step.id, "name": step.name, "now": step.now, "undo": _time(step)}


def _time(step: Step) -> str:
    """Give how quickly it can be undone, as the text has it; nothing of a list."""
    undo = step.node.get("undo") if isinstance(step.node, dict) else None
    if isinstance(undo, dict):
        return ""
    return "at once" if undo is None else str(undo)


def _said(step: Step, words: Words) -> str:
    """Say a time that is none of those to choose from; nothing of one that is."""
    time = _time(step)
    if time in TIMES:
        return ""
    length = duration_in(time)
    return words.say("as the text says") if length is None else duration(length, words)


def answer(sheet: Sheet, given: Given) -> None:
    """Write names, what is done, how quickly; take in what is new."""
    verb, what = given.act
    for step in sheet.steps():
        if verb == "remove" and what == step.id:
            forget_step(sheet, step.id)
        elif given.has(f"seen-{step.id}"):
            _write(sheet, step, given)
    for party in sheet.parties() if given.pressed else ():
        for row in range(_ROWS):
            name = given.words(f"new-{party}-{row}")
            if name:
                mark = f"{party}-{row}"
                done, undo = given.has(f"now-{mark}"), given.one(f"undo-{mark}")
                _add(sheet, party, name, (done, undo))


def _write(sheet: Sheet, step: Step, given: Given) -> None:
    if not isinstance(step.node, dict):
        sheet.options(step.party)[step.id] = sheet.made({"name": step.id})
        step = Step(step.id, step.party, step.name, sheet.options(step.party)[step.id])
    node = step.node
    sheet.call(node, given.words(f"name-{step.id}"))
    done = given.has(f"now-{step.id}")
    if done and not step.now:
        node["now"] = sheet.made(True)  # noqa: FBT003 - what the key says
    elif step.now and not done:
        del node["now"]
    undo = given.one(f"undo-{step.id}")
    if undo in TIMES and undo != _time(step):
        node.pop("undo", None)
        if undo != "at once":
            node["undo"] = sheet.made(undo)


def _add(sheet: Sheet, party: str, name: str, said: tuple[bool, str]) -> None:
    done, undo = said
    entry: dict[str, Node] = {"name": name}
    if done:
        entry["now"] = True
    if undo in TIMES and undo != "at once":
        entry["undo"] = undo
    step = sheet.new_id(name, "step")
    node = mapping(sheet.parties()[party])
    if node is not sheet.parties()[party]:
        node = sheet.parties()[party] = sheet.made(Block({"name": party}))
    if node.get("options"):
        node["options"][step] = sheet.made(entry)
    else:
        node["options"] = sheet.made(Block({step: entry}))
