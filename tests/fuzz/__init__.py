"""Damaged files and odd questions, by the thousand: an answer, or placed problems.

`python -m tests.fuzz --minutes 30 --seed 5` goes on for half an hour; the test
of the same name runs a small number of trials with a fixed seed. Every trial
has a number, from which `--only KIND:NUMBER` makes it again.
"""
