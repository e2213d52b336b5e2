"""Who stays where, why, and where the dispute can move.

`core_concepts` (R, GMR, SMR, SEQ, SSEQ), `sanctions` (where texts define a sanction
differently), `simultaneous` and `limited_move` (further concepts), `horizon` (how many
moves ahead), all asked through `stable_sets`; `explanation` gives the witness of a
verdict, `hold` what that comes to for a situation, `evolution` and `path` the ways
from now, `shown_equilibria` those of many that a reader sees, `move_list` the moves one
by one where the operators do not answer.
"""
