"""Sentences in the reader's language.

English templates stand in the code, where a reader of the code needs them;
the catalogue in `locale` holds the other languages, keyed by the template.
"""

import datetime
import gettext
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from detente.errors import Counted, Message
from detente.model.quantity import Exact
from detente.model.text import Text
from detente.records import dataclass
from detente.report.document import Cell, rounded

LANGUAGES = ("en", "ru")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Wording:
    """What people are told beside, or instead of, plain words and names.

    Attributes
    ----------
    terms : bool
        The terms of the field instead of plain words: proved, sanctioned.
    ids : bool
        The id of the case file beside each name.
    spoken : bool
        Situations by the names of what differs from now, where other texts have
        ids, so that a command can read them.
    typed : bool
        Commands, their options and keys of the file, for who types them.
    """

    terms: bool = False
    ids: bool = False
    spoken: bool = False
    typed: bool = True


PLAIN_WORDS = Wording()
SENT = Wording(typed=False)
"""Of a page made to be sent."""
SPOKEN = Wording(spoken=True, typed=False)


class Words:
    """The catalogue of one language.

    Attributes
    ----------
    language : str
        en or ru.
    plain : bool
        Whether numbers are written for machines: no groups, a decimal point.
    """

    def __init__(self, language: str, *, plain: bool = False) -> None:
        self.language = language
        self.plain = plain
        self._catalogue: gettext.NullTranslations = gettext.translation(
            "detente", _LOCALE, languages=[language], fallback=True
        )

    @property
    def typed(self) -> bool:
        """Whether somebody may type commands: see `Wording.typed`."""
        return True

    def say(self, template: str, /, **values: object) -> str:
        """Give a sentence, its named places filled."""
        sentence = self._told(self._catalogue.gettext(template) if template else "")
        return sentence.format(**self._inner(values)) if values else sentence

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Give a sentence about n things, in the form that n asks for."""
        sentence = self._told(self._catalogue.ngettext(one, many, n))
        return sentence.format(n=self.number(n), **self._inner(values))

    def _told(self, sentence: str) -> str:
        """Give what is told of a sentence whose places are not filled yet."""
        return sentence

    def message(self, message: Message) -> str:
        """Give a sentence that was made on a lower floor."""
        if isinstance(message, Counted):
            return self.count(*message.forms, message.n)
        return self.say(message.template, **message.shown())

    def text(self, text: Text | None, otherwise: str = "") -> str:
        """Give a text of the case."""
        return text.get(self.language) if text is not None else otherwise

    def number(self, value: int) -> Cell:
        """Give a whole number with its thousands set apart."""
        if self.plain:
            return Cell.whole(value)
        grouped = f"{value:,}"
        if self.language == "ru":
            grouped = grouped.replace(",", "\u00a0")
        return Cell(grouped, value)

    def figure(self, value: float | Exact | None, form: str = ".3f") -> Cell:
        """Give a number as the language writes it; `form` is a format of Python.

        What rounds to zero has no minus. A fraction stays one where no digits
        are asked for. A dash says that there is none.
        """
        if value is None:
            return Cell("-", None)
        if isinstance(value, Fraction):
            if form in ("", "f"):
                return Cell(str(value), rounded(float(value)))
            value = float(value)
        written = format(value, form)
        if not written.strip("+-0."):
            written = written.replace("-", "+" if "+" in form else "")
        if self.language == "ru" and not self.plain:
            written = written.replace(".", ",")
        return Cell(written, rounded(float(value)))

    def yes(self, so: bool) -> str:  # noqa: FBT001 - the answer to a question
        """Say yes where it is so, else no."""
        return self.say("yes") if so else self.say("no")

    def date(self, day: datetime.date) -> str:
        """Give a day in words."""
        if self.plain:
            return day.isoformat()
        months = (
            self.say("{day} January {year}"),
            self.say("{day} February {year}"),
            self.say("{day} March {year}"),
            self.say("{day} April {year}"),
            self.say("{day} May {year}"),
            self.say("{day} June {year}"),
            self.say("{day} July {year}"),
            self.say("{day} August {year}"),
            self.say("{day} September {year}"),
            self.say("{day} October {year}"),
            self.say("{day} November {year}"),
            self.say("{day} December {year}"),
        )
        return months[day.month - 1].format(day=day.day, year=day.year)

    def day(self, day: datetime.date | None) -> Cell:
        """Give a day as a cell of a table has room for it; a dash for none."""
        if day is None:
            return Cell("-", None)
        said = iso = day.isoformat()
        if not self.plain and self.language == "ru":
            said = day.strftime("%d.%m.%Y")
        elif not self.plain:
            said = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return Cell(said, iso)

    def quoted(self, text: str) -> str:
        """Put words between the quotation marks of the language.

        Marks of the same kind within are turned into the inner kind.
        """
        if self.language == "ru":
            inner = text.replace("«", "„").replace("»", "“")
            return f"«{inner}»"
        inner = text.replace("“", "\u2018").replace("”", "\u2019")
        return f"“{inner}”"

    def listed(self, items: list[str]) -> str:
        """Give things in one line: a, b and c."""
        if len(items) < 2:  # noqa: PLR2004 - one thing needs no conjunction
            return "".join(items)
        return self.say(
            "{first} and {last}", first=", ".join(items[:-1]), last=items[-1]
        )

    def _inner(self, values: dict[str, object]) -> dict[str, object]:
        return {key: self._value(value) for key, value in values.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.message(value)
        if isinstance(value, datetime.date):
            return self.date(value)
        return (
            self.figure(value, "") if isinstance(value, Decimal | Fraction) else value
        )


@lru_cache
def words_of(language: str, *, plain: bool = False) -> Words:
    """Open the catalogue of a language; an unknown one reads English."""
    return Words(language if language in LANGUAGES else "en", plain=plain)
