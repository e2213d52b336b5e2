"""What the decision makers of a file of GMCR+ want."""

from collections.abc import Iterator
from typing import Any

from detente.casefile.formats.conditions import read_condition
from detente.casefile.formats.gmcr_file import GmcrFile
from detente.casefile.formats.gmcr_ranking import read_ranking
from detente.casefile.formats.gmcr_states import States
from detente.errors import Message
from detente.model.preference import Preference, Statement


def read_preferences(
    whole: GmcrFile, states: States
) -> Iterator[tuple[str, Preference]]:
    """Read what each decision maker wants: its ranking by hand, else statements."""
    reading, data = whole.reading, whole.data
    flags = ("useManualPreferenceRanking", "useManualPreferenceVectors")
    manual = None
    for flag in flags:
        if flag in data:
            manual = reading.truth(data[flag], f"$.{flag}")
            break
    for place, maker in enumerate(whole.makers):
        path, party = f"$.decisionMakers[{place}]", whole.parties[place]
        statements = _statements(whole, maker, path)
        key = next(
            (k for k in ("preferenceRanking", "preferenceVector") if k in maker), None
        )
        by_hand = manual if manual is not None else key is not None and not statements
        if not by_hand:
            yield party, Preference(statements=statements)
            continue
        key = key or "preferenceRanking"
        ties = read_ranking(maker.get(key), f"{path}.{key}", states.all(), reading)
        spelled = tuple(tuple(map(states.spelled, tie)) for tie in ties)
        if len(spelled) > 1:
            yield party, Preference(ranking=spelled)
        if statements:
            message = Message(
                "the states are ranked by hand: the statements of {party} are left out",
                party=party,
            )
            whole.warn("statements", message, f"{path}.preferences")


def _statements(
    whole: GmcrFile, maker: dict[str, Any], path: str
) -> tuple[Statement, ...]:
    reading, count = whole.reading, len(whole.options)
    listed = reading.listing(maker.get("preferences", []), f"{path}.preferences")
    conditions = (
        read_condition(item, f"{path}.preferences[{place}]", count, reading)
        for place, item in enumerate(listed)
    )
    return tuple(Statement(each.formula(whole.ids)) for each in conditions)
