"""Pages: who stays where and why.

`stable_sets` shows who stays where, `equilibria` those that matter, `explanation` a
verdict in sentences, `evolution` the ways from now, `horizon` moves ahead, `states` the
list of situations.
"""
