"""Data as JSON text that does nothing to the terminal it is shown on."""

import json

from detente.errors import hidden_escaped


def json_text(data: object, indent: int = 1) -> str:
    r"""Write data as JSON.

    Parameters
    ----------
    data : object
        Of lists, dictionaries, texts and numbers.
    indent : int
        Spaces a level.

    Returns
    -------
    str
        Ending in a newline; letters stand as they are, characters that cannot
        be seen as JSON escapes such as `\u202e`, which read back as they were.
    """
    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return hidden_escaped(written) + "\n"
