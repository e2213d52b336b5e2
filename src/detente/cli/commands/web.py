"""The command that opens the web app."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import DEFAULT_LANGUAGE, Language
from detente.cli.registry import FILES, command
from detente.errors import Location, Message, Problem, QuestionError

say = help_words().say


@command(FILES, say("Open Detente in the browser: cases without a terminal."))
def serve(
    *,
    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            help=say("The folder where cases are kept; one's own, if not said."),
        ),
    ] = None,
    port: Annotated[
        int,
        typer.Option("--port", min=1, max=65_535, help=say("The port to listen on.")),
    ] = 8000,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=say("Print the address only."))
    ] = False,
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE,
) -> None:
    """Serve the web app."""
    del lang
    from detente.cli.streams import put_text

    try:
        from detente.web.serving import Serving, serve_at_home
    except ModuleNotFoundError as error:
        raise _not_installed(error.name or "") from None

    def tell(address: str) -> None:
        said = say("Detente is open at this address, which works once:")
        end = say("Ctrl-C ends it.")
        put_text(f"{said}\n\n    {address}\n\n{end}\n")

    folder = None if data is None else Path(data)
    serve_at_home(Serving(folder, port=port, browser=not no_browser), tell)


def _not_installed(package: str) -> QuestionError:
    message = Message("the web app needs the package '{package}'", package=package)
    hint = Message("run `make web` in the clone")
    return QuestionError(
        [Problem("not-installed", message, Location("serve"), package, hint)]
    )
