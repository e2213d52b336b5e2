"""Texts that a case carries in one or several languages, and their sources."""

from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text by language, or one text for all languages.

    Attributes
    ----------
    versions : tuple of (str, str)
        Language code and text, in file order; the code is "" for a plain
        string, which stands for every language. Never empty.
    """

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def plain(cls, text: str) -> "Text":
        """Give a text that is the same in every language."""
        return cls((("", text),))

    def get(self, language: str = "en") -> str:
        """Give the text in `language`, else in English, else the first there is."""
        by_language = dict(self.versions)
        for key in (language, "", "en"):
            if key in by_language:
                return by_language[key]
        return self.versions[0][1]

    def __str__(self) -> str:
        """Give the English text."""
        return self.get()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source says for an element: the source's id and a short quote."""

    source: str
    quote: str | None = None
    place: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What may be said of any element of a case.

    Attributes
    ----------
    name : Text or None
        The name for people.
    note : Text or None
        A remark.
    evidence : tuple of Evidence
        What supports it.
    assumed : bool
        True for a judgement that no source gives.
    """

    name: Text | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    assumed: bool = False


UNDESCRIBED = About()
