"""What happened and what was said, against the model.

`ledger` reads the events, `claim` and `deal_claim` judge what sources assert,
`following` sets the events beside a road map (`reports` of a step, its `course`),
`offer` says whom an offer would suit, `project` tells what blocks a joint project,
`publication` compares printed results.
"""
