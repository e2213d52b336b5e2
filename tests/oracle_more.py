"""More definitions, spelled with all and any on explicit sets; slow and clear.

They build on the states, moves and scores of `tests.oracle`.
"""

import operator
from functools import cache
from itertools import product

from tests import oracle


def sim_stable(case, party, sanction="weak"):
    """States that are stable for a party by simultaneous sanctions: 1.5."""
    states = oracle.feasible_states(case)
    return {s for s in states if is_sim_stable(case, party, s, sanction)}


def is_sim_stable(case, party, state, sanction="weak"):
    """Whether each improvement may meet others' made at the same time."""
    score = oracle.scores(case, party)
    worse = operator.gt if sanction == "strict" else operator.ge
    others = [other.id for other in case.parties if other.id != party]
    choices = [[None, *oracle.improvements(case, j)[state]] for j in others]
    return all(
        any(
            landed in score and worse(score[state], score[landed])
            for chosen in product(*choices)
            if any(target is not None for target in chosen)
            for landed in [joined(state, [s1, *chosen])]
        )
        for s1 in oracle.improvements(case, party)[state]
    )


def joined(state, targets):
    """The state with the option changes of several moves from it, all at once."""
    return "".join(
        next((t[k] for t in targets if t is not None and t[k] != choice), choice)
        for k, choice in enumerate(state)
    )


def fraser_hipel_equilibria(case):
    """Where all are SEQ stable, or two or more are not and are all SIM stable."""
    found = set()
    for state in oracle.feasible_states(case):
        unstable = [
            party.id
            for party in case.parties
            if state not in oracle.stable(case, party.id, "SEQ")
        ]
        if len(unstable) != 1 and all(is_sim_stable(case, p, state) for p in unstable):
            found.add(state)
    return found


def limited_move(case, party, state, horizon):
    """G_h: where play stops if the party chooses first, both looking ahead: 1.6.

    Ties among moves go to the first state in the order of the case.
    """
    if horizon == 0:
        return state
    (other,) = {each.id for each in case.parties} - {party}
    score = oracle.scores(case, party)
    reach = oracle.moves(case, party)[state]
    ends = [
        limited_move(case, other, target, horizon - 1)
        for target in oracle.feasible_states(case)
        if target in reach
    ]
    best = max(ends, key=score.get, default=state)
    return best if score[best] > score[state] else state


def all_better(case, coalition, end, start):
    """Whether every member strictly prefers one state to another."""
    return all(
        oracle.scores(case, j)[end] > oracle.scores(case, j)[start] for j in coalition
    )


@cache
def coalition_improvements(case, coalition):
    """For each state, what the coalition can reach and every member prefers: 1.8."""
    return {
        start: frozenset(end for end in ends if all_better(case, coalition, end, start))
        for start, ends in oracle.legal_sequences(case, coalition, oracle.moves).items()
    }


def coalition_stable(case, coalition, concept):
    """States where every improvement of a coalition is sanctioned: 1.8."""
    others = tuple(p.id for p in case.parties if p.id not in coalition)
    steps = oracle.improvements if concept in ("SEQ", "SSEQ") else oracle.moves
    answers = oracle.legal_sequences(case, others, steps)
    onward = oracle.legal_sequences(case, coalition, oracle.moves)

    def sanctions(s, s2):
        if all_better(case, coalition, s2, s):
            return False
        if concept in ("SMR", "SSEQ"):
            return not any(all_better(case, coalition, s3, s) for s3 in onward[s2])
        return concept != "R"

    return {
        s
        for s in oracle.feasible_states(case)
        if all(
            any(sanctions(s, s2) for s2 in answers[s1])
            for s1 in coalition_improvements(case, coalition)[s]
        )
    }


def stable_beside_one_party(case, party, coalition, concept):
    """States stable for a party where a coalition answers as one party."""
    credible = concept in ("SEQ", "SSEQ")
    single = oracle.improvements if credible else oracle.moves
    joint = (
        coalition_improvements(case, coalition)
        if credible
        else oracle.legal_sequences(case, coalition, oracle.moves)
    )
    ways = {p.id: single(case, p.id) for p in case.parties}
    ways = {p: way for p, way in ways.items() if p != party and p not in coalition}
    ways["the coalition"] = joint
    score, own = oracle.scores(case, party), oracle.moves(case, party)

    def sanctions(s, s2):
        after = own[s2] if concept in ("SMR", "SSEQ") else ()
        return concept != "R" and all(score[s3] <= score[s] for s3 in (s2, *after))

    return {
        s
        for s in oracle.feasible_states(case)
        if all(
            any(sanctions(s, s2) for s2 in oracle.led_to(ways, s1))
            for s1 in oracle.improvements(case, party)[s]
        )
    }


def once_each(case, movers, start, steps):
    """Where one or more steps lead, each mover moving at most once."""
    ends = set()
    for mover in movers:
        rest = tuple(j for j in movers if j != mover)
        for end in steps(case, mover)[start]:
            ends |= {end} | once_each(case, rest, end, steps)
    return ends


def answers(case, movers, start, assumptions, steps):
    """Where the others can lead, by the sequences that are assumed: 1.4."""
    if assumptions.sequences == "legal":
        return oracle.legal_sequences(case, movers, steps)[start]
    if assumptions.sequences == "once":
        return once_each(case, movers, start, steps)
    return set().union(*(steps(case, mover)[start] for mover in movers))


def stable_assuming(case, party, concept, assumptions):
    """States stable for a party, where texts define a sanction differently: 1.4."""
    others = tuple(p.id for p in case.parties if p.id != party)
    steps = oracle.improvements if concept in ("SEQ", "SSEQ") else oracle.moves
    score, own = oracle.scores(case, party), oracle.moves(case, party)

    def hurts(s, end):
        strict = assumptions.sanction == "strict"
        return score[s] > score[end] or (not strict and score[s] == score[end])

    def sanctions(s, s2):
        if s2 == s and not assumptions.return_is_sanction:
            return False
        after = own[s2] if concept in ("SMR", "SSEQ") else ()
        return concept != "R" and all(hurts(s, end) for end in (s2, *after))

    return {
        s
        for s in oracle.feasible_states(case)
        if all(
            any(
                sanctions(s, s2) for s2 in answers(case, others, s1, assumptions, steps)
            )
            for s1 in oracle.improvements(case, party)[s]
        )
    }


def pairwise_stable(case, party, concept, leaves, hurts):
    """States where every t left for is sanctioned, by any predicates: 1.7.

    `leaves(j, t, s)`: whether j would leave s for t; `hurts(x, s)`: whether x
    sanctions the party for having left s.
    """
    reach = {p.id: oracle.moves(case, p.id) for p in case.parties}
    chosen = {
        j: {s: {t for t in ends if leaves(j, t, s)} for s, ends in row.items()}
        for j, row in reach.items()
    }
    steps = chosen if concept in ("SEQ", "SSEQ") else reach
    ways = {j: steps[j] for j in steps if j != party}

    def sanctions(s, s2):
        after = reach[party][s2] if concept in ("SMR", "SSEQ") else ()
        return concept != "R" and all(hurts(x, s) for x in (s2, *after))

    return {
        s
        for s in oracle.feasible_states(case)
        if all(
            any(sanctions(s, s2) for s2 in oracle.led_to(ways, s1))
            for s1 in chosen[party][s]
        )
    }
