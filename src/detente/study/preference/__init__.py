"""What parties want, beyond an order, and what they believe of each other.

`preference_at` judges one state; `unknown_preference` and `strength_of_preference`
say who stays where, over `pairs_of_states`; `hypergame` judges parties that see
different games.
"""
