"""The cube: every option that is not settled is an axis of length 2, no move is listed.

`operators` answers; `rules` turns what a case says into `moves` of each party, `states`
numbers and names the states, `improvements` finds what others would do by steps that
they gain from, `compiled_sweeps` does all of it by compiled code where that pays,
`size` says beforehand what memory it takes.
"""
