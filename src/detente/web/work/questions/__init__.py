"""A case by questions: what each of them reads from a text and writes into it.

`asking` is the one way in; `sheet` a text open on the desk, `given` what somebody
answered, `wanted` and `order` what somebody wants, `price` which sums are worth a
question, `forgetting` what goes with a party or a step. Every other file is a question:
`told` says what the text answers already, `answer` writes what somebody said. What a
question does not ask stays as it is.
"""
