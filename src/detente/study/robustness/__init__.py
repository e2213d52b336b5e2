"""How far verdicts hang on what is assumed.

`assumed_numbers` lists them, `drawn_numbers` draws them, `with_values` is the case
under other numbers, `sampling` judges draws and `claim_draws` the claims under them,
on `workers`; `robust` counts shares, `switching_value` finds the number that changes
a verdict soonest.
"""
