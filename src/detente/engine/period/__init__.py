"""One period of moves, every party in its turn, and what it is worth.

`turn` says what a party may do when its turn comes, `arena` lays some states out for
it, `play` carries values through the turns, `discounted` through periods. Where a
period begins fewer states differ than where it ends (`fold`), and what was done in it
is kept as `branches`, to be looked up.
"""
