"""Games in normal form as files of Gambit (`.nfg`)."""

import re

from anyascii import anyascii

from detente.report.naming import Names
from detente.study.graph.normal_form import NormalForm, Strategy


def write_nfg(game: NormalForm, names: Names) -> str:
    """Write a game in the outcome version of the format.

    Parameters
    ----------
    game : NormalForm
        Strategies and payoffs.
    names : Names
        The case and the language.

    Returns
    -------
    str
        Every feasible state is an outcome with its name; combinations that are
        not feasible are one outcome for each number of steps to what is. In
        ASCII, which is what Gambit reads: names are transliterated.
    """
    players = [_quoted(player) for player in _players(names)]
    strategies = [
        "{ " + " ".join(_quoted(_label(each)) for each in own) + " }"
        for own in game.strategies
    ]
    outcomes, places = _outcomes(game, names, names.say("not feasible"))
    return "\n".join(
        [
            f"NFG 1 R {_quoted(names.title())} {{ {' '.join(players)} }}",
            "",
            "{ " + "\n".join(strategies) + " }",
            _quoted(
                names.say(
                    "Made by Detente; the first options of each strategy are taken, "
                    "those with a minus are not."
                )
            ),
            "",
            "{",
            *outcomes,
            "}",
            " ".join(map(str, places)),
            "",
        ]
    )


def _players(names: Names) -> list[str]:
    """Name the parties, those of one name with their ids."""
    ids = [party.id for party in names.case.parties]
    called = [_plain(names.party(id_)) or id_ for id_ in ids]
    return [
        name if called.count(name) == 1 else f"{name} ({id_})"
        for id_, name in zip(ids, called, strict=True)
    ]


def _label(strategy: Strategy) -> str:
    signs = [*strategy.taken, *(f"-{option}" for option in strategy.left)]
    return " ".join(signs) or "."


def _outcomes(
    game: NormalForm, names: Names, barred: str
) -> tuple[list[str], list[int]]:
    """Give the outcomes, and which of them (from 1) each combination has."""
    numbers: dict[str | int, int] = {}
    outcomes: list[str] = []
    keys = [state or step for state, step in zip(game.states, game.steps, strict=True)]
    for key, payoffs in zip(keys, game.payoffs, strict=True):
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            title = _title(key, names, barred)
            values = ", ".join(map(str, payoffs))
            outcomes.append(f"{{ {_quoted(title)} {values} }}")
    return outcomes, [numbers[key] for key in keys]


def _title(key: str | int, names: Names, barred: str) -> str:
    if isinstance(key, str):
        return names.state(key)
    return barred if key == 1 else f"{barred} ({key})"


_UNREADABLE = re.compile(r'\\+(?="|$)|\\{2,}')
"""Backslashes that Gambit reads as something else."""


def _quoted(text: str) -> str:
    """Quote a text; of backslashes Gambit knows the one before a quote only."""
    return '"' + _UNREADABLE.sub("/", _plain(text)).replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    """Give a text on one line, in the printed characters of ASCII."""
    return re.sub("[^ -~]", "", " ".join(anyascii(text).split()))
