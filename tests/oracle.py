"""The definitions, spelled with all and any on explicit sets; slow and clear.

A state is a string of Y and N in option order. Nothing here comes from the
engines or the studies: only the records of a case and the truth of a formula
at one state are shared with them.
"""

from fractions import Fraction
from functools import cache
from itertools import product

from detente.model.formula import holds

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")


@cache
def taken_at(case, state):
    """Which options are taken at a state."""
    return {
        option.id: choice == "Y"
        for option, choice in zip(case.options, state, strict=True)
    }


def true_at(case, formula, state):
    """Whether a formula holds at a state."""
    taken = taken_at(case, state)

    def truth(name):
        if name in taken:
            return taken[name]
        return holds(case.definitions[name], truth)

    return holds(formula, truth)


@cache
def feasible_states(case):
    """States that satisfy every constraint and keep what is settled; or all listed."""
    if case.graph.states:
        return tuple(state for state, _ in case.graph.states)
    choices = []
    for option in case.options:
        if option.now and option.undo.is_never:
            choices.append("Y")
        elif not option.now and option.redo.is_never:
            choices.append("N")
        else:
            choices.append("NY")
    # The first option varies fastest, as in the field's decimal order.
    states = ("".join(reversed(state)) for state in product(*reversed(choices)))
    return tuple(
        state
        for state in states
        if all(true_at(case, rule.formula, state) for rule in case.constraints)
    )


def may_change(case, option, before, after, start, end):
    """Whether one option may change so, in a move from start to end."""
    if before == after:
        return True
    if before == "Y":
        return not true_at(case, option.undo.never, start)
    return not true_at(case, option.redo.never, start) and true_at(
        case, option.requires, end
    )


@cache
def moves(case, party):
    """For each feasible state, R_i: where the party can move from it."""
    feasible = set(feasible_states(case))
    written = dict(case.graph.moves)
    if party in written or case.graph.states:
        rows = {state: frozenset(row) for state, row in written.get(party, ())}
        return {state: rows.get(state, frozenset()) - {state} for state in feasible}
    return {
        start: frozenset(
            end
            for end in differing_in_own(case, party, start)
            if end != start
            and end in feasible
            and all(
                may_change(case, option, before, after, start, end)
                for option, before, after in zip(case.options, start, end, strict=True)
            )
        )
        for start in feasible
    }


def differing_in_own(case, party, state):
    """States with the others' options as they are, feasible or not."""
    choices = [
        "NY" if option.party == party else choice
        for option, choice in zip(case.options, state, strict=True)
    ]
    return map("".join, product(*choices))


def is_transitive(case, party):
    """Whether two moves of a party in a row are a move of it, or a return."""
    reach = moves(case, party)
    return all(
        last == start or last in reach[start]
        for start in reach
        for between in reach[start]
        for last in reach[between]
    )


@cache
def scores(case, party):
    """What the party's order compares, by state; larger is better."""
    wanted = case.preference[party]
    states = feasible_states(case)
    if wanted.statements:
        return {
            state: tuple(true_at(case, s.formula, state) for s in wanted.statements)
            for state in states
        }
    if wanted.ranking:
        return {
            state: next(
                -place
                for place, tie in enumerate(wanted.ranking)
                if any(matches(pattern, state) for pattern in tie)
            )
            for state in states
        }
    return {
        state: sum(
            Fraction(w.amount.value)
            for w in wanted.weights
            if true_at(case, w.of, state)
        )
        for state in states
    }


def matches(pattern, state):
    """Whether a line of a ranking names a state, by pattern or by id."""
    if pattern == state:
        return True
    if len(pattern) != len(state):
        return False
    return all(wanted in ("-", is_) for wanted, is_ in zip(pattern, state, strict=True))


@cache
def improvements(case, party):
    """For each feasible state, R_i+: the moves that the party strictly prefers."""
    score, reach = scores(case, party), moves(case, party)
    return {
        start: frozenset(end for end in reach[start] if score[end] > score[start])
        for start in reach
    }


@cache
def legal_sequences(case, movers, steps):
    """For each feasible state, R_H or R_H+: where the movers can bring it.

    By one step or more, nobody moving twice in a row; `steps` is `moves` or
    `improvements`.
    """
    ways = {mover: steps(case, mover) for mover in movers}
    return {start: led_to(ways, start) for start in feasible_states(case)}


def led_to(ways, start):
    """States reached from one state, searched on pairs (state, last mover)."""
    reached = {(end, mover) for mover in ways for end in ways[mover][start]}
    fresh = set(reached)
    while fresh:
        fresh = {
            (end, mover)
            for state, last in fresh
            for mover in ways
            if mover != last
            for end in ways[mover][state]
        } - reached
        reached |= fresh
    return frozenset(state for state, _ in reached)


@cache
def stable(case, party, concept):
    """Feasible states that are stable for a party: the table of definitions, 1.3."""
    others = tuple(other.id for other in case.parties if other.id != party)
    steps = improvements if concept in ("SEQ", "SSEQ") else moves
    score, own = scores(case, party), moves(case, party)
    better, sanctions = improvements(case, party), legal_sequences(case, others, steps)

    def is_stable(s):
        match concept:
            case "R":
                return not better[s]
            case "GMR" | "SEQ":
                return all(
                    any(score[s] >= score[s2] for s2 in sanctions[s1])
                    for s1 in better[s]
                )
            case "SMR" | "SSEQ":
                return all(
                    any(
                        score[s] >= score[s2]
                        and all(score[s] >= score[s3] for s3 in own[s2])
                        for s2 in sanctions[s1]
                    )
                    for s1 in better[s]
                )

    return frozenset(s for s in feasible_states(case) if is_stable(s))


def equilibria(case, concept):
    """Feasible states that are stable for every party."""
    return frozenset(feasible_states(case)).intersection(
        *(stable(case, party.id, concept) for party in case.parties)
    )
