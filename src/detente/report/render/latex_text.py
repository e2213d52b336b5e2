"""Text for LaTeX: special characters, and words that may break."""

import re

__all__ = ["breadth", "escaped", "preamble"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"{\char34}",
    "`": r"\textasciigrave{}",
    "\N{NO-BREAK SPACE}": "~",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{MINUS SIGN}": "$-$",
    "\N{PLUS-MINUS SIGN}": r"$\pm$",
    "\N{MULTIPLICATION SIGN}": r"$\times$",
    "\N{MIDDLE DOT}": r"$\cdot$",
    "\N{LESS-THAN OR EQUAL TO}": r"$\leq$",
    "\N{GREATER-THAN OR EQUAL TO}": r"$\geq$",
    "\N{NOT EQUAL TO}": r"$\neq$",
    "\N{ALMOST EQUAL TO}": r"$\approx$",
    "\N{SUCCEEDS}": r"$\succ$",
    "\N{TILDE OPERATOR}": r"$\sim$",
    "\N{INFINITY}": r"$\infty$",
    "\N{RIGHTWARDS ARROW}": r"$\rightarrow$",
    "\N{LEFTWARDS ARROW}": r"$\leftarrow$",
    "\N{LEFT RIGHT ARROW}": r"$\leftrightarrow$",
    "\N{CHECK MARK}": r"$\surd$",
    "\N{SQUARE ROOT}": r"$\surd$",
    "\N{ELEMENT OF}": r"$\in$",
    "\N{LOGICAL AND}": r"$\wedge$",
    "\N{LOGICAL OR}": r"$\vee$",
    "\N{NOT SIGN}": r"$\neg$",
    "\N{NUMERO SIGN}": r"\textnumero{}",
}
_PIECE = re.compile("--+|.", re.DOTALL)
"""A character, or dashes that TeX would join to one."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_NARROW = frozenset("ijlftrI.,:;!|'()[]- ")
_BROAD = frozenset(
    "mwMW\u0436\u043c\u0444\u0448\u0449\u044b\u044e\u0416\u041c\u0424\u0428\u0429\u042e"
)
_ARROWS = frozenset(
    "\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}\N{LEFT RIGHT ARROW}",
)
_CHUNK = 4
_PLAIN = (
    r"\usepackage{array,booktabs,longtable}",
    r"\usepackage[T1]{fontenc}",
)
_RUSSIAN = (
    r"\usepackage{array,booktabs,longtable}",
    r"\usepackage[T1,T2A]{fontenc}",
    r"\usepackage[english,russian]{babel}",
)


def preamble(body: str) -> tuple[str, ...]:
    r"""Give the lines that a paper needs before `\begin{document}`.

    Parameters
    ----------
    body : str
        The LaTeX to be read in.

    Returns
    -------
    tuple of str
        With the fonts and hyphenation of Russian where it has Cyrillic.
    """
    return _RUSSIAN if _CYRILLIC.search(body) else _PLAIN


def breadth(text: str) -> float:
    """Estimate how broad a text is, in digits of the same font."""
    return sum(map(_breadth, text))


def _breadth(character: str) -> float:
    if character in _NARROW:
        return 0.65
    if character in _ARROWS:
        return 2.1
    if character in _BROAD:
        return 1.75 if character.isupper() else 1.55
    return 1.45 if character.isupper() else 1.05


def escaped(text: str, width: float | None = None) -> str:
    """Write text so that LaTeX shows it as it is.

    Parameters
    ----------
    text : str
        Any text.
    width : float or None
        Of a column that wraps, in digits: words that are broader, and ids at
        their underscores, may break there. None breaks nothing.
    """
    if width is None:
        return _plain(text)
    return " ".join(_breakable(word, width) for word in text.split(" "))


def _plain(text: str) -> str:
    return "".join(map(_piece, _PIECE.findall(text)))


def _piece(piece: str) -> str:
    return "-{}" * len(piece) if piece[:2] == "--" else _SPECIAL.get(piece, piece)


def _breakable(word: str, width: float) -> str:
    if breadth(word) <= width and "_" not in word:
        return _plain(word)
    pieces = word.replace("_", "_\0").split("\0")
    short = [part for piece in pieces for part in _parts(piece, width)]
    return r"\allowbreak{}".join(_plain(each) for each in short)


def _parts(piece: str, width: float) -> list[str]:
    if breadth(piece) <= width:
        return [piece]
    return [piece[at : at + _CHUNK] for at in range(0, len(piece), _CHUNK)]
