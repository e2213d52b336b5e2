"""What a file is that is no text in UTF-8, told by its first bytes."""

from detente.errors import Message

__all__ = ["strange_file"]

_PICKLE = tuple(bytes((0x80, version)) for version in range(1, 6))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF"


def strange_file(raw: bytes) -> tuple[Message, Message]:
    """Say what bytes are that cannot be read as text, and what to do.

    Parameters
    ----------
    raw : bytes
        The whole file, which is not UTF-8.

    Returns
    -------
    tuple of Message
        The fault and the hint.
    """
    if raw.startswith(_PICKLE):
        return (
            Message(
                "this is a binary file of the old program, which is not read: whoever "
                "opens such a file (Python pickle) runs what is written in it"
            ),
            Message("if you trust it, open it in GMCR+ and save it as .gmcr anew"),
        )
    if raw.startswith(_UTF_16):
        return Message("this is text in UTF-16"), Message("save it as UTF-8")
    if raw.startswith(_PACKED):
        return (
            Message("this is a packed file, such as a workbook or a document"),
            Message("detente import reads workbooks whose name ends in .xlsx"),
        )
    if raw.startswith(_PDF):
        return Message("this is a PDF"), Message("write the case from what it says")
    return Message("this is not text in UTF-8"), Message("save it as UTF-8")
