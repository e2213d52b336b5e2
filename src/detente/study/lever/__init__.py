"""What would move a road map: the smallest edits of a case that mend it.

`goal` says what a road map reaches, `shortfall` by how much it misses that, `change`
what an edit is. `clause` lists the edits of single steps and dates, `stage` those of
stages and of where steps stand, `want` those of wants and payments; `search` judges
them, smallest first, and `effect` judges those that are told again, on the file.
`claim` answers claims, `price` says how long it takes. Cases with an order only are
asked in `study/preference/inverse`.
"""
