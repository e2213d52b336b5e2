"""One period of moves, every party in its turn, and what it is worth.

`turn` says what a party may do when its turn comes, `arena` lays some states out for
it, `play` carries values through the turns, `discounted` through periods.
"""
