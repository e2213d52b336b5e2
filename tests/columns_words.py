"""How the tables write what the JSON of an answer tells."""

import re

VERDICTS = {
    "proved": "keeps itself",
    "refuted": "fails",
    "depends": "hangs on how a breach is answered",
    None: "cannot be judged",
}
MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
ANYTHING = object()
"""A sentence, or something else that other tests read."""


def in_days(text):
    """A text as people read it: 2019-03-04 is 4 Mar 2019."""

    def day(found):
        year, month, day = found.groups()
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"

    return re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", day, text)


def judged(each, found):
    """The verdict on a road map in plain words, with what decides it."""
    hangs = (each["undo"] or {}).get("hangs_on")
    if hangs:
        return f"hangs on how fast {found.names.options(hangs)} can be undone"
    said = VERDICTS[each["verdict"]]
    if each["refuted_at"]:
        at, by = each["refuted_at"]["stage"], each["refuted_at"]["party"]
        where = "once all is done" if at == "stay" else f"at {stage(at)}"
        said = f"{said} {where} ({found.names.party(by)})"
    return f"too close to call: {said}" if each["close"] else said


def parties(found):
    return [party.id for party in found.names.case.parties]


def joined(states, found):
    return "; ".join(map(found.names.state, states)) or "-"


def leaving(staying, found):
    gone = [party for party in parties(found) if party not in staying]
    return found.names.parties(tuple(gone)) if gone else "nobody"


def stage(number):
    return "staying there" if number in {None, "stay"} else f"stage {number}"


def lasting(takes):
    if not takes.days:
        return "at once"
    return f"{takes.count} {takes.unit}{'s' if takes.count > 1 else ''}"
