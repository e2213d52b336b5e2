"""Check every verdict of a small case from its witnesses, without Detente.

Usage: detente stability CASE --witnesses --format json | python verify.py
"""

import json
import sys

found = json.load(sys.stdin)
payoff, moves = found["payoff"], found["moves"]


def improves(party, old, new):
    return payoff[party][new] > payoff[party][old]


def hurts(party, start, end, concept):
    countermoves = moves[party][end] if concept in ("SMR", "SSEQ") else []
    return not any(improves(party, start, state) for state in [end, *countermoves])


def replies(party, landing, concept):
    seen, pending = set(), [(landing, None)]
    while pending:
        state, last = pending.pop()
        for mover in set(moves) - {party, last}:
            for after in moves[mover][state]:
                fair = concept in ("GMR", "SMR") or improves(mover, state, after)
                if fair and (after, mover) not in seen:
                    seen.add((after, mover))
                    pending.append((after, mover))
    return {state for state, _ in seen}


def sanctions(witness, landing, answer):
    party, concept, state, last = witness["party"], witness["concept"], landing, None
    for step in answer["steps"]:
        credible = improves(step["party"], state, step["to"]) or "SEQ" not in concept
        if step["to"] not in moves[step["party"]][state] or not credible:
            return False
        if step["party"] in (party, last) or step["from"] != state:
            return False
        state, last = step["to"], step["party"]
    return last is not None and hurts(party, witness["state"], state, concept)


for witness in found["witnesses"]:
    party, state, concept = witness["party"], witness["state"], witness["concept"]
    better = {new for new in moves[party][state] if improves(party, state, new)}
    assert better == {each["improvement"] for each in witness["improvements"]}
    for each in witness["improvements"]:
        landing, answer = each["improvement"], each["sanction"]
        ends = replies(party, landing, concept) if concept != "R" else ()
        held = any(hurts(party, state, end, concept) for end in ends)
        assert sanctions(witness, landing, answer) if answer else not held
    assert witness["stable"] == all(
        each["sanction"] for each in witness["improvements"]
    )
    assert witness["stable"] == (state in found["concepts"][concept]["stable"][party])
print(f"{len(found['witnesses'])} verdicts checked")
