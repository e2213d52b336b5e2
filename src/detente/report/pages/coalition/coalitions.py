"""What parties can do together."""

import numpy as np

from detente.engine import Bools, Engine
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
from detente.study.coalition.joint_move import CoalitionSurvey, JointMove, Standpoint
from detente.study.coalition.merger import Merged, MergedEquilibria
from detente.study.stability.explanation import SequenceMove

_TOLD = 3
_LISTED = 7
_ROWS = 20


def coalitions_page(
    survey: CoalitionSurvey, merged: Merged | None, names: Names
) -> Document:
    """Show what coalitions would do from a state, and at the equilibria."""
    engine = survey.sets.engine
    state = names.state(engine.state(survey.state))
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(names.say("Starting from: {state}", state=state)),
        *_improvements(survey, names),
        *_everywhere(survey, names),
        *_equilibria(survey, names),
        *_jumps(survey, names),
    ]
    if merged is not None:
        blocks += _merged(merged, survey.state, engine, names)
    return (*blocks, Paragraph(_assumed(names)))


def _assumed(names: Names) -> str:
    return names.say(
        "Assumed where texts differ: a coalition moves by legal sequences of its "
        "members and leaves for what every member strictly prefers; the others "
        "answer as individuals; one member who is no better off than before holds "
        "it back (weak sanctions)."
    )


def _improvements(survey: CoalitionSurvey, names: Names) -> list[Block]:
    moving = [each for each in survey.standpoints if each.count]
    blocks: list[Block] = [Heading(names.say("What coalitions would do there"))]
    if moving:
        blocks += [_standpoints_table(survey, moving, names)]
        blocks += [Listing(tuple(_told(each, names))) for each in moving]
    idle = len(survey.standpoints) - len(moving)
    if idle:
        said = names.count(
            "{n} coalition has nothing there that all its members would rather have.",
            "{n} coalitions have nothing there that all their members would rather "
            "have.",
            idle,
        )
        blocks.append(Paragraph(said))
    return blocks


def _standpoints_table(
    survey: CoalitionSurvey, moving: list[Standpoint], names: Names
) -> Table:
    concepts = survey.sets.concepts
    return Table(
        columns=(
            Column("coalition", names.say("coalition")),
            Number("improvements", names.say("improvements")),
            *(Column(str(concept), str(concept)) for concept in concepts),
        ),
        rows=tuple(
            (
                names.parties(each.members),
                names.number(each.count),
                *(
                    names.leaving() if concept in each.leaves else names.say("stays")
                    for concept in concepts
                ),
            )
            for each in moving
        ),
        caption=names.say("Coalitions that could all be better off, by concept"),
    )


def _told(standpoint: Standpoint, names: Names) -> list[str]:
    """Tell the first improvements of a coalition in words."""
    members = names.parties(standpoint.members)
    items = [f"{members}: {_move(move, names)}" for move in standpoint.moves[:_TOLD]]
    rest = standpoint.count - len(items)
    if rest:
        items.append(
            names.count(
                "... and {n} more improvement (--format json lists more)",
                "... and {n} more improvements (--format json lists more)",
                rest,
            )
        )
    return items


def _move(move: JointMove, names: Names) -> str:
    said = names.say(
        "to {state}, by {steps}.",
        state=names.state(move.after),
        steps=_way(move.steps, names),
    )
    if move.alone:
        said += " " + names.say("One party gets there by an improvement of its own.")
    return " ".join([said, *_holding(move, names)])


def _way(steps: tuple[SequenceMove, ...], names: Names) -> str:
    """Name who moves, and the situations on the way."""
    *before, last = steps
    parts = [
        names.say(
            "{party} to {state}, then",
            party=names.party(step.party),
            state=names.state(step.after),
        )
        for step in before
    ]
    return " ".join([*parts, names.party(last.party)])


def _steps(steps: tuple[SequenceMove, ...], names: Names) -> str:
    return "; ".join(
        f"{names.party(step.party)}: {names.state(step.after)}" for step in steps
    )


def _holding(move: JointMove, names: Names) -> list[str]:
    """Say what the others could do about it, concept by concept."""
    if not move.holdings:
        return [names.say("Nothing that the others can do holds it back.")]
    said = []
    if move.upsetting:
        said.append(
            names.say(
                "Nothing holds it back under {concepts}.",
                concepts=", ".join(map(str, move.upsetting)),
            )
        )
    answers: dict[tuple[SequenceMove, ...], list[str]] = {}
    for each in move.holdings:
        answers.setdefault(each.steps, []).append(str(each.concept))
    said += [
        names.say(
            "Held back under {concepts}: {steps}.",
            concepts=", ".join(concepts),
            steps=_steps(steps, names),
        )
        for steps, concepts in answers.items()
    ]
    return said


def _everywhere(survey: CoalitionSurvey, names: Names) -> list[Block]:
    """List every improvement of every coalition, where they are few."""
    say = names.say
    n_rows = sum(len(each.improvements) for each in survey.standpoints)
    if not survey.everything or not 0 < n_rows <= _ROWS:
        return []
    rows = [
        (names.parties(each.members), names.state(start), names.states(ends))
        for each in survey.standpoints
        for start, ends in each.improvements
    ]
    table = Table(
        columns=(
            Column("coalition", say("coalition")),
            Column("from", say("from")),
            Column("to", say("to")),
        ),
        rows=tuple(rows),
        caption=say("What all members would rather have, from every situation"),
    )
    return [table]


def _equilibria(survey: CoalitionSurvey, names: Names) -> list[Block]:
    sets = survey.sets
    say = names.say
    rows = []
    for concept, left in survey.departures.items():
        count = int(np.count_nonzero(sets.equilibria(concept)))
        staying = survey.surviving(concept)
        rows.append(
            (
                str(concept),
                names.number(count),
                names.number(int(np.count_nonzero(staying))),
                names.number(len(left)),
                _few(staying, survey.state, sets.engine, names),
            )
        )
    table = Table(
        columns=(
            Column("concept", say("concept")),
            Number("equilibria", say("equilibria")),
            Number("survive", say("survive")),
            Number("left", say("left")),
            Column("surviving", say("those that survive")),
        ),
        rows=tuple(rows),
        caption=say("Equilibria that none of these coalitions would leave"),
    )
    blocks: list[Block] = [Heading(say("Which equilibria survive coalitions")), table]
    leavers = _leavers(survey, names)
    if leavers:
        blocks.append(Listing(leavers))
    if not survey.everything:
        said = say(
            "The case is large: coalitions were judged there and at the equilibria "
            "only, smallest first, and an equilibrium that one of them would leave "
            "was not put to the next."
        )
        blocks.append(Paragraph(said))
    return blocks


def _few(states: Bools, start: int, engine: Engine, names: Names) -> str:
    """Name states where they are few, else say whether the start is among them."""
    found = np.flatnonzero(states)
    if len(found) <= _LISTED:
        return names.states([engine.state(int(s)) for s in found])
    if not states[start]:
        return "-"
    state = names.state(engine.state(start))
    return names.say("among them {state}", state=state)


def _leavers(survey: CoalitionSurvey, names: Names) -> tuple[str, ...]:
    """Name the smallest coalition that leaves each equilibrium, where few."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for concept, left in survey.departures.items():
        for each in left:
            found.setdefault((each.state, each.members), []).append(str(concept))
    items = [
        names.say(
            "{state} would be left by {coalition} ({concepts})",
            state=names.state(state),
            coalition=names.parties(members),
            concepts=", ".join(concepts),
        )
        for (state, members), concepts in found.items()
    ]
    return tuple(items) if len(items) <= _LISTED else ()


def _jumps(survey: CoalitionSurvey, names: Names) -> list[Block]:
    heading = Heading(names.say("Equilibrium jumps"))
    if not survey.n_jumps:
        said = names.say(
            "No coalition can take one equilibrium to another that all its members "
            "prefer and that nobody reaches alone."
        )
        return [heading, Paragraph(said)]
    items = [
        names.say(
            "{coalition}: from {start} {move} Equilibria under {concepts}.",
            coalition=names.parties(each.members),
            start=names.state(each.move.before),
            move=_move(each.move, names),
            concepts=", ".join(map(str, each.move.equilibrium)),
        )
        for each in survey.jumps[:_TOLD]
    ]
    rest = survey.n_jumps - len(items)
    if rest:
        items.append(
            names.count(
                "... and {n} more jump (--format json lists more)",
                "... and {n} more jumps (--format json lists more)",
                rest,
            )
        )
    said = names.say(
        "From an equilibrium to one that all members prefer and that nobody reaches "
        "by an improvement of its own:"
    )
    return [heading, Paragraph(said), Listing(tuple(items))]


def _merged(merged: Merged, start: int, engine: Engine, names: Names) -> list[Block]:
    say = names.say
    coalition = names.parties(merged.members)
    said = say(
        "Another reading: {coalition} no longer judge for themselves. One party "
        "stands in their place, moves by their legal sequences and wants what all "
        "of them want.",
        coalition=coalition,
    )
    table = Table(
        columns=(
            Column("concept", say("concept")),
            Number("count", say("equilibria")),
            Column("equilibria", say("those equilibria")),
            Column("gained", say("new")),
            Column("lost", say("no longer")),
        ),
        rows=tuple(_merged_row(each, start, engine, names) for each in merged.outcomes),
        caption=say("Equilibria with the coalition as one party"),
    )
    return [
        Heading(say("{coalition} as one party", coalition=coalition)),
        Paragraph(said),
        table,
    ]


def _merged_row(
    each: MergedEquilibria, start: int, engine: Engine, names: Names
) -> tuple[str, ...]:
    kinds = (each.equilibria, each.gained, each.lost)
    listed = [_few(states, start, engine, names) for states in kinds]
    count = names.number(int(np.count_nonzero(each.equilibria)))
    return str(each.concept), count, *listed


def moves_table(survey: CoalitionSurvey, names: Names) -> Table:
    """Give one row an improvement of a coalition, from the state and by jumps."""
    say = names.say
    found = [
        (say("improvement"), each.members, move)
        for each in survey.standpoints
        for move in each.moves
    ]
    found += [(say("jump"), each.members, each.move) for each in survey.jumps]
    return Table(
        columns=(
            Column("kind", say("kind")),
            Column("coalition", say("coalition")),
            Column("from", say("from")),
            Column("to", say("to")),
            Column("moves", say("moves")),
            Column("not_held_back", say("not held back")),
            Column("stable", say("equilibrium")),
        ),
        rows=tuple(
            (
                kind,
                " ".join(members),
                move.before,
                move.after,
                _steps(move.steps, names),
                " ".join(map(str, move.upsetting)),
                " ".join(map(str, move.equilibrium)),
            )
            for kind, members, move in found
        ),
        caption=say("What coalitions would do"),
    )
