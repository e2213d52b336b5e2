"""The case that a new file starts with."""

from importlib.resources import files

from detente.errors import Location, Message, Problem, QuestionError

LANGUAGES = ("en", "ru")


def starter_text(language: str = "en") -> str:
    """Give a small case whose comments explain the format.

    Parameters
    ----------
    language : str
        Language of the names and comments: en or ru.

    Returns
    -------
    str
        The text of a case file that reads without a problem.

    Raises
    ------
    QuestionError
        Where there is no such language.
    """
    if language not in LANGUAGES:
        message = Message(
            "there is no starting case in '{language}'", language=language
        )
        hint = Message("choose one of: {languages}", languages=", ".join(LANGUAGES))
        location = Location("language")
        raise QuestionError([Problem("language", message, location, language, hint)])
    name = f"starter.{language}.yaml"
    return files("detente.casefile").joinpath(name).read_text("utf-8")
