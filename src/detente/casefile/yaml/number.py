"""Numbers as a text spells them, exact."""

import re
from decimal import Decimal
from fractions import Fraction

from detente.casefile.limits import LONGEST_NUMBER
from detente.model.quantity import Exact

FRACTION = re.compile(r"([-+]?\d+)/(\d+)", re.ASCII)
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,4})?", re.ASCII)


def decimal(text: str) -> Decimal | None:
    """Read a number exactly, or give None where it is none or out of bounds."""
    if not NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    _, digits, exponent = number.as_tuple()
    places = -exponent if isinstance(exponent, int) else 0
    if max(places, len(digits) - places) > LONGEST_NUMBER:
        return None
    return number


def number(text: str) -> Exact | None:
    """Read a decimal or a fraction exactly, or give None where it is neither."""
    found = FRACTION.fullmatch(text)
    if found is None:
        return decimal(text)
    if max(map(len, found.groups())) > LONGEST_NUMBER or not int(found[2]):
        return None
    fraction = Fraction(int(found[1]), int(found[2]))
    return Decimal(int(fraction)) if fraction.denominator == 1 else fraction
