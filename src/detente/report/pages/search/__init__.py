"""Pages: what was found, and amounts.

`found_road_map`, `least_guarantee`, `thresholds` and `verdict_map`, as the studies.
"""
