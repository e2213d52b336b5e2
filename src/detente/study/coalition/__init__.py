"""What parties can do together.

`joint_improvement` finds what a coalition gains and who would hold it back, `survey`
asks it of all coalitions, `joint_move` holds what was found, `merger` makes a
coalition one party.
"""
