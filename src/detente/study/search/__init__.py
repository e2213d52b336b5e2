"""Finding road maps, and from what amount on one holds.

`find_road_map` and `least_guarantee` search a `package_graph` by `label_setting`,
with `stage_needs` and the `best_breaches` of all stages; `exposure_frontier` and
`exposed_ways` by exposure.
`best_deal` asks of all targets: `joint_gain` tells which states no party has
less at than today, and `best_order` which order to one is worth most to the worst-off.
From what patience or guarantee on a given road map holds: `thresholds` (scanned and
closed in on by `intervals`), and `verdict_map` over two amounts at once.
`guarantee_size` is what `least_guarantee` finds, `obstruction` what stops a road map.
"""
