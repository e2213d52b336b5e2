"""The language asked for, known before the commands are built."""

import os
import sys
from functools import lru_cache

from detente.report.words import Words, words_of


def asked_language() -> str:
    """Give the language of `--lang`, else of the environment, else English."""
    words = sys.argv[1:]
    for position, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(words):
            return words[position + 1]
    return os.environ.get("DETENTE_LANG", "en")


@lru_cache
def help_words() -> Words:
    """Open the catalogue for help texts and messages."""
    return words_of(asked_language())
