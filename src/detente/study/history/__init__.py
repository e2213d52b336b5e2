"""The test of history: what a verdict at signature says about what followed.

`table` has the numbers, `coded_case` makes cases of coding sheets, `reading` judges one
draw of the numbers, `prediction` says what the model would have said, `score` what that
was worth beside simpler guesses.
"""
