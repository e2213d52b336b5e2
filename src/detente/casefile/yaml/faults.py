"""What is wrong with text that is no YAML, in plain words.

The parser says what it expected; a person wants to know what to change. Only
what is rare is told in the parser's own words.
"""

from detente.casefile.yaml.tree import Origin, Place
from detente.errors import Message, Problem
from detente.records import dataclass

_CLOSED_BY = {"[": "]", "{": "}"}
_OPENED_BY = {"]": "[", "}": "{"}
_BEGINNINGS = "@`%&*|>,-?:"
"""Signs that mean something to YAML where a value begins."""
_SHOWN = 40


def yaml_fault(origin: Origin, reason: str, at: int, since: int | None) -> Problem:
    """Say why a text cannot be read.

    Parameters
    ----------
    origin : Origin
        The text.
    reason : str
        What the parser says.
    at : int
        The character at which it gave up.
    since : int or None
        Where what it was reading began.

    Returns
    -------
    Problem
        With what to do about it.
    """
    fault = _Fault(origin, reason, at, at if since is None else since)
    return (
        fault.tab()
        or fault.beginning()
        or fault.quote()
        or fault.colon()
        or fault.bracket()
        or fault.indentation()
        or fault.unknown()
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    origin: Origin
    reason: str
    at: int
    since: int

    @property
    def text(self) -> str:
        return self.origin.text

    @property
    def sign(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def lead(self) -> str:
        """What stands on the line before the place."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at]

    def tab(self) -> Problem | None:
        if "'\\t'" not in self.reason:
            return None
        message = Message("a line cannot start with a tab")
        return self._problem(message, Message("indent with spaces"))

    def beginning(self) -> Problem | None:
        """Refuse a value that begins with a sign of YAML."""
        for at in (self.since, self.at):
            before = self.text[:at].rstrip(" ")
            sign = self.text[at : at + 1]
            if before.endswith((":", "[", "{", ",")) and sign in tuple(_BEGINNINGS):
                message = Message("a value cannot begin with {sign}", sign=sign)
                return self._problem(message, Message("put it in quotes"), at)
        return None

    def quote(self) -> Problem | None:
        if "unexpected end of stream" in self.reason:
            message = Message("the quote that opens here is never closed")
            return self._problem(message, Message("close it"), self.since)
        if "unknown escape" in self.reason:
            message = Message(
                "the backslash before '{letter}' means nothing here", letter=self.sign
            )
            hint = Message("write it twice, or use single quotes")
            return self._problem(message, hint)
        if self._starts_scalar and self.text[: self.at].rstrip(" ")[-1:] in "\"'":
            message = Message("this stands after the closing quote")
            hint = Message(
                "put quotes around the whole text, and look for one left open above"
            )
            return self._problem(message, hint)
        return None

    @property
    def _starts_scalar(self) -> bool:
        return "found '<scalar>'" in self.reason and bool(self.lead.strip())

    def colon(self) -> Problem | None:
        if "could not find expected ':'" in self.reason:
            return self._no_colon(self.since)
        if "mapping values are not allowed" not in self.reason:
            return None
        if ":" not in self.lead.replace("://", ""):
            above = self._line_above()
            is_beside = self._indent(above) == self._indent(self._line(self.at))
            if is_beside and ": " not in self.text[slice(*above)] + " ":
                return self._no_colon(above[0] + self._indent(above))
            return self._misplaced()
        message = Message("a colon cannot stand here")
        return self._problem(message, _QUOTE_COLON)

    def _no_colon(self, start: int) -> Problem:
        line = self.text[start : self._line(start)[1]].strip()
        key, colon, value = line.partition(":")
        if colon:
            message = Message(
                "a space is missing after the colon in '{line}'", line=line
            )
            hint = Message("write {key}: {value}", key=key, value=value)
        else:
            message = Message("a colon is missing in '{line}'", line=line[:_SHOWN])
            hint = Message("write a key, a colon and a space, as in now: yes")
        return self._problem(message, hint, start, len(line))

    def bracket(self) -> Problem | None:
        opener, sign = self.text[self.since : self.since + 1], self.sign
        closer = _CLOSED_BY.get(opener)
        if "expected ',' or" not in self.reason or closer is None:
            return self._closing_nothing()
        if sign == ":" and self._same_line:
            return self._problem(Message("a colon cannot stand here"), _QUOTE_COLON)
        if sign in _OPENED_BY and self._same_line:
            message = Message("{sign} cannot close {opener}", sign=sign, opener=opener)
            return self._problem(message, Message("write {meant}", meant=closer))
        if self._same_line and sign:
            message = Message("a comma or a colon is missing before this")
            hint = Message("write [a, b] or {example}", example="{a: x, b: y}")
            return self._problem(message, hint)
        message = Message(
            "the bracket {opener} that opens here is never closed", opener=opener
        )
        hint = Message("add {meant} where it ends", meant=closer)
        return self._problem(message, hint, self.since)

    @property
    def _same_line(self) -> bool:
        return "\n" not in self.text[self.since : self.at]

    def _closing_nothing(self) -> Problem | None:
        if self.sign not in _OPENED_BY:
            return None
        opener = _OPENED_BY[self.sign]
        message = Message("{sign} closes nothing", sign=self.sign)
        hint = Message("remove it, or add {opener} where it starts", opener=opener)
        return self._problem(message, hint)

    def indentation(self) -> Problem | None:
        if "expected <block end>" not in self.reason and "start>" not in self.reason:
            return None
        if self.lead.strip():
            message = Message("the value ends before this")
            return self._problem(message, Message("put quotes around all of it"))
        since = self._line(self.since)
        is_item = self.text.startswith("- ", self.at)
        was_item = self.text.startswith("- ", since[0] + self._indent(since))
        if is_item != was_item and len(self.lead) == self._indent(since):
            message = Message("items that begin with - cannot stand among keys")
            hint = Message("write - before all lines of a list, and before no key")
            return self._problem(message, hint)
        return self._misplaced()

    def _misplaced(self) -> Problem:
        """Refuse the indentation of a line, naming those that would do."""
        line = self._line(self.at)
        given = self._indent(line)
        indents = self._indents(line[0])
        low = max((n for n in indents if n < given), default=None)
        high = min((n for n in indents if n > given), default=None)
        count: object = high if low is None else low
        if low is not None and high is not None:
            count = Message("{low} or {high}", low=low, high=high)
        message = Message("the indentation of this line does not fit the lines above")
        hint = Message(
            "lines that belong together start in one column: put {count} spaces here",
            count=count,
        )
        start = line[0] + given
        return self._problem(message, hint, start, line[1] - start)

    def _indents(self, end: int) -> list[int]:
        """Give the indentations of the mappings and lists open before a place."""
        indents: list[int] = []
        for line in reversed(self.text[:end].split("\n")[:-1]):
            bare = line.strip()
            indent = len(line) - len(line.lstrip(" "))
            if bare and bare[0] != "#" and indent < min(indents, default=indent + 1):
                indents.append(indent)
        return indents

    def unknown(self) -> Problem:
        if "<stream end>" in self.reason:
            message = Message("the file ends before a bracket or quote is closed")
            return self._problem(message, Message("close every bracket and quote"))
        message = Message("this is not well-formed YAML: {reason}", reason=self.reason)
        hint = Message("check indentation, brackets and quotes on this line and before")
        return self._problem(message, hint)

    def _line(self, at: int) -> tuple[int, int]:
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end

    def _line_above(self) -> tuple[int, int]:
        """Find the last line above that says something."""
        start = self._line(self.at)[0]
        while start > 0:
            line = self._line(start - 1)
            if self.text[slice(*line)].partition("#")[0].strip():
                return line
            start = line[0]
        return 0, 0

    def _indent(self, line: tuple[int, int]) -> int:
        text = self.text[slice(*line)]
        return len(text) - len(text.lstrip(" "))

    def _problem(
        self,
        message: Message,
        hint: Message | None,
        at: int | None = None,
        width: int = 1,
    ) -> Problem:
        start = self.at if at is None else at
        place = Place(self.origin, start, start + width)
        return Problem("syntax", message, place.location, None, hint)


_QUOTE_COLON = Message("put quotes around a text that contains ': '")
