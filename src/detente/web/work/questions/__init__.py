"""A case by questions: what each of them reads from a text and writes into it.

`sheet` is a text open on the desk, `given` what somebody answered, `asking` the one way
in. Every other file is a question: `told` says what the text answers already, `answer`
writes what somebody said. What a question does not ask stays as it is.
"""
