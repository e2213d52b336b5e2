"""Every sentence that a person reads has its Russian."""

import gettext
import re
from functools import cache
from pathlib import Path

import messages
import pytest

import detente
from detente.errors import Message
from detente.report.words import words_of

pofile = pytest.importorskip("babel.messages.pofile")

SOURCE = Path(detente.__file__).parent
LOCALE = SOURCE / "report" / "locale" / "ru" / "LC_MESSAGES"


@cache
def extracted():
    """Every template in the code, as gettext keys them."""
    return set(messages.templates())


def catalogue():
    with (LOCALE / "detente.po").open("rb") as stream:
        return {
            entry.id if isinstance(entry.id, str) else tuple(entry.id): entry
            for entry in pofile.read_po(stream, locale="ru")
            if entry.id
        }


def places(text):
    return set(re.findall(r"{(\w+)[^}]*}", text))


def test_every_template_is_translated():
    entries = catalogue()
    assert [key for key in extracted() if not translated(entries.get(key))] == []


def translated(entry):
    """Whether every form of an entry has its Russian."""
    if entry is None:
        return False
    return all(entry.string) if isinstance(entry.id, tuple) else bool(entry.string)


def test_nothing_is_translated_that_nobody_says():
    assert set(catalogue()) - extracted() == set()


def test_translations_keep_the_places_of_their_templates():
    for key, entry in catalogue().items():
        if isinstance(key, tuple):
            forms = list(entry.string)
            assert all(places(form) <= places(key[1]) for form in forms), key
            assert places(forms[-1]) == places(key[1]), key
        else:
            assert places(entry.string) == places(key), key


def test_the_compiled_catalogue_is_that_of_the_text():
    with (LOCALE / "detente.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for key, entry in catalogue().items():
        if isinstance(key, tuple):
            one, many = key
            forms = [compiled.ngettext(one, many, n) for n in (1, 2, 5)]
            assert forms == list(entry.string)
        else:
            assert compiled.gettext(key) == entry.string


def test_russian_counts_in_three_forms():
    words = words_of("ru")
    said = [words.count("{n} party", "{n} parties", n) for n in (1, 3, 11, 21)]
    assert said == ["1 сторона", "3 стороны", "11 сторон", "21 сторона"]


def test_a_message_from_a_lower_floor_is_said_in_russian():
    message = Message("there is no party '{party}'", party="mars")
    assert "mars" in words_of("ru").message(message)
    assert words_of("ru").message(message) != message
