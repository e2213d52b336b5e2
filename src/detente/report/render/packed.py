"""Texts that a page carries with it, to be saved by its reader."""

import gzip
from base64 import b64encode


def packed(text: str) -> str:
    """Give a text as an address; unpacked, texts would be half of a report."""
    return "data:application/gzip;base64," + b64encode(
        gzip.compress(text.encode(), mtime=0)
    ).decode("ascii")
