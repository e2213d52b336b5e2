"""What would move a road map: the smallest edits of a case that mend it.

`goal` says what a road map reaches, `change` what an edit is; `clause`, `stage`,
`step`, `outsider`, `guarantee` and `want` list the edits of each kind; `search` judges
them, smallest first. `ordinal` is where cases with an order only are asked.
"""
