"""What parties want, beyond an order, and what they believe of each other.

`preference_at` judges one state; `kinds` and `preference_kinds` answer for unknown
and strong preference, over `pairs_of_states`; `hypergame` for parties that see
different games.
"""
