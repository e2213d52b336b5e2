"""Games in normal form as files of Gambit (`.nfg`)."""

from fractions import Fraction

from detente.report.naming import Names
from detente.study.normal_form import NormalForm, Strategy

__all__ = ["write_nfg"]


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
        Every feasible state is an outcome with its name; all combinations
        that are not feasible are one outcome.
    """
    words = names.words
    players = [_quoted(player) for player in _players(names)]
    strategies = [
        "{ " + " ".join(_quoted(_label(each)) for each in own) + " }"
        for own in game.strategies
    ]
    outcomes, places = _outcomes(game, names, words.say("not feasible"))
    return "\n".join(
        [
            f"NFG 1 R {_quoted(names.title())} {{ {' '.join(players)} }}",
            "",
            "{ " + "\n".join(strategies) + " }",
            _quoted(
                words.say(
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
    called = [names.party(id_) for id_ in ids]
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
    numbers: dict[str | None, int] = {}
    outcomes: list[str] = []
    for state, payoffs in zip(game.states, game.payoffs, strict=True):
        if state not in numbers:
            numbers[state] = len(numbers) + 1
            title = barred if state is None else names.state(state)
            values = ", ".join(map(_number, payoffs))
            outcomes.append(f"{{ {_quoted(title)} {values} }}")
    return outcomes, [numbers[state] for state in game.states]


def _number(value: Fraction) -> str:
    return str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'
