"""What cases are called, without reading all that they say.

A list of the bundled cases needs one line of each. The line is read here where it is
written plainly, which every bundled case does and a test compares; what is written in
any other way is read as YAML, with the case. Of a text that is no case yet, what it
would be called is taken from the line of its title, as well as it can be.
"""

import re
from importlib.resources import files

from detente.casefile.source import bundled_cases
from detente.model.text import Text

_KEY = re.compile(r"^title\b.*$", re.MULTILINE)
_VALUE = r'(?:"([^"\\\s][^"\\]*[^"\\\s])"|([^\W\d_][\w ()-]*[\w)]))'
"""Between quotation marks, without escapes; or words without signs of YAML."""
_PLAIN = re.compile(rf"title: \{{en: {_VALUE}, ru: {_VALUE}\}}")
_LINE = re.compile(r"^title[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
"""The title, with the lines that belong to it."""
_BEGIN = r"""(?:"([^"\n]+)"|'([^'\n]+)'|["']?([^\s"'{}\[\]|>&*#,]"""
"""How a text begins that stands between quotation marks, has lost one, or has none."""
_KEYED = r"(en|ru)[ \t]*:[ \t]*"
_ALONE = re.compile(rf"{_BEGIN}[^\n#]*))")
_IN_BLOCK = re.compile(rf"^[ \t]+{_KEYED}{_BEGIN}[^\n#]*))", re.MULTILINE)
_IN_BRACES = re.compile(rf"[{{,]\s*{_KEYED}{_BEGIN}[^\n#,}}]*))")
_LONGEST = 300
_TRUTHS = frozenset(("yes", "no", "on", "off", "true", "false", "null"))


def bundled_titles() -> tuple[tuple[str, Text], ...]:
    """List the cases that come with Detente, and what they are called.

    Returns
    -------
    tuple of (str, Text)
        Their names, in alphabetical order, each with its title.

    Raises
    ------
    CaseError
        Where a case has to be read whole for its title, and has faults.
    """
    return tuple((name, _title(name)) for name in bundled_cases())


def _title(name: str) -> Text:
    text = files("detente").joinpath("cases", f"{name}.yaml").read_text("utf-8")
    title = plain_title(text)
    if title is not None:
        return title
    from detente.casefile.reader import load_case  # noqa: PLC0415 - heavy, rarely

    return load_case(name).title


def plain_title(text: str) -> Text | None:
    """Read the title of a case where it stands plainly on one line.

    Parameters
    ----------
    text : str
        The case, YAML.

    Returns
    -------
    Text or None
        None where reading it takes YAML: several lines, escapes, comments,
        other languages, words that stand for a truth.
    """
    lines = _KEY.findall(text)
    found = _PLAIN.fullmatch(lines[0].rstrip()) if len(lines) == 1 else None
    if found is None:
        return None
    english, russian = found[1] or found[2], found[3] or found[4]
    if {english.lower(), russian.lower()} & _TRUTHS:
        return None
    return Text((("en", english), ("ru", russian)))


def written_title(text: str) -> Text | None:
    """Say what a text calls itself that may be no case yet.

    Parameters
    ----------
    text : str
        Whatever somebody wrote, or a file holds.

    Returns
    -------
    Text or None
        What stands after `title:`, in English, Russian or no language that is named,
        300 letters at most each; None where there is no such line or nothing in it.
    """
    found = _LINE.search(text)
    if found is None:
        return None
    said = found[1]
    by_language = _IN_BRACES if said.startswith("{") else _IN_BLOCK
    named = [(each[1], _worded(each, 2)) for each in by_language.finditer(said)]
    if named:
        return Text(tuple(named))
    alone = _ALONE.match(said)
    return Text.plain(_worded(alone, 1)) if alone else None


def _worded(found: re.Match[str], first: int) -> str:
    words = next(each for each in found.groups()[first - 1 :] if each)
    return words.strip()[:_LONGEST]
