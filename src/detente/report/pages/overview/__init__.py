"""Pages: the main answer, variants, the report.

`summary` is the answer of analyze; `comparison` and `comparison_figures` set variants
side by side. The report: `digest` its first page, `plans`, `parties`, `why`,
`what_if`, `background`.
"""
