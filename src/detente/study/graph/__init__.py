"""The case as other forms: the state graph, a game in normal form, tables of a paper.

`state_graph` says which states and moves are drawn (`drawn_moves`), `normal_form`
writes the one-shot game, `paper` the customary tables, `disjunctive_form` formulas as
patterns of options.
"""
