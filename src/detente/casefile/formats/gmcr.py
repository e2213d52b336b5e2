"""Cases of GMCR+ (`.gmcr`): decision makers, options, conditions, rankings.

A file is one JSON object. Options stand in one list and go by their place in
it; decision makers name theirs. States have no names: a ranking numbers the
feasible ones from 1, in the order of their decimal numbers, to which the
options add 1, 2, 4, ... in the order of the decision makers that hold them.
"""

from pathlib import PurePath
from typing import Any

from detente.casefile.formats.checked import checked
from detente.casefile.formats.conditions import Condition, read_condition
from detente.casefile.formats.gmcr_file import GmcrFile
from detente.casefile.formats.gmcr_states import States, status_quo, unsettled
from detente.casefile.formats.gmcr_views import read_coalitions, read_views
from detente.casefile.formats.gmcr_wants import read_preferences
from detente.casefile.formats.identifiers import Identifiers
from detente.casefile.formats.json_reading import JsonReading, parse_json
from detente.casefile.formats.notice import Read
from detente.casefile.limits import MOST_OPTIONS
from detente.errors import Message
from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.formula import FALSE, TRUE, Formula, Not
from detente.model.text import About, Text

_DIRECTIONS = ("both", "fwd", "back")
_KNOWN = frozenset(
    {
        *("decisionMakers", "options", "infeasibles", "program", "version"),
        *("useManualPreferenceRanking", "useManualPreferenceVectors"),
        *("coalitions", "coalitionsFull", "title", "statusQuo"),
    }
)


def read_gmcr(text: str, file: str) -> Read:
    """Read a case of GMCR+.

    Parameters
    ----------
    text : str
        JSON; the key names of old versions are understood too.
    file : str
        Its name in messages.

    Returns
    -------
    Read
        The case, and warnings about what a case file has no place for. Where
        the file has no status quo, its first feasible state is taken.

    Raises
    ------
    CaseError
        With everything wrong with the file, each fault with its JSON path.
    """
    reading = JsonReading(file)
    whole = GmcrFile(reading, reading.mapping(parse_json(text, file), "$"))
    reading.finish()
    for key in ("decisionMakers", "options"):
        for place, item in enumerate(reading.listing(whole.data.get(key), f"$.{key}")):
            reading.mapping(item, f"$.{key}[{place}]")
    reading.finish()
    _name(whole)
    barred = _barred(whole)
    reading.finish()
    case = _built(whole, barred)
    _warn_of_rest(whole)
    reading.finish()
    return Read(checked(case, file), tuple(whole.warnings))


def _name(whole: GmcrFile) -> None:
    """Give ids, and every option its one owner."""
    reading, ids = whole.reading, Identifiers()
    if not whole.makers:
        message = Message("there is no decision maker")
        reading.fault("no-party", message, "$.decisionMakers")
        return
    if len(whole.options) > MOST_OPTIONS:
        message = Message("there are more than {most} options", most=MOST_OPTIONS)
        reading.fault("too-many-options", message, "$.options")
        return
    for place, maker in enumerate(whole.makers):
        path = f"$.decisionMakers[{place}]"
        name = reading.text(maker.get("name"), f"{path}.name")
        whole.parties.append(ids.make(name, f"party_{place + 1}", maker.get("id")))
        _own(whole, place, maker, path)
    for place, option in enumerate(whole.options):
        path = f"$.options[{place}]"
        name = reading.text(option.get("name"), f"{path}.name")
        whole.ids.append(ids.make(name, f"option_{place + 1}", option.get("id")))
        if place not in whole.owner:
            message = Message("no decision maker holds the option '{name}'", name=name)
            hint = Message("add {place} to the options of one", place=place)
            reading.fault("no-owner", message, path, name, hint)


def _own(whole: GmcrFile, maker: int, data: dict[str, Any], path: str) -> None:
    reading = whole.reading
    for place, item in enumerate(
        reading.listing(data.get("options"), f"{path}.options")
    ):
        at = f"{path}.options[{place}]"
        option = reading.number(item, at, len(whole.options))
        if option is None:
            continue
        if whole.owner.get(option) == maker:
            message = Message("the option {number} stands here twice", number=option)
            reading.fault("listed-twice", message, at, option, Message("leave it out"))
        elif option in whole.owner:
            message = Message("the option {number} has two owners", number=option)
            hint = Message("give each an option of its own")
            reading.fault("two-owners", message, at, option, hint)
        else:
            whole.owner[option] = maker
            whole.order.append(option)


def _barred(whole: GmcrFile) -> tuple[Condition, ...]:
    reading, count = whole.reading, len(whole.options)
    listed = reading.listing(whole.data.get("infeasibles", []), "$.infeasibles")
    return tuple(
        read_condition(item, f"$.infeasibles[{place}]", count, reading)
        for place, item in enumerate(listed)
    )


def _built(whole: GmcrFile, barred: tuple[Condition, ...]) -> Case:
    bits = {option: bit for bit, option in enumerate(whole.order)}
    place_of = [bits[option] for option in range(len(whole.options))]
    states = States(barred, place_of)
    now = status_quo(whole, states)
    parties = tuple(
        Party(
            whole.parties[maker],
            tuple(
                _option(whole, option, now=bool(now >> bits[option] & 1))
                for option in whole.order
                if whole.owner[option] == maker
            ),
            _about(data, whole.parties[maker]),
        )
        for maker, data in enumerate(whole.makers)
    )
    parties = tuple(unsettled(party, barred, whole) for party in parties)
    title = whole.data.get("title")
    name = title if isinstance(title, str) and title.strip() else ""
    return Case(
        Text.plain(name or PurePath(whole.reading.file).stem),
        parties,
        constraints=tuple(
            Constraint(_negated(each.formula(whole.ids))) for each in barred
        ),
        preferences=tuple(read_preferences(whole, states)),
        sees=tuple(read_views(whole, states)),
        about=About(note=read_coalitions(whole)),
    )


def _negated(formula: Formula) -> Formula:
    return formula.operand if isinstance(formula, Not) else Not(formula)


def _about(data: dict[str, Any], id_: str) -> About:
    name = " ".join(str(data.get("name", "")).split())
    return About(name=Text.plain(name)) if name and name != id_ else About()


def _option(whole: GmcrFile, place: int, *, now: bool) -> Option:
    data, path = whole.options[place], f"$.options[{place}]"
    key = "permittedDirection" if "permittedDirection" in data else "reversibility"
    written = data.get(key, "both")
    direction = whole.reading.one_of(written, f"{path}.{key}", _DIRECTIONS)
    return Option(
        whole.ids[place],
        whole.parties[whole.owner[place]],
        now,
        Change(TRUE if direction == "fwd" else FALSE),
        Change(TRUE if direction == "back" else FALSE),
        about=_about(data, whole.ids[place]),
    )


def _warn_of_rest(whole: GmcrFile) -> None:
    """Say what the file holds that a case has no place for."""
    strange = [str(key) for key in whole.data if key not in _KNOWN]
    if strange:
        message = Message("not read: {keys}", keys=", ".join(strange))
        whole.warn("not-read", message, "$")
