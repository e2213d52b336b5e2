"""Deals over time by their definitions: slow, plain, and written from the pages alone.

Nothing here is made faster; what the studies say is compared with it.
"""
