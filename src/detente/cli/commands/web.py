"""Commands that open the web app and look after the server of a team."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.language import help_words
from detente.cli.options import DEFAULT_LANGUAGE, Language
from detente.cli.registry import FILES, command, group
from detente.errors import Location, Message, Problem, QuestionError

if TYPE_CHECKING:
    from detente.web.surroundings import Surroundings

say = help_words().say

_TEAM = group("team", say("The server of a team: people, backup, restore."), FILES)

LangOption = Annotated[
    Language, typer.Option("--lang", help=say("Language of what people read."))
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data", help=say("The folder where cases are kept; one's own, if not said.")
    ),
]
_KEY_BYTES = 64


@command(FILES, say("Open Detente in the browser: cases without a terminal."))
def serve(
    *,
    data: DataOption = None,
    host: Annotated[
        str, typer.Option("--host", help=say("The address to listen on."))
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", min=1, max=65_535, help=say("The port to listen on.")),
    ] = 8000,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=say("Print the address only."))
    ] = False,
    team: Annotated[
        bool,
        typer.Option("--team", help=say("For several people, each with an account.")),
    ] = False,
    lang: LangOption = DEFAULT_LANGUAGE,
) -> None:
    """Serve the web app."""
    del lang
    from detente.cli.streams import put_text

    try:
        from detente.web.serving import Serving, serve as open_door
    except ModuleNotFoundError as error:
        raise _not_installed(error.name or "") from None

    def tell(address: str) -> None:
        told = (
            say("Detente listens here, for the proxy:")
            if team
            else say("Detente is open at this address, which works once:")
        )
        put_text(f"{told}\n\n    {address}\n\n{say('Ctrl-C ends it.')}\n")

    folder = None if data is None else Path(data)
    open_door(Serving(folder, host, port, not no_browser, team), tell)


@command(_TEAM, say("Draw a secret key for the server."))
def secret() -> None:
    """Draw a key."""
    from secrets import token_urlsafe

    from detente.cli.streams import put_text

    put_text(token_urlsafe(_KEY_BYTES) + "\n")


@command(_TEAM, say("Make an account, and print the link that opens it."))
def invite(
    name: Annotated[str, typer.Argument(help=say("The name to sign in with."))],
    *,
    staff: Annotated[
        bool, typer.Option("--staff", help=say("May invite others and read the log."))
    ] = False,
    data: DataOption = None,
) -> None:
    """Invite somebody."""
    from detente.cli.streams import put_text

    around = _open(data, team=True)
    from detente.web.accounts.views import invited

    path = invited(None, name, staff=staff)
    put_text(f"https://{around.hosts[0]}{path}\n")


@command(_TEAM, say("Write everything that is kept into a file."))
def backup(
    file: Annotated[str, typer.Argument(help=say("The file to write."))],
    *,
    data: DataOption = None,
    lang: LangOption = DEFAULT_LANGUAGE,
) -> None:
    """Back up."""
    del lang
    from detente.cli.streams import put_text

    _open(data)
    from detente.web.keeping import backup as write

    n = write(Path(file))
    put_text(
        help_words().count("{n} record written.", "{n} records written.", n) + "\n"
    )


@command(_TEAM, say("Bring back what a file holds, into an empty server."))
def restore(
    file: Annotated[str, typer.Argument(help=say("A backup."))],
    *,
    data: DataOption = None,
    lang: LangOption = DEFAULT_LANGUAGE,
) -> None:
    """Restore."""
    del lang
    from detente.cli.streams import put_text

    _open(data)
    from detente.web.keeping import restore as read

    n = read(Path(file))
    put_text(
        help_words().count("{n} record brought back.", "{n} records brought back.", n)
        + "\n"
    )


@command(_TEAM, say("Look whether the server is set up safely."))
def check(*, data: DataOption = None) -> None:
    """Check the settings as Django does before a server goes public."""
    _open(data, team=True)
    from detente.web.serving import complaints

    found = complaints()
    if found:
        typer.echo(found, err=True)
        raise typer.Exit(1)


def _open(data: str | None, *, team: bool = False) -> "Surroundings":
    try:
        from detente.web.serving import open_app
        from detente.web.surroundings import surroundings
    except ModuleNotFoundError as error:
        raise _not_installed(error.name or "") from None
    open_app(None if data is None else Path(data), team=team)
    return surroundings()


def _not_installed(package: str) -> QuestionError:
    message = Message("the web app needs the package '{package}'", package=package)
    hint = Message("run `make web` in the clone")
    return QuestionError(
        [Problem("not-installed", message, Location("serve"), package, hint)]
    )
