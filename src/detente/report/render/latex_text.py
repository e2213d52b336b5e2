"""Text for LaTeX: special characters, and words that may break."""

import re
from unicodedata import normalize

_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        (
            *("alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta"),
            *("theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho"),
            *("sigma", "tau", "upsilon", "varphi", "chi", "psi", "omega"),
            *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma"),
            *("Upsilon", "Phi", "Psi", "Omega"),
        ),
        strict=True,
    )
)

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
    # The fonts of Cyrillic do not have these.
    **{sign: rf"{{\fontencoding{{T1}}\selectfont {sign}}}" for sign in "ÐÞðþŊŋ"},
    **{sign: rf"$\{name}$" for sign, name in _GREEK.items()},
}
_PIECE = re.compile(r"([-,'])\1+|.", re.DOTALL)
"""A character, or several that TeX would join to one."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TYPE = re.compile(
    "[ -~\u00a0-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165"
    "\u0168-\u017e\u0192\u01cd-\u01d4\u01e6-\u01eb\u0218-\u021b\u02c6\u02c7"
    "\u02d8\u02d9\u02db-\u02dd\u1e9e\u2010-\u2016\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u2044\u20ac\u2103\u2122\u2126"
    "\u2190-\u2193\u0400-\u045f\u0490-\u0493\u0496-\u049d\u04a0-\u04a5\u04aa"
    "\u04ab\u04ae-\u04b3\u04b6-\u04bb\u04c0-\u04c2\u04d0-\u04df\u04e2-\u04e9"
    "\u04ec-\u04f5\u04f8\u04f9]"
)
"""What pdflatex sets, with the fonts of the preamble: Latin, Cyrillic, signs."""
_NUMBERED = re.compile(r"\\texttt\{U\+([0-9A-F]+)\}")
"""Nothing else is written so: a backslash of the text is escaped."""
_NARROW = frozenset("ijlftrI.,:;!|'()[]- ")
_BROAD = frozenset(
    "mwMW\u0436\u043c\u0444\u0448\u0449\u044b\u044e\u0416\u041c\u0424\u0428\u0429\u042e"
)
_ARROWS = frozenset("\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}\N{LEFT RIGHT ARROW}")
_CHUNK = 4
_PLAIN = (r"\usepackage{array,booktabs,longtable}", r"\usepackage[T1]{fontenc}")
_CYRILLIC_TOO = (
    r"\usepackage{array,booktabs,longtable}",
    r"\usepackage[T1,T2A]{fontenc}",
)


def preamble(body: str, language: str = "en") -> tuple[str, ...]:
    r"""Give the lines that a paper needs before `\begin{document}`.

    Parameters
    ----------
    body : str
        The LaTeX to be read in.
    language : str
        en or ru, that of the paper.

    Returns
    -------
    tuple of str
        With the fonts and hyphenation of Russian where it has Cyrillic.
    """
    if not _CYRILLIC.search(body):
        return _PLAIN
    # The last of the languages is that of the paper: "Table 1" or "Таблица 1".
    languages = "english,russian" if language == "ru" else "russian,english"
    return (*_CYRILLIC_TOO, rf"\usepackage[{languages}]{{babel}}")


def without_type(body: str) -> tuple[str, ...]:
    r"""Give the characters that stand as numbers, as pdflatex cannot set them.

    Parameters
    ----------
    body : str
        The LaTeX, in which each is written as `\texttt{U+65E5}`.

    Returns
    -------
    tuple of str
        Each once, in the order in which they stand.
    """
    return tuple(dict.fromkeys(chr(int(code, 16)) for code in _NUMBERED.findall(body)))


def _settable(text: str) -> str:
    """Put accents on their letters, and spaces for tabs and ends of lines."""
    # A no-break space stays one: it means something to LaTeX too.
    return re.sub(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+", " ", normalize("NFC", text))


def breadth(text: str) -> float:
    """Estimate how broad a text is, in digits of the same font."""
    return sum(map(_breadth, _settable(text)))


def _breadth(character: str) -> float:
    if _is_numbered(character):
        return 1.05 * len(_number(character))
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
    text = _settable(text)
    if width is None:
        return _plain(text)
    return " ".join(_breakable(word, width) for word in text.split(" "))


def _plain(text: str) -> str:
    return "".join(_piece(found[0]) for found in _PIECE.finditer(text))


def _piece(piece: str) -> str:
    if len(piece) > 1:
        return "".join(each + "{}" for each in piece)
    if _is_numbered(piece):
        return rf"\texttt{{{_number(piece)}}}\allowbreak{{}}"
    return _SPECIAL.get(piece, piece)


def _is_numbered(character: str) -> bool:
    return character not in _SPECIAL and not _TYPE.fullmatch(character)


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


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
