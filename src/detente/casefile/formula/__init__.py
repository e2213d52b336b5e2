"""Formulas, ids and states as people write them.

`parse` reads a formula (the grammar is `formula.lark`), `faults` says what is wrong
with one, `names` knows the ids of a case and `resolve` puts them into formulas; `state`
reads states, `truth` says where formulas hold, `lookalike` finds Cyrillic in ids.
"""
