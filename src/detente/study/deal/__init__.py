"""Road maps: does each party do its part at every stage, and who is exposed.

`road_map` lays one out, `breach` lists what can be done instead, `delivery` which
guarantees meet it, `slack` what it loses, `self_enforcement` and `verdict` what is
said; `quick_check` no more than the verdict; `mover_orders` asks it of all orders of
movers, `ordinal` of any weights. `asymmetry` and `exposure` tell who holds what,
`guarantor` who stands by a guarantee, `sustain` where all could stay, `price` what
the questions cost.
"""
