"""Changes of leadership: which successors break a road map, and how likely.

`leadership` is who rules and may rule next, `turnover` the check, `successor` the
leaderships that break, `collapse` what follows, under the threats of `succession`
and `changing_leaders`; `largest_turnover` says how much of it a road map survives.
"""
