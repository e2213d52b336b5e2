"""Opening a case for somebody: one door, behind which nothing is asked again."""

from functools import cache
from importlib.resources import files
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from detente.casefile import bundled_cases, bundled_titles
from detente.records import dataclass
from detente.web.accounts.models import User
from detente.web.cases.models import Case, Role, Version

_ORDER = (Role.READER, Role.EDITOR, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as somebody may see it.

    Attributes
    ----------
    key : str
        What addresses call it: the name of a bundled case, else its id.
    text : str
        Of the version that is looked at.
    number : int
        Of this version; 0 for a bundled case.
    role : Role
        What the reader may do.
    case : Case or None
        None for a bundled one.
    title : str
    title_ru : str
    sound : bool
        Whether a case can be read from the text, as was found when it was saved.
    line : int or None
        Where the first thing to mend stands (`Version.line`).
    """

    key: str
    text: str
    number: int
    role: Role
    case: Case | None
    title: str
    title_ru: str = ""
    sound: bool = True
    line: int | None = None

    @property
    def may_edit(self) -> bool:
        """Whether the reader may write."""
        return self.case is not None and at_least(self.role, Role.EDITOR)

    @property
    def owned(self) -> bool:
        """Whether the reader may share and delete it."""
        return self.case is not None and self.role == Role.OWNER

    def named(self, language: str) -> str:
        """Give its title in a language."""
        return (self.title_ru if language == "ru" else "") or self.title


def at_least(role: Role, asked: Role) -> bool:
    """Whether a role allows what another does."""
    return _ORDER.index(role) >= _ORDER.index(asked)


def open_case(user: User, key: str, asked: Role = Role.READER) -> Opened:
    """Open the newest version of a case, if somebody may do so.

    Parameters
    ----------
    user : User
        Signed in.
    key : str
        The name of a bundled case, or the id of one in the library.
    asked : Role
        What it is opened for.

    Returns
    -------
    Opened

    Raises
    ------
    Http404
        Where there is none, or the person has no role in it: which of the two is
        nobody's business.
    PermissionDenied
        Where their role does not allow it.
    """
    if key in bundled_cases():
        if asked != Role.READER:
            raise PermissionDenied
        return bundled(key)
    case, role = own_case(user, key, asked)
    return _opened(case, role, case.newest)


def open_version(user: User, key: str, number: int) -> Opened:
    """Open a version of a case; raises as `open_case`."""
    case, role = own_case(user, key)
    version = case.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return _opened(case, role, version)


def own_case(user: User, key: str, asked: Role = Role.READER) -> tuple[Case, Role]:
    """Find a case of the library and what somebody may do with it.

    Raises
    ------
    Http404, PermissionDenied
        As of `open_case`.
    """
    try:
        found = Case.objects.filter(pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    share = found.shares.filter(user=user).first()
    if share is None:
        raise Http404
    role = Role(share.role)
    if not at_least(role, asked):
        raise PermissionDenied
    return found, role


def _opened(case: Case, role: Role, version: Version) -> Opened:
    return Opened(
        case.key,
        version.text,
        version.number,
        role,
        case,
        case.title,
        case.title_ru,
        version.sound,
        version.line,
    )


@cache
def bundled(name: str) -> Opened:
    """Open a bundled case."""
    titles = dict(bundled_titles())[name]
    text = files("detente").joinpath("cases", f"{name}.yaml").read_text("utf-8")
    return Opened(name, text, 0, Role.READER, None, titles.get("en"), titles.get("ru"))
