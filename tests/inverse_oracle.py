"""What would make a state last: every order and every single change, one by one.

Slow and clear; nothing here comes from the engines or the studies, and the verdicts
are those of `oracle`.
"""

from dataclasses import replace
from functools import cache
from itertools import combinations, permutations

from detente.model.case import Change
from detente.model.formula import FALSE, TRUE
from tests import oracle


@cache
def weak_orders(states):
    """Every order of some states, ties allowed, as rankings, best first."""
    if not states:
        return ((),)
    return tuple(
        (best, *rest)
        for size in range(1, len(states) + 1)
        for best in combinations(states, size)
        for rest in weak_orders(tuple(s for s in states if s not in best))
    )


def strict_orders(states):
    """Every order without a tie, as rankings, best first."""
    return [tuple((s,) for s in order) for order in permutations(states)]


def wanting(case, party, ranking):
    """The case in which a party has this ranking."""
    wants = replace(case.preference[party], ranking=ranking, statements=(), weights=())
    others = tuple(pair for pair in case.preferences if pair[0] != party)
    return replace(case, preferences=(*others, (party, wants)))


def ranking_of(case, party):
    """The order of a party over the feasible states, as a ranking."""
    score = oracle.scores(case, party)
    levels = sorted(set(score.values()), reverse=True)
    return tuple(
        tuple(s for s in oracle.feasible_states(case) if score[s] == level)
        for level in levels
    )


def side(ranking, one, two):
    """1 where one state is better than the other, -1 where worse, 0 in a tie."""
    place = {state: at for at, tie in enumerate(ranking) for state in tie}
    return (place[one] < place[two]) - (place[one] > place[two])


def distance(ranking, other):
    """Kemeny and Snell (1962): 2 a pair that changes sides, 1 a tie made or broken."""
    states = [state for tie in ranking for state in tie]
    return sum(
        abs(side(ranking, one, two) - side(other, one, two))
        for one, two in combinations(states, 2)
    )


def reached(case):
    """What improvements lead to from now, now included."""
    ways = {party.id: oracle.improvements(case, party.id) for party in case.parties}
    return oracle.led_to(ways, case.status_quo) | {case.status_quo}


def achieves(case, target, concept):
    """The states of the target that last and that improvements lead to."""
    return oracle.equilibria(case, concept) & set(target) & reached(case)


def single_edits(case, target):
    """Every single change: what it touches, its size, the edited case.

    Of a party with statements only states of the target change their place.
    """
    for party in case.parties:
        wants = case.preference[party.id]
        if wants.order == "weights":
            continue
        touched = ("wants", party.id)
        before = ranking_of(case, party.id)
        if wants.order == "statements":
            for size, statements in moved(wants.statements):
                changed = (party.id, replace(wants, statements=statements))
                others = (pair for pair in case.preferences if pair[0] != party.id)
                yield touched, size, replace(case, preferences=(*others, changed))
        for ranking in moved_states(before, target if wants.statements else None):
            edited = wanting(case, party.id, ranking)
            yield touched, distance(before, ranking), edited
    yield from ruled_otherwise(case)


def moved(items):
    """Every list in which one item stands elsewhere, and by how much."""
    for old in range(len(items)):
        for new in range(len(items)):
            if new != old:
                rest = [item for at, item in enumerate(items) if at != old]
                yield abs(new - old), (*rest[:new], items[old], *rest[new:])


def moved_states(ranking, only=None):
    """Every ranking in which one state stands elsewhere, alone or in a tie."""
    for state in (state for tie in ranking for state in tie):
        if only is not None and state not in only:
            continue
        rest = [tuple(s for s in tie if s != state) for tie in ranking]
        rest = [tie for tie in rest if tie]
        for at in range(len(rest) + 1):
            yield (*rest[:at], (state,), *rest[at:])
        for at, tie in enumerate(rest):
            yield (*rest[:at], (*tie, state), *rest[at + 1 :])


def ruled_otherwise(case):
    """Every change of what can be undone, taken or moved."""
    told = dict(case.graph.moves)
    for party in case.parties:
        for option in party.options if party.id not in told else ():
            for key in ("undo", "redo"):
                for never in (TRUE, FALSE):
                    if getattr(option, key).never != never:
                        changed = replace(option, **{key: Change(never)})
                        yield (key, option.id), 1, with_option(case, changed)
    for party, rows in case.graph.moves:
        arcs = {(start, end) for start, row in rows for end in row}
        for start, end in arcs:
            yield (party, start, end), 1, with_arcs(case, party, arcs - {(start, end)})
            if (end, start) not in arcs:
                back = arcs | {(end, start)}
                yield (party, end, start), 1, with_arcs(case, party, back)


def with_option(case, changed):
    """The case with another option in the place of one."""
    parties = tuple(
        replace(
            party,
            options=tuple(changed if o.id == changed.id else o for o in party.options),
        )
        for party in case.parties
    )
    return replace(case, parties=parties)


def with_arcs(case, party, arcs):
    """The case in which a party has these moves."""
    starts = sorted({start for start, _ in arcs})
    rows = tuple((s, tuple(sorted(e for a, e in arcs if a == s))) for s in starts)
    moves = tuple((p, rows if p == party else r) for p, r in case.graph.moves)
    return replace(case, graph=replace(case.graph, moves=moves))


def is_placed(case):
    """Whether every ranking says where each feasible state stands."""
    return all(
        any(oracle.matches(pattern, state) for tie in wants.ranking for pattern in tie)
        for _, wants in case.preferences
        if wants.order == "ranking"
        for state in oracle.feasible_states(case)
    )
