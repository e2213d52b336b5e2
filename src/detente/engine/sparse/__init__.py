"""Few feasible states among many options: moves within fibres, never listed.

`fibres` holds what a party can reach, `operators` keeps the contract of engines.
"""
