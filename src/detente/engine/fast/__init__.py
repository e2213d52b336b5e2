"""What is compiled, for those who have numba: the same answers, sooner.

`compiled` says whether compiled code is at hand, whether it pays to load it, and where
it is kept; `turns` holds the loops of a period of moves, `fibres` those of moves and
improvements on the cube, whose values `narrow` writes in few bytes. They are plain
functions over arrays, written so that numba can compile them; nothing is imported
before the work pays for it.
"""
