"""The flagship's quotes against the article, which is not part of the project.

For each quote `tests/data/ivashentsov-2019.json` keeps a digest of the words as
they stand in the article, with the number of their sentence. So a quote that is
changed fails where the article is not at hand too. After adding a quote:
`python -m tests.golden.quotes`, beside the article.
"""

import hashlib
import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import detente
from detente.casefile import load_case

ROOT = Path(__file__).parents[2]
FILE = Path(detente.__file__).parent / "cases" / "korea-2019.yaml"
ARTICLE = ROOT.parent / "shared" / "sources" / "ivashentsov-2019.txt"
DIGESTS = ROOT / "tests" / "data" / "ivashentsov-2019.json"
END_OF_SENTENCE = re.compile(r"(?<=[.?!])(?<! [A-Z]\.)\s+(?=[A-Z])")


def elements(value):
    """Give everything inside a record, the record included."""
    yield value
    if isinstance(value, tuple):
        inside: tuple[object, ...] = value
    elif is_dataclass(value):
        inside = tuple(getattr(value, field.name) for field in fields(value))
    else:
        inside = ()
    for part in inside:
        yield from elements(part)


def quotes(case):
    """Give every quote of the article in the case."""
    for element in elements(case):
        source = getattr(element, "source", None)
        if source == "ivashentsov" and element.quote:
            yield element.quote


def sentences():
    """Give the sentences of the article."""
    lines = ARTICLE.read_text("utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("On April"))
    end = next(n for n, line in enumerate(lines) if line.startswith("Source:"))
    body = dict.fromkeys(line.strip() for line in lines[start:end] if line.strip())
    return [each for line in body for each in END_OF_SENTENCE.split(line)]


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


def digests(case):
    """Find each quote in the article: its digest, and the number of its sentence."""
    return {
        digest(quote): number
        for number, sentence in enumerate(sentences(), 1)
        for quote in sorted(set(quotes(case)))
        if quote in sentence
    }


def kept_digests():
    """Read the digests that are kept."""
    return json.loads(DIGESTS.read_text("utf-8"))


if __name__ == "__main__":
    found = digests(load_case(FILE))
    DIGESTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
