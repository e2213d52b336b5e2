"""Explicit states and moves, in compressed rows: graphs made by hand, rare states.

`operators` answers; `states` and `moves` list them, `search` finds few feasible states
among many options, `rows` is how moves are held, `replies` what sequences lead to.
"""
