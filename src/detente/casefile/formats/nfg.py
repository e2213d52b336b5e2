"""Games of Gambit in normal form (`.nfg`): every strategy becomes an option.

Each party takes one of its strategies, in the case as in the game; what a
party gets from a combination becomes a weight. Files that Detente wrote name
a strategy by the options that it takes and those that it does not, and are
read back with these options.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import PurePath

from detente.casefile.formats.checked import checked
from detente.casefile.formats.identifiers import Identifiers
from detente.casefile.formats.nfg_text import NfgText
from detente.casefile.formats.notice import Read, notice
from detente.errors import CaseError, Location, Message, Problem, TooLargeError
from detente.model.case import Case, Constraint, Option, Party
from detente.model.formula import TRUE, And, Count, Formula, Name, Not, Or
from detente.model.preference import Preference, Weight
from detente.model.quantity import Amount, Exact
from detente.model.text import About, Text
from detente.records import dataclass

_MOST_PAYOFFS = 20_000
_MOST_PLAYERS = 100
_MOST_STRATEGIES = 200
_OURS = re.compile(r"-?[a-z][a-z0-9_]*( -?[a-z][a-z0-9_]*)*")
"""A strategy as Detente writes it: options taken, and with a minus the others."""
_BARRED = re.compile(r"not feasible( \([0-9]+\))?")


def read_nfg(text: str, file: str) -> Read:
    """Read a game of Gambit in normal form.

    Parameters
    ----------
    text : str
        Either version of the format, with payoffs or with outcomes.
    file : str
        Its name in messages.

    Returns
    -------
    Read
        The case, and warnings. Now is the first combination of strategies.

    Raises
    ------
    CaseError
        For the first fault, with line and column.
    TooLargeError
        Where there are too many payoffs.
    """
    game = _Game(NfgText(text, file))
    parties = tuple(_parties(game))
    if not any(party.options for party in parties):
        message = Message("no player has a choice")
        raise CaseError([Problem("no-choice", message, Location(file))])
    case = Case(
        Text.plain(game.title or PurePath(file).stem),
        parties,
        constraints=tuple(Constraint(each) for each in _rules(game)),
        preferences=tuple(
            (party.id, _wants(game, position)) for position, party in enumerate(parties)
        ),
    )
    message = Message(
        "a game has no status quo: now is its first combination; payoffs became weights"
    )
    return Read(checked(case, file), (notice("status-quo", message, file),))


@dataclass(slots=True)
class _Game:
    """A game as it is read.

    Attributes
    ----------
    choices : list of list of Formula
        For each player the formula that holds where a strategy is chosen.
    payoffs : list of (tuple of Exact or None)
        For each combination, that of the first player changing fastest; None
        where Detente wrote that it is not feasible.
    """

    words: NfgText
    title: str = ""
    players: list[str] = field(default_factory=list)
    strategies: list[list[str]] = field(default_factory=list)
    choices: list[list[Formula]] = field(default_factory=list)
    payoffs: list[tuple[Exact, ...] | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = self.words
        if words.is_next("word", "EFG"):
            message = Message("this is a game in extensive form, which is not read")
            words.refuse(message, Message("save it in strategic form (.nfg)"))
        words.expect("NFG")
        words.expect("1")
        if not (words.is_next("word", "R") or words.is_next("word", "D")):
            words.refuse(Message("'{word}' must stand here", word="R"))
        words.take()
        self.title = words.quoted()
        self.players = list(_texts(words))
        if not 1 <= len(self.players) <= _MOST_PLAYERS:
            most = _MOST_PLAYERS
            words.refuse(Message("a game has from 1 to {most} players", most=most))
        self._read_strategies()
        if words.is_next("text"):
            words.take()
        self._refuse_size()
        self.payoffs = list(self._read_payoffs())
        if not words.is_next("end"):
            words.refuse(Message("the file goes on after its end"))

    def _read_strategies(self) -> None:
        words = self.words
        words.expect("{")
        for _ in self.players:
            if words.is_next("brace", "{"):
                found = list(_texts(words))
            else:
                count = words.whole(1, _MOST_STRATEGIES)
                found = [str(place + 1) for place in range(count)]
            if not 1 <= len(found) <= _MOST_STRATEGIES:
                most = _MOST_STRATEGIES
                message = Message("a player has from 1 to {most} strategies", most=most)
                words.refuse(message)
            self.strategies.append(found)
        words.expect("}")

    def _refuse_size(self) -> None:
        count = prod(map(len, self.strategies)) * len(self.players)
        if count > _MOST_PAYOFFS:
            raise TooLargeError(
                Message(
                    "the game has {count} payoffs (at most {most})",
                    count=count,
                    most=_MOST_PAYOFFS,
                ),
                Message("leave out strategies that nobody would choose"),
            )

    def _read_payoffs(self) -> Iterator[tuple[Exact, ...] | None]:
        words = self.words
        combinations = range(prod(map(len, self.strategies)))
        if not words.is_next("brace", "{"):
            for _ in combinations:
                yield tuple(words.number() for _ in self.players)
            return
        nothing: tuple[Exact, ...] = (Decimal(0),) * len(self.players)
        outcomes = [nothing, *self._read_outcomes()]
        for _ in combinations:
            yield outcomes[words.whole(0, len(outcomes) - 1)]

    def _read_outcomes(self) -> Iterator[tuple[Exact, ...] | None]:
        words = self.words
        words.expect("{")
        while words.is_next("brace", "{"):
            words.expect("{")
            label = words.quoted() if words.is_next("text") else ""
            payoffs = tuple(words.number() for _ in self.players)
            words.expect("}")
            yield None if self.is_ours and _BARRED.fullmatch(label) else payoffs
        words.expect("}")

    @property
    def is_ours(self) -> bool:
        """Whether every strategy is named as Detente names them."""
        return all(map(_signs, self.strategies))


def _texts(words: NfgText) -> Iterator[str]:
    words.expect("{")
    while words.is_next("text"):
        yield words.quoted()
    words.expect("}")


def _signs(labels: list[str]) -> list[dict[str, bool]] | None:
    """Read strategies as options taken and not taken; None where they are not that."""
    if labels == ["."]:
        return [{}]
    if not all(map(_OURS.fullmatch, labels)):
        return None
    found = [
        {word.removeprefix("-"): word[0] != "-" for word in label.split()}
        for label in labels
    ]
    alike = all(each.keys() == found[0].keys() for each in found)
    distinct = len({frozenset(each.items()) for each in found}) == len(found)
    single = sum(map(len, found)) == sum(len(label.split()) for label in labels)
    return found if alike and distinct and single else None


def _parties(game: _Game) -> Iterator[Party]:
    ids = Identifiers()
    now = _first(game)
    for place, name in enumerate(game.players):
        id_ = ids.make(name, f"party_{place + 1}")
        labels = game.strategies[place]
        signs = _signs(labels) if game.is_ours else None
        made = _by_signs if signs is not None else _by_strategy
        options, choices = made(labels, now[place], id_, ids)
        game.choices.append(choices)
        yield Party(id_, tuple(options), _about(name, id_))


def _first(game: _Game) -> list[int]:
    """Give the strategies of the first combination that is feasible."""
    at = next((at for at, each in enumerate(game.payoffs) if each is not None), 0)
    chosen = []
    for labels in game.strategies:
        at, place = divmod(at, len(labels))
        chosen.append(place)
    return chosen


def _by_strategy(
    labels: list[str], now: int, party: str, ids: Identifiers
) -> tuple[list[Option], list[Formula]]:
    """Make an option of each strategy; one alone is no choice."""
    if len(labels) == 1:
        return [], [TRUE]
    made = []
    for place, label in enumerate(labels):
        id_ = ids.make(label, f"{party}_{place + 1}")
        made.append(Option(id_, party, now=place == now, about=_about(label, id_)))
    return made, [Name(option.id) for option in made]


def _by_signs(
    labels: list[str], now: int, party: str, ids: Identifiers
) -> tuple[list[Option], list[Formula]]:
    """Make the options by which Detente named the strategies."""
    signs = _signs(labels) or [{}]
    made = {
        name: Option(ids.make(name, name), party, now=taken)
        for name, taken in signs[now].items()
    }
    return list(made.values()), [
        _all_of(
            [
                Name(made[name].id) if taken else Not(Name(made[name].id))
                for name, taken in each.items()
            ]
        )
        for each in signs
    ]


def _about(name: str, id_: str) -> About:
    return About(name=Text.plain(name)) if name and name != id_ else About()


def _all_of(parts: list[Formula]) -> Formula:
    kept = [part for part in parts if part != TRUE]
    if len(kept) < 2:  # noqa: PLR2004 - one part needs no joint
        return kept[0] if kept else TRUE
    return And(tuple(kept))


def _combinations(game: _Game) -> Iterator[Formula]:
    """Give the formula of each combination, the first player changing fastest."""
    for chosen in product(*reversed(game.choices)):
        yield _all_of([part for each in reversed(chosen) for part in _parts(each)])


def _parts(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if isinstance(formula, And) else (formula,)


def _rules(game: _Game) -> Iterator[Formula]:
    """Give the constraints: one strategy each, and nothing that is not feasible."""
    for choices in game.choices:
        n_options = len(_parts(choices[0]))
        if all(isinstance(each, Name) for each in choices) and len(choices) > 1:
            yield Count("exactly", 1, tuple(choices))
        elif len(choices) < 1 << n_options and choices != [TRUE]:
            yield Or(tuple(choices)) if len(choices) > 1 else choices[0]
    for formula, payoffs in zip(_combinations(game), game.payoffs, strict=True):
        if payoffs is None:
            yield Not(formula)


def _wants(game: _Game, position: int) -> Preference:
    return Preference(
        weights=tuple(
            Weight(formula, Amount(payoffs[position]))
            for formula, payoffs in zip(_combinations(game), game.payoffs, strict=True)
            if payoffs is not None and payoffs[position]
        )
    )
