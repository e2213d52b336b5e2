"""How the tables write what the JSON of an answer tells."""

VERDICTS = {
    "proved": "holds by itself (proved)",
    "refuted": "does not hold (refuted)",
    "depends": "depends on how harsh the punishment is",
}
ANYTHING = object()
"""A sentence, or something else that other tests read."""


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
