"""Pages: unknown and strong preference, views, what would make a state last.

`unknown`, `strength`, `hypergame` and `inverse`, as the questions are called; the last
with `inverse_conditions` and `inverse_words`.
"""
