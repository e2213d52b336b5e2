"""What happened and what was said, against the model.

`ledger` reads the events, `claim` and `deal_claim` judge what sources assert,
`project` tells what blocks a joint project, `publication` compares printed results.
"""
