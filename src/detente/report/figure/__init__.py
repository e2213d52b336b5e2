"""Pictures as SVG made here: nothing is loaded, nothing is run.

`slack` and `road_maps` draw verdicts, `exposure` what each party stands to lose, `grid`
a map of verdicts, `timeline` and `event_table` what happened; `graph` the state graph.
All of them stand on `axis`, `legend`, `style` and `svg`.
"""
