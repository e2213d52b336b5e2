"""Road maps: who would sign, who would call it off, who would cheat, who is exposed.

`signing` says what a road map is worth to each against today, `calling_off` whether
any would stop it on the way (`way_out` lists how, `put_back` where that ends),
`linear_form` the same for any weights at once, `deciding` holds what turns it.
`road_map` lays one out, `breach` lists what can be done instead, `delivery` which
guarantees meet it, `slack` what it loses, `self_enforcement` and `verdict` what is
said; `quick_check` no more than the verdict; `mover_orders` asks it of all orders of
movers, `ordinal` of any weights. `asymmetry` and `exposure` tell who holds what,
`guarantor` who stands by a guarantee, `sustain` where all could stay.
"""
