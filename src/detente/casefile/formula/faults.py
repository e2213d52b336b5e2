"""What can be wrong with the text of a formula, in sentences."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from detente.casefile.formula.lookalike import in_latin, strange_letter
from detente.errors import Message
from detente.records import dataclass

_JOINTS = ("and", "or", "xor", "implies", "if", "iff")
_COUNTS = ("at_least", "at_most", "exactly")
KEYWORDS = frozenset({*_JOINTS, *_COUNTS, "not", "true", "false"})
"""The words of the language, which no element of a case may have as its id."""

_MEANT = {
    "&": "and",
    "&&": "and",
    "∧": "and",
    "|": "or",
    "||": "or",
    "∨": "or",  # noqa: RUF001 - the sign of logic
    "!": "not",
    "~": "not",
    "¬": "not",
    "^": "xor",
    "⊕": "xor",
    "!=": "xor",
    "≠": "xor",
    "->": "implies",
    "=>": "implies",
    "→": "implies",
    "⇒": "implies",
    "<-": "if",
    "←": "if",
    "=": "iff",
    "==": "iff",
    "<->": "iff",
    "<=>": "iff",
    "↔": "iff",
    "⇔": "iff",
    "[": "(",
    "{": "(",
    "]": ")",
    "}": ")",
    ";": ",",
    "no": "not",
    "yes": "true",
}
_FEW = 5
"""So many strange words are quoted."""
_SIGNS = sorted((sign for sign in _MEANT if not sign.isalpha()), key=len, reverse=True)
_WORD = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?|[0-9]+|[(),]")
_PIECE = re.compile(rf"[(),]|[\w.]+|{'|'.join(map(re.escape, _SIGNS))}|\S")


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """One thing wrong with a formula.

    `offset` is the character of the text, from 0, at which the marker starts;
    `width` is how many characters it underlines.
    """

    code: str
    message: Message
    offset: int
    width: int
    hint: Message | None = None


class FormulaSyntaxError(Exception):
    """The text is not a formula.

    Attributes
    ----------
    faults : tuple of FormulaFault
        What is wrong, in the order of the text; never empty.
    """

    def __init__(self, faults: Iterable[FormulaFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Give the sentences, one a line."""
        return "\n".join(fault.message for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or sign of a formula, and where it starts."""

    text: str
    offset: int


def scan(text: str) -> tuple[tuple[Word, ...], tuple[FormulaFault, ...]]:
    """Split a formula into words, with one fault for all that cannot be any."""
    words = tuple(Word(found[0], found.start()) for found in _PIECE.finditer(text))
    strange = [word for word in words if not _WORD.fullmatch(word.text)]
    hidden = any(strange_letter(word.text) for word in strange)
    if len(strange) > 1 and not hidden:
        return words, (_several(text, strange),)
    return words, tuple(map(_strange, strange))


def _several(text: str, strange: Sequence[Word]) -> FormulaFault:
    """Tell of several words at once: the hint writes the formula as it was meant."""
    first, last = strange[0], strange[-1]
    quoted = ", ".join(f"'{word.text}'" for word in strange[:_FEW])
    message = Message("{words} are not words of formulas", words=quoted)
    if len(strange) > _FEW:
        message = Message("{words} and more are not words of formulas", words=quoted)
    meant = [_meant(word) for word in strange]
    hint = _strange(strange[meant.index(None)]).hint if None in meant else None
    if hint is None:
        hint = Message("write {meant}", meant=_rewritten(text, strange, meant))
    width = last.offset + len(last.text) - first.offset
    return FormulaFault("formula-word", message, first.offset, width, hint)


def _rewritten(text: str, strange: Sequence[Word], meant: Sequence[str | None]) -> str:
    pieces, end = [], 0
    for word, better in zip(strange, meant, strict=True):
        spaced = f" {better} " if better and better.isalpha() else better or ""
        pieces += [text[end : word.offset], spaced]
        end = word.offset + len(word.text)
    return " ".join("".join([*pieces, text[end:]]).split())


def _meant(word: Word) -> str | None:
    """Give the word of formulas, or the id, that a strange word stands for."""
    small = word.text.lower()
    if strange_letter(word.text) is not None:
        return in_latin(small)
    if small in KEYWORDS:
        return small
    return _MEANT.get(small) or (small if _WORD.fullmatch(small) else None)


def _strange(word: Word) -> FormulaFault:
    meant = _meant(word)
    letter = strange_letter(word.text)
    if letter is not None:
        message = Message(
            "the letter '{letter}' in '{value}' is Cyrillic",
            letter=letter,
            value=word.text,
        )
        hint = Message("write {id} in Latin letters", id=meant)
        return _fault("formula-word", message, word, hint)
    hint = Message("ids are made of the letters a to z, digits and _")
    if meant:
        hint = Message("write {meant}", meant=meant)
    elif word.text in "\"'`":
        hint = Message("leave the quotes out")
    message = Message("'{word}' is not a word of formulas", word=word.text)
    return _fault("formula-word", message, word, hint)


def _fault(
    code: str, message: Message, word: Word, hint: Message | None = None
) -> FormulaFault:
    return FormulaFault(code, message, word.offset, len(word.text), hint)


def fault_at(words: Sequence[Word], offset: int) -> FormulaFault:
    """Say why the word at `offset` cannot stand there.

    Parameters
    ----------
    words : sequence of Word
        The whole formula.
    offset : int
        Where the first word that does not fit starts, or where the text ends.

    Returns
    -------
    FormulaFault
        The fault, at that word or at the one that lacks something.
    """
    if not words:
        message = Message("the formula is empty")
        hint = Message("write the id of an option, or true")
        return FormulaFault("formula-empty", message, 0, 1, hint)
    before = [word for word in words if word.offset < offset]
    word = words[len(before)] if len(before) < len(words) else None
    texts = ["", "", *(word.text for word in before)]
    count = next((text for text in reversed(texts[-3:]) if text in _COUNTS), None)
    if count and (texts[-1] == count or texts[-2] == count or texts[-1].isdigit()):
        return _count_fault(count, word, before)
    if texts[-1] in {"", "not", "(", ",", *_JOINTS}:
        return _operand_fault(before, word)
    return _joint_fault(before, word)


def _count_fault(count: str, word: Word | None, before: Sequence[Word]) -> FormulaFault:
    message = Message("{count} needs a number and the formulas to count", count=count)
    hint = Message("write {count}(1, a, b)", count=count)
    if word is None and before[-1].text.isdigit():
        hint = Message(
            "write {count}(1, a, b), in quotes where it stands in braces or brackets",
            count=count,
        )
    return _fault("formula-count", message, word or before[-1], hint)


def _operand_fault(before: Sequence[Word], word: Word | None) -> FormulaFault:
    """Refuse what stands where something true or false should."""
    hint = Message("write the id of an option there")
    if word is None:
        message = Message("nothing follows '{word}'", word=before[-1].text)
        return _fault("formula-missing", message, before[-1], hint)
    if word.text.isdigit():
        return _number_fault(word)
    if before:
        message = Message(
            "nothing stands between '{left}' and '{right}'",
            left=before[-1].text,
            right=word.text,
        )
    else:
        message = Message("nothing stands before '{word}'", word=word.text)
    if word.text == "if":
        hint = Message("write the condition last, p if q, or write q implies p")
    return _fault("formula-missing", message, word, hint)


def _number_fault(word: Word) -> FormulaFault:
    message = Message("the number {word} cannot be true or false", word=word.text)
    constant = {"0": "false", "1": "true"}.get(word.text)
    hint = Message("numbers stand first in at_least, at_most and exactly")
    if constant:
        hint = Message("write {meant}", meant=constant)
    return _fault("formula-number", message, word, hint)


def _joint_fault(before: Sequence[Word], word: Word | None) -> FormulaFault:
    """Refuse what follows a complete formula."""
    if word is None:
        message = Message("this parenthesis is never closed")
        hint = Message("add ) where it ends")
        return _fault("formula-parenthesis", message, _last_open(before), hint)
    if word.text == ")":
        message = Message("this parenthesis closes nothing")
        hint = Message("remove it, or add ( where it starts")
        return _fault("formula-parenthesis", message, word, hint)
    if word.text == ",":
        message = Message("commas stand only in at_least, at_most and exactly")
        hint = Message("write and or or")
        return _fault("formula-comma", message, word, hint)
    return _neighbours_fault(before[-1], word)


def _last_open(words: Sequence[Word]) -> Word:
    opened: list[Word] = []
    for word in words:
        if word.text == "(":
            opened.append(word)
        elif word.text == ")":
            opened.pop()
    return opened[-1]


def _neighbours_fault(left: Word, right: Word) -> FormulaFault:
    message = Message(
        "'{left}' and '{right}' stand side by side", left=left.text, right=right.text
    )
    hint = Message("join them by and, or, xor, implies, if or iff")
    for word, wanted in ((right, _JOINTS), (left, ("not", *_COUNTS))):
        meant = _MEANT.get(word.text) or next(
            iter(get_close_matches(word.text, wanted, 1)), None
        )
        if meant and word.text not in KEYWORDS:
            hint = Message("did you mean {meant}?", meant=meant)
            return _fault("formula-neighbours", message, word, hint)
    return _fault("formula-neighbours", message, right, hint)
