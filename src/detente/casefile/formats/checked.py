"""A case made of another format, read once more as its own file would be."""

from dataclasses import replace

from detente.casefile.reader import parse_case
from detente.casefile.write.case import dump_case
from detente.errors import CaseError, Location
from detente.model.case import Case


def checked(case: Case, file: str) -> Case:
    """Read a case as its own file would be; a fault is one of the other file.

    Parameters
    ----------
    case : Case
        As another format has it.
    file : str
        The name of that file in messages.

    Raises
    ------
    CaseError
        With what makes it no case, told of the file as a whole.
    """
    try:
        return parse_case(dump_case(case), file)
    except CaseError as error:
        raise CaseError(
            [replace(problem, location=Location(file)) for problem in error.problems]
        ) from None
