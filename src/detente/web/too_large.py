"""What is sent that is larger than the server takes: a page says so, not the server."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waitress.channel import HTTPChannel

MOST = 12_000_000
"""A case of five million letters, in letters of two bytes, and what is around it."""
_LENGTH = "CONTENT_LENGTH"


def channel() -> "type[HTTPChannel]":
    """Give a channel that lets the app answer what it has not read to its end.

    Returns
    -------
    class
        Of waitress. It reads no body that is too large; the app is told its length and
        sees nothing of it.
    """
    from waitress.channel import HTTPChannel  # noqa: PLC0415 - with the extra
    from waitress.task import ErrorTask, WSGITask  # noqa: PLC0415
    from waitress.utilities import RequestEntityTooLarge  # noqa: PLC0415

    class TooLargeTask(WSGITask):
        """Asks the app what it says of a request whose body was left unread."""

        def get_environment(self) -> dict[str, object]:
            """Give the environment, with a length even where none was told."""
            environ = dict(super().get_environment())
            environ[_LENGTH] = str(max(MOST, int(str(environ.get(_LENGTH) or 0))))
            return environ

        def execute(self) -> None:
            """Answer, and end the connection: the rest of the body is still to come."""
            self.set_close_on_finish()
            super().execute()

    def told(channel: HTTPChannel, request: object) -> object:
        large = isinstance(getattr(request, "error", None), RequestEntityTooLarge)
        return (TooLargeTask if large else ErrorTask)(channel, request)

    class Channel(HTTPChannel):
        """Lets a page say what was too large."""

        error_task_class = staticmethod(told)

    return Channel
