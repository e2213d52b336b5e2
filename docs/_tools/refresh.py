"""Put the real output of every command into the documents.

A document runs in a folder of its own. A block with a caption is added to the
file that the caption names; in a `console` block every line that starts
with `$ detente` is run and what follows it is replaced by what it prints, as
a terminal of 100 columns without colours shows it. What stands between the
marks of KEYS is the table of every key of a case file. The tests compare the
documents with what this module makes of them.
"""

import io
import multiprocessing
import os
import pkgutil
import re
import shlex
import sys
import tempfile
from pathlib import Path
from unittest import mock

import detente
from detente.casefile.schema.key_meanings import COMMON, ELEMENTS, MEANINGS

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<kind>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
CAPTION = re.compile(r":caption: (?P<file>\S+)\n\n?(?P<text>.*)", re.DOTALL)
KEYS = re.compile(r"(?<=<!-- every key -->\n).*?(?=<!-- -->)", re.DOTALL)
TERMINAL = {
    "COLUMNS": "100",
    "DETENTE_LANG": "en",
    "LINES": "50",
    "NO_COLOR": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONUNBUFFERED": "1",
    "TERM": "dumb",
}

_COMMANDS = multiprocessing.get_context("forkserver")
_COMMANDS.set_forkserver_preload(
    [
        each.name
        for each in pkgutil.walk_packages(detente.__path__, "detente.")
        if not each.name.startswith(("detente.web", "detente.engine.fast"))
    ]
)
"""Starting two hundred times took longer than most of what is asked."""


def pages() -> list[Path]:
    """Give every document, the README first."""
    found = sorted((ROOT / "docs").rglob("*.md"))
    return [ROOT / "README.md", *(page for page in found if "_build" not in page.parts)]


def refreshed(document: Path) -> str:
    """Give the text of a document with what its commands print today."""
    text = KEYS.sub(lambda _: keys_table(), document.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        return BLOCK.sub(lambda block: _block(block, Path(folder)), text)


def keys_table() -> str:
    """Write what every key of a case file means, as a table."""
    lines = ["| element | key | meaning |", "|---|---|---|"]
    meanings = {"every element": COMMON}
    meanings |= {name: MEANINGS[each] for each, name in ELEMENTS.items()}
    for element, keys in meanings.items():
        for place, (key, meaning) in enumerate(keys.items()):
            lines.append(f"| {'' if place else element} | `{key}` | {meaning} |")
    return "\n".join(["", *lines, "", ""])


def _block(block: re.Match[str], folder: Path) -> str:
    caption = CAPTION.fullmatch(block["body"])
    if caption:
        with (folder / caption["file"]).open("a", encoding="utf-8") as file:
            file.write(caption["text"])
    if block["kind"] != "console":
        return block[0]
    lines = re.findall(r"^\$ (.*)\n", block["body"], re.MULTILINE)
    body = "".join(f"$ {line}\n{_printed(line, folder)}" for line in lines)
    return f"{block['fence']}console\n{body}{block['fence']}"


def _printed(line: str, folder: Path) -> str:
    name, *arguments = shlex.split(line)
    if name != "detente":
        message = f"only detente is run in the documents, not '{line}'"
        raise ValueError(message)
    if arguments[:1] == ["--lang"]:
        message = (
            f"write --lang at the end: what has read all has read its words: {line}"
        )
        raise ValueError(message)
    output = folder / ".printed"
    running = _COMMANDS.Process(target=_run, args=(arguments, folder, output))
    # What has read all is started as a terminal would start it.
    with mock.patch.dict(os.environ, TERMINAL):
        running.start()
    running.join()
    printed = output.read_text("utf-8")
    output.unlink()
    kept = [text.rstrip() for text in printed.splitlines()]
    return "".join(f"{text}\n" for text in kept)


def _run(arguments: list[str], folder: Path, output: Path) -> None:
    """Run one command as its own process does, in a copy of one that has read all."""
    from detente.cli import main as command  # noqa: PLC0415 - read by the first process

    os.chdir(folder)
    os.environ.update(TERMINAL | {"XDG_CACHE_HOME": str(folder / ".cache")})
    sys.argv = ["detente", *arguments]
    with output.open("wb", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    # Both go to one place, in the order in which they are written.
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            os.fdopen(number, "wb", buffering=0, closefd=False),
            encoding="utf-8",
            write_through=True,
        )
        for number in (1, 2)
    )
    command()


def main() -> int:
    """Rewrite all documents, or those named, in place; name those that changed."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    for document in named or pages():
        text = refreshed(document)
        if text != document.read_text("utf-8"):
            document.write_text(text, "utf-8")
            sys.stdout.write(f"{document.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
