"""What the bundled cases are called, without reading all that they say.

A list of cases needs one line of each. The line is read here where it is written
plainly, which every bundled case does and a test compares; what is written in any
other way is read as YAML, with the case.
"""

import re
from importlib.resources import files

from detente.casefile.source import bundled_cases
from detente.model.text import Text

_KEY = re.compile(r"^title\b.*$", re.MULTILINE)
_VALUE = r'(?:"([^"\\\s][^"\\]*[^"\\\s])"|([^\W\d_][\w ()-]*[\w)]))'
"""Between quotation marks, without escapes; or words without signs of YAML."""
_PLAIN = re.compile(rf"title: \{{en: {_VALUE}, ru: {_VALUE}\}}")
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
