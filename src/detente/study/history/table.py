"""The one table that turns coding sheets into cases; docs/theory/history.md argues it.

At most twelve numbers, the same for all deals, and none of them from any deal.
"""

from dataclasses import asdict, replace

import numpy as np

from detente.records import dataclass

_CHANCES = frozenset(
    {"patience", "noticed", "forces", "payer", "snapback", "rejected", "unrejected"}
)
"""Numbers that stay below one."""
_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """Twelve numbers.

    Attributes
    ----------
    own_cost : float
        What a step costs its owner per period, as a share of its size; its size is
        what it is worth to each party that gains by it.
    patience : float
        What a year later counts, of the same now.
    months : float
        Months that it takes to undo what the sheet calls months.
    unseen : float
        Months for which nobody can notice what is seen within months.
    noticed : float
        The chance a month that the other side's own means notice a breach.
    penalty : float
        What a breacher loses per period by an enforcer, in sizes.
    forces, payer, snapback : float
        How far each is believed: outside forces on the ground, an outside payer or
        supplier, a legal snapback.
    rejected, unrejected : float
        The share of changes of leadership that bring one that does not want the deal,
        where the opposition rejected it in writing, and where not.
    successor : float
        What such a leadership gains by the others' steps, of what those who signed do.
    """

    own_cost: float = 0.5
    patience: float = 0.9
    months: float = 6
    unseen: float = 3
    noticed: float = 0.5
    penalty: float = 2
    forces: float = 0.9
    payer: float = 0.6
    snapback: float = 0.5
    rejected: float = 0.7
    unrejected: float = 0.2
    successor: float = 0.25

    def drawn(self, seed: int, number: int) -> "HistoryTable":
        """Draw each number between half and twice itself, all ratios as likely.

        Parameters
        ----------
        seed, number : int
            Each number of a seed is a table of its own.

        Returns
        -------
        HistoryTable
            Chances stay below one; of patience the impatience is drawn, so that half
            of it and twice it are as far away.
        """
        rng = np.random.default_rng([seed, number])
        found = {}
        for name, value in asdict(self).items():
            ratio = float(2 ** rng.uniform(-1, 1))
            if name == "patience":
                found[name] = value**ratio
            elif name in _CHANCES:
                found[name] = min(value * ratio, _CERTAIN)
            else:
                found[name] = value * ratio
        return replace(self, **found)


TABLE = HistoryTable()
