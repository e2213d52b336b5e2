"""Answers about bundled cases that several tests read, each asked once."""

from functools import cache

import detente as dt


@cache
def analysis(name):
    """Give the first screen of a bundled case."""
    return dt.analyze(name)


@cache
def paper(name):
    """Give the tables of a bundled case for a paper."""
    return dt.paper_tables(name)
