"""What parties want, beyond an order, and what they believe of each other.

`preference_at` judges one state; `unknown_preference` and `strength_of_preference`
say who stays where, over `pairs_of_states`; `hypergame` judges parties that see
different games. `inverse` asks what would make a state last: `inverse_condition` what
each party has to want, `inverse_search` which changes (`inverse_edit`) do it in games
that hold states as bits (`listed_game`), `inverse_check` whether they do in the case;
`inverse_lever` and `inverse_answer` hold what comes out.
"""
