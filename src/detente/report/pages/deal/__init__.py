"""Pages: road maps and exposure.

`road_map` shows whether one holds, `exposure` who holds what, `sustain` where all could
stay, `guarantors` who stands by a guarantee, `ordinal` what orders alone say,
`conditions` what the plans rest on.
"""
