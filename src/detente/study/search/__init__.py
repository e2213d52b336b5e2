"""Finding road maps, and from what amount on one holds.

`find_road_map` and `least_guarantee` search a `package_graph` by `label_setting`,
with `stage_needs`; `exposure_frontier` and `exposed_ways` by exposure.
`thresholds` scans patience and guarantees, `guarantee_size` and `verdict_map` two
amounts at once; `obstruction` says what stops a road map.
"""
