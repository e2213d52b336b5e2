"""How far verdicts hang on what is assumed.

`assumed_numbers` lists them, `drawn_numbers` draws them, `with_values` is the case
under other numbers, `sampling` judges draws and `claim_draws` the claims under them,
on `workers`; `robust` counts shares, `switching_value` finds the number that changes
a verdict soonest. Who signs and who calls a deal off: `deal_shares` counts draws by
products of matrices, `deal_flips` finds the numbers that turn it, `how_sure` puts both
beside the answers, `going_along` asks it of all numbers at once (`own_numbers`: which).
"""
