"""Bring the Russian catalogue up to date with the sentences in the code.

Run by `make messages`: extracts the templates, keeps their translations,
drops those that nobody says any longer, compiles the catalogue and lists
what still has to be translated.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "detente"
FOLDER = SOURCE / "report" / "locale" / "ru" / "LC_MESSAGES"
KEYWORDS = {"say": None, "count": (1, 2), "Message": None}
# Nothing here may depend on the day or the machine, or every run would differ.
HEADER = """\
Project-Id-Version: Detente
Language: ru
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && \
n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);
"""


def templates() -> list[str | tuple[str, str]]:
    """Find every template in the code, in the order of files and lines."""
    found: dict[str | tuple[str, str], None] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        with path.open("rb") as stream:
            for _, key, _, _ in extract("python", stream, KEYWORDS):
                found[key if isinstance(key, str) else (key[0], key[1])] = None
    return list(found)


def updated(known: Catalog) -> Catalog:
    """Give a catalogue of today's templates with the translations known."""
    catalogue = Catalog(locale="ru", fuzzy=False)
    for key in templates():
        singular = key if isinstance(key, str) else key[0]
        entry = known.get(singular)
        same = entry is not None and entry.id == key
        catalogue.add(key, entry.string if entry is not None and same else "")
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """Find the entries without a translation, or with a form missing."""
    return [
        entry
        for entry in catalogue
        if entry.id
        and not (entry.string and all(entry.string))
    ]


def write_text(catalogue: Catalog, path: Path) -> None:
    """Write the text of a catalogue under a header that never changes."""
    lines = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    with path.open("wb") as stream:
        stream.write(f'msgid ""\nmsgstr ""\n{lines}\n'.encode())
        write_po(stream, catalogue, width=80, no_location=True, omit_header=True)


def main() -> int:
    """Update text and compiled catalogue; exit 1 when a translation is missing."""
    text = FOLDER / "detente.po"
    known = Catalog(locale="ru")
    if text.exists():
        with text.open("rb") as stream:
            known = read_po(stream, locale="ru")
    write_text(updated(known), text)
    with text.open("rb") as stream:
        catalogue = read_po(stream, locale="ru")
    with text.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)
    missing = untranslated(catalogue)
    for entry in missing:
        print(entry.id)  # noqa: T201 - a tool at the terminal
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
