"""The JSON API: cases, answers and assessments for programs, under `/api/v1/`.

`programs` keeps cookies out and pages away, `door` knows tokens and their pace
(`pace`), `problems` is the one form of everything that goes wrong. `body` takes a case
in, `asking` asks about it; `answers`, `cases`, `versions`, `jobs`, `assessments` are
the addresses, `forms` what they give, `parts` what they have in common. `v1` puts them
together, `describing` shows them to people, `tokens` is the page on which somebody
makes a token (`models`).
"""
