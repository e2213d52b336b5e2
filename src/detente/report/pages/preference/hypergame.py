"""What each party expects, where the views meet, and who errs."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from detente.engine import Bools
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.preference.unknown import SHOWN, too_many
from detente.report.pages.stability.stable_sets import assumptions_line, state_columns
from detente.study.preference.hypergame import Game, Hypergame
from detente.study.stability.shown_equilibria import FEW


def hypergame_page(study: Hypergame, names: Names) -> Document:
    """Show each view's equilibria, what lasts, and who errs."""
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Listing(tuple(_view(study, game, names) for game in study.games)),
        _counts(study, names),
    ]
    count = int(np.count_nonzero(_mentioned(study)))
    blocks.append(
        hypergame_table(study, names) if count <= SHOWN else too_many(count, names)
    )
    blocks.append(_errors(study, names))
    return (*blocks, Paragraph(assumptions_line(study.assumptions, names)))


def _view(study: Hypergame, game: Game, names: Names) -> str:
    """Say in a few sentences who sees a game, and how much of the case it is."""
    possible = study.games[0].perceived
    count = int(np.count_nonzero(game.perceived))
    if game is study.games[0]:
        seen_by = names.parties(game.viewers) or names.say("nobody")
        return names.count(
            "The case as it is written: {n} situation; seen so by: {parties}.",
            "The case as it is written: {n} situations; seen so by: {parties}.",
            count,
            parties=seen_by,
        )
    (party,) = game.viewers
    titles = {view.party: names.text(view.title) for view in names.case.sees}
    parts = [
        names.count(
            "{party} sees a game of its own: {n} situation.",
            "{party} sees a game of its own: {n} situations.",
            count,
            party=names.party(party),
        ),
        titles[party],
        _hidden(int(np.count_nonzero(possible & ~game.perceived)), names),
        _imagined(int(np.count_nonzero(game.perceived & ~possible)), names),
    ]
    return " ".join(part for part in parts if part)


def _hidden(count: int, names: Names) -> str:
    if not count:
        return ""
    return names.count(
        "It does not perceive {n} situation that can come about.",
        "It does not perceive {n} situations that can come about.",
        count,
    )


def _imagined(count: int, names: Names) -> str:
    if not count:
        return ""
    return names.count(
        "{n} situation that it perceives cannot come about.",
        "{n} situations that it perceives cannot come about.",
        count,
    )


def _games(
    study: Hypergame, names: Names, kind: type[Column[Any]] = Column
) -> tuple[Column[Any], ...]:
    """Give a column a game."""
    say = names.say
    seen = (
        kind(viewer, say("as {party} sees it", party=names.party(viewer)))
        for viewer in (game.viewers[0] for game in study.games[1:])
    )
    return (kind("as_written", say("as written")), *seen)


def _counts(study: Hypergame, names: Names) -> Table:
    rows = []
    for concept in study.concepts:
        sets = [
            *(game.rests[concept] for game in study.games),
            study.equilibria(concept),
        ]
        rows.append(
            (str(concept), *(names.number(int(np.count_nonzero(s))) for s in sets))
        )
    return Table(
        columns=(
            Column("concept", names.say("concept")),
            *_games(study, names, Number),
            Number("lasts", names.say("where the views meet")),
        ),
        rows=tuple(rows),
        caption=names.say(
            "Equilibria of each game, and situations at which each party would stay "
            "in the game that it sees"
        ),
    )


def _mentioned(study: Hypergame) -> Bools:
    """Find the states that last, or that somebody expects to."""
    found: Bools = np.zeros(len(study.games[0].perceived), np.bool_)
    for concept in study.concepts:
        found |= study.equilibria(concept)
        for game in study.games:
            found |= game.rests[concept]
    return found


def hypergame_table(study: Hypergame, names: Names) -> Table:
    """Give one row a state: under which concepts it rests in each game, and lasts."""
    lasting = {concept: study.equilibria(concept) for concept in study.concepts}
    rows = []
    for at in np.flatnonzero(_mentioned(study)):
        state = study.spell(int(at))
        cells = [
            _concepts(c for c in study.concepts if game.rests[c][at])
            for game in study.games
        ]
        lasts = _concepts(c for c in study.concepts if lasting[c][at])
        unseen = [
            names.party(party)
            for game in study.games
            if not game.perceived[at]
            for party in game.viewers
        ]
        cells += [lasts, ", ".join(unseen) or "-"]
        rows.append((state, names.state(state), *cells))
    return Table(
        columns=(
            *state_columns(names),
            *_games(study, names),
            Column("lasts", names.say("where the views meet")),
            Column("not_perceived_by", names.say("not perceived by")),
        ),
        rows=tuple(rows),
        caption=names.say("The concepts under which a situation is an equilibrium"),
    )


def _concepts(found: Iterable[object]) -> str:
    return " ".join(str(concept) for concept in found) or "-"


def _errors(study: Hypergame, names: Names) -> Block:
    say = names.say
    rows = []
    for concept in study.concepts:
        for game in study.games:
            missed = study.missed(concept, game)
            unforeseen = study.unforeseen(concept, game)
            if game.viewers and (missed.any() or unforeseen.any()):
                cells = (_few(study, missed, names), _few(study, unforeseen, names))
                rows.append((str(concept), names.parties(game.viewers), *cells))
    if not rows:
        return Paragraph(say("Nobody errs: what each expects is what lasts."))
    return Table(
        columns=(
            Column("concept", say("concept")),
            Column("parties", say("who errs")),
            Column("missed", say("expects, and it does not last")),
            Column("unforeseen", say("does not expect, and it lasts")),
        ),
        rows=tuple(rows),
        caption=say("Who errs about what lasts"),
    )


def _few(study: Hypergame, states: Bools, names: Names) -> str:
    found = np.flatnonzero(states)
    if found.size > FEW:
        return names.count("{n} situation", "{n} situations", int(found.size))
    return names.states([study.spell(int(at)) for at in found])
