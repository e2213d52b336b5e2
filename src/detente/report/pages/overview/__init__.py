"""Pages: the main answer, variants, the report.

`first_screen` is the answer of analyze (`now_in_words`, `plans_in_words`), `summary`
that in full; `comparison` and `comparison_figures` set variants side by side. The
report: `first_page` with its `basis`, `openings` of the three readings, `plans`,
`parties`, `why`, `what_if`, `background`.
"""
