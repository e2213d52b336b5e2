"""Options of questions that are about no case."""

from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.limits import Seconds
from detente.cli.options import DEFAULT_LANGUAGE, Form, Language, Shared
from detente.records import dataclass

say = help_words().say


@dataclass(frozen=True, slots=True)
class Answered:
    """How such an answer is written, and how long it may take."""

    form: Annotated[
        Form, typer.Option("--format", help=say("How the result is written."))
    ] = Form.text
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE
    time: Seconds = None

    def limits(self) -> Shared:
        """Give what questions about a case know of it."""
        return Shared(
            form=self.form, output=self.output, lang=self.lang, time=self.time
        )
