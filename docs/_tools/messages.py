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
KEYWORDS = {"say": None, "count": (1, 2), "Counted": (1, 2), "Message": None}
KINDS = {".py": "python", ".html": "jinja2"}
"""How sentences are found in a file, by its ending."""


class RussianCatalog(Catalog):
    """A catalogue whose header tells nothing of the day or the machine.

    Otherwise every run would change the files.
    """

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header, key by key."""
        return [
            ("Project-Id-Version", "Detente"),
            ("Language", "ru"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def templates() -> list[str | tuple[str, str]]:
    """Find every template in the code, in the order of files and lines."""
    found: dict[str | tuple[str, str], None] = {}
    files = (path for path in SOURCE.rglob("*.*") if path.suffix in KINDS)
    for path in sorted(files):
        with path.open("rb") as stream:
            for _, key, _, _ in extract(KINDS[path.suffix], stream, KEYWORDS):
                found[key if isinstance(key, str) else (key[0], key[1])] = None
    return list(found)


def updated(known: Catalog) -> Catalog:
    """Give a catalogue of today's templates with the translations known."""
    catalogue = RussianCatalog("ru", fuzzy=False, header_comment="")
    for key in templates():
        entry = known.get(key if isinstance(key, str) else key[0])
        same = entry is not None and entry.id == key
        catalogue.add(key, entry.string if entry is not None and same else "")
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """Find the entries without a translation, or with a form missing."""
    return [
        entry
        for entry in catalogue
        if entry.id and not (entry.string and all(entry.string))
    ]


def write(catalogue: Catalog) -> None:
    """Write the text of a catalogue, and the same compiled."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "detente.po").open("wb") as stream:
        write_po(stream, catalogue, width=80, no_location=True)
    with (FOLDER / "detente.mo").open("wb") as stream:
        write_mo(stream, catalogue)


def main() -> int:
    """Update text and compiled catalogue; exit 1 when a translation is missing."""
    text = FOLDER / "detente.po"
    known = Catalog("ru")
    if text.exists():
        with text.open("rb") as stream:
            known = read_po(stream, locale="ru")
    catalogue = updated(known)
    write(catalogue)
    missing = untranslated(catalogue)
    for entry in missing:
        sys.stdout.write(f"{entry.id}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
