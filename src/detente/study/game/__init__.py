"""The game after a breach, in periods: what `deal`, `search` and `time` stand on.

`dynamics` is a case in periods: `flow` utilities and the clock, `trade_offs` between
weights, `guarantee` and the `debt` to it, `dated_deadlines`, `distant_dates`,
`dynamics_size`. What follows a breach is a `punishment` (stationary or in dated
steps: `continuation_game`, `continuation_values`), on `closed_sets` of states, solved
by `recursion`, `stationary_play` (with the `trail` of its periods, and `constant_play`)
and `strategy_improvement`, and held as `aftermath`. The same sooner, on fewer states:
`folded_recursion` from the last date on, `single_periods` before it.
`options_at_deadlines` closes and opens options for the static study.
"""
