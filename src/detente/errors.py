"""What can go wrong, as one tree.

::

    DetenteError
    ├── CaseError            the case, as written, cannot be used
    ├── QuestionError        the question asked of a case makes no sense for it
    ├── UnsupportedError     the case is right, but this engine cannot express it
    ├── TooLargeError        the work would not fit the memory or time allowed
    └── StoppedError         the time allowed is over, or somebody interrupted

Sentences are written in English where the fault is found and keep their
template and values, so that the report can say them in another language.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Self

from detente.records import dataclass

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
"""What acts on a terminal, or turns the order of letters; half characters."""
_BYTE = 0x100


def visible(text: str, *, line: bool = False) -> str:
    r"""Write characters that cannot be seen as their numbers: `\x1b`, `\u202e`.

    Parameters
    ----------
    text : str
        From a case, a file, a command line: anything.
    line : bool
        Whether the ends of lines and tabs within are written so too.

    Returns
    -------
    str
        The same where every character can be seen.
    """
    shown = _HIDDEN.sub(_numbered, text)
    return shown.replace("\n", "\\n").replace("\t", "\\t") if line else shown


def hidden_escaped(text: str) -> str:
    r"""Write hidden characters as JSON and YAML do within quotes: `\u001b`."""
    return _HIDDEN.sub(lambda hidden: f"\\u{ord(hidden[0]):04x}", text)


def _numbered(hidden: re.Match[str]) -> str:
    code = ord(hidden[0])
    return f"\\x{code:02x}" if code < _BYTE else f"\\u{code:04x}"


class Message(str):  # noqa: SLOT000 - it carries how it was made
    """A sentence in English that remembers how it was made.

    Attributes
    ----------
    template : str
        The sentence with named places, the key of its translations.
    values : dict of str to object
        What fills the places.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the places of `template`; without values it is taken as it is."""
        shown = {key: _shown(value) for key, value in values.items()}
        message = super().__new__(cls, template.format(**shown) if values else template)
        message.template = template
        message.values = values
        return message

    def shown(self) -> dict[str, object]:
        """Give the values as a sentence of one line can show them."""
        return {key: _shown(value) for key, value in self.values.items()}

    def __reduce__(self) -> tuple[object, ...]:
        """Keep template and values when copied to another process."""
        return _restore, (self.template, self.values)


class Counted(Message):
    """A sentence about so many things, in the form that their number asks for.

    Attributes
    ----------
    forms : (str, str)
        The template for one, and for many, the key of its translations.
    n : int
        How many.
    """

    forms: tuple[str, str]
    n: int

    def __new__(cls, one: str, many: str, n: int, /) -> Self:
        """Fill the place `n` of one of two templates."""
        message = super().__new__(cls, one if n == 1 else many, n=n)
        message.forms, message.n = (one, many), n
        return message

    def __reduce__(self) -> tuple[object, ...]:
        return Counted, (*self.forms, self.n)


def _shown(value: object) -> object:
    """Let a sentence stay one line; one within it was made so itself."""
    if isinstance(value, Message):
        return value
    if isinstance(value, str | PurePath):
        return visible(str(value), line=True)
    return value


def _restore(template: str, values: dict[str, object]) -> Message:
    return Message(template, **values)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a text: file, line and column from 1, and the line itself.

    Line 0 means the file as a whole. `width` is the number of characters
    that the marker underlines. Of a very long line `excerpt` is a part;
    `before` counts the characters of the line that are left out before it.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    width: int = 1
    before: int = 0

    def __post_init__(self) -> None:
        """Keep a part of a very long line."""
        if len(self.excerpt) > LONGEST_QUOTED:
            skipped = max(0, self.column - self.before - 1 - _BEFORE)
            part = self.excerpt[skipped : skipped + LONGEST_QUOTED]
            object.__setattr__(self, "excerpt", part)
            object.__setattr__(self, "before", self.before + skipped)

    def __str__(self) -> str:
        """Give `file:line:column`, as compilers do."""
        file = visible(self.file, line=True)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or worth a warning: where, what, which value, what to do."""

    code: str
    message: Message
    location: Location
    value: object = None
    hint: Message | None = None

    def __post_init__(self) -> None:
        """Quote no more of a file than a person reads."""
        object.__setattr__(self, "message", _shortened(self.message))
        if self.hint is not None:
            object.__setattr__(self, "hint", _shortened(self.hint))
        if isinstance(self.value, str):
            object.__setattr__(self, "value", _cut(self.value))

    def __str__(self) -> str:
        """Give the place and the sentence on one line."""
        return f"{self.location}: {self.message}"


LONGEST_QUOTED = 500
"""Characters of a text that a problem quotes."""
_BEFORE = 100
"""So many of them may stand before the place."""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"


def _shortened(message: Message) -> Message:
    """Cut what a sentence quotes."""
    if len(message) <= LONGEST_QUOTED or not message.values:
        return message
    values: dict[str, object] = {}
    for name, value in message.values.items():
        if isinstance(value, Message):
            values[name] = _shortened(value)
        else:
            values[name] = _cut(value) if isinstance(value, str) else value
    return Message(message.template, **values)


class DetenteError(Exception):
    """Anything that Detente refuses to do; never a fault of the program."""


class _ProblemsError(DetenteError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)


class CaseError(_ProblemsError):
    """The case, as written, cannot be used.

    Attributes
    ----------
    problems : tuple of Problem
        Everything found in one pass, in file order; never empty.
    """


class QuestionError(_ProblemsError):
    """The question asked of a case makes no sense for it.

    Attributes
    ----------
    problems : tuple of Problem
        Everything wrong with the question; never empty.
    """


class UnsupportedError(DetenteError):
    """The case is right, but the engine asked for cannot express a rule of it.

    Attributes
    ----------
    message : Message
        The rule, by name.
    hint : Message
        What can express it.
    """

    def __init__(self, message: Message, hint: Message) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} ({hint})")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.hint)


class TooLargeError(DetenteError):
    """The work would not fit the memory or time allowed.

    Attributes
    ----------
    message : Message
        What is too large, with the estimate and the limit.
    hint : Message
        What would help.
    """

    def __init__(self, message: Message, hint: Message) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} ({hint})")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.hint)


class StoppedError(DetenteError):
    """The work was under way, and the time allowed is over, or somebody interrupted.

    Attributes
    ----------
    message : Message
        Who stopped it.
    hint : Message
        What took the time, and what would help.
    interrupted : bool
        Whether somebody interrupted, instead of the time being over.
    """

    def __init__(
        self, message: Message, hint: Message, *, interrupted: bool = False
    ) -> None:
        self.message = message
        self.hint = hint
        self.interrupted = interrupted
        super().__init__(f"{message} ({hint})")

    def __reduce__(self) -> tuple[object, ...]:
        return _stopped, (self.message, self.hint, self.interrupted)


def _stopped(message: Message, hint: Message, interrupted: bool) -> StoppedError:  # noqa: FBT001 - as pickled
    return StoppedError(message, hint, interrupted=interrupted)
