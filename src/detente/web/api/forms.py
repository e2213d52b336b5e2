"""What addresses of the API give, as their description shows it."""

import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from detente.errors import Message


class ProblemForm(Schema):
    """Something that is wrong."""

    code: str = Field(description=Message("In a word, the same in every language."))
    message: str = Field(description=Message("In the language asked for."))
    hint: str = Field(description=Message("What would help; may be empty."))
    line: int = Field(description=Message("From 1; 0 where it is in no text."))
    column: int = Field(description=Message("From 1; 0 where it is in no text."))
    width: int = Field(description=Message("How many characters are meant."))
    excerpt: str = Field(description=Message("The line, or a part of a long one."))
    before: int = Field(
        description=Message("How many characters of the line stand before that part.")
    )
    where: str = Field(description=Message("The parameter, where it is in no text."))
    path: str = Field(
        description=Message(
            "The keys that lead to the place, with dots, items of lists from 0."
        )
    )


class ProblemsForm(Schema):
    """Everything that is wrong."""

    problems: list[ProblemForm]


class TheirsForm(Schema):
    """The version that somebody else saved meanwhile."""

    number: int
    author: str
    at: datetime.datetime
    note: str
    text: str


class ConflictForm(ProblemsForm):
    """Somebody else saved since; both texts are kept."""

    theirs: TheirsForm
    draft: bool = Field(
        description=Message("Whether the text that was sent is kept as a draft.")
    )


class TokenForm(Schema):
    """The token that asks."""

    name: str
    user: str
    writes: bool = Field(description=Message("Whether it may change cases."))
    until: datetime.datetime | None = Field(
        description=Message("When it works no longer; null for never.")
    )


class JobForm(Schema):
    """A question under way, or answered."""

    id: UUID
    question: str
    state: str = Field(
        description=Message("waiting, running, done, failed or cancelled.")
    )
    share: float = Field(description=Message("How much is done, from 0 to 1."))
    expected: float | None = Field(
        description=Message("Seconds that all of it was said to take.")
    )
    asked: datetime.datetime
    ended: datetime.datetime | None
    job: str = Field(description=Message("The address to ask how far it is."))
    answer: str = Field(description=Message("The address of the answer."))


class JobsForm(Schema):
    """Questions, the newest first."""

    jobs: list[JobForm]


class CaseForm(Schema):
    """A case."""

    key: str
    title: str
    title_ru: str
    role: str = Field(description=Message("reader, editor or owner."))
    number: int = Field(
        description=Message("Of the newest version; 0 for one that comes with Detente.")
    )
    changed: datetime.datetime | None


class CasesForm(Schema):
    """Cases that one may see."""

    cases: list[CaseForm] = Field(
        description=Message("One's own and those shared with one, the newest first.")
    )
    bundled: list[CaseForm] = Field(
        description=Message("Those that come with Detente; on the first page.")
    )
    pages: int


class WholeCaseForm(CaseForm):
    """A case with its text."""

    sound: bool = Field(
        description=Message("Whether a case can be read from the text.")
    )
    text: str


class SavedForm(CaseForm):
    """A case that was saved."""

    sound: bool
    problems: list[ProblemForm] = Field(
        description=Message("What is wrong with it; a wrong text is kept too.")
    )


class VersionForm(Schema):
    """A version of a case."""

    number: int
    author: str
    at: datetime.datetime
    note: str
    sound: bool
    restored: int | None = Field(
        description=Message("The version whose text it brings back.")
    )


class VersionsForm(Schema):
    """The versions of a case, the newest first."""

    versions: list[VersionForm]


class WholeVersionForm(VersionForm):
    """A version with its text."""

    text: str


class LineForm(Schema):
    """A line of a difference."""

    kind: str = Field(
        description=Message("same, gone, new, or gap: that lines are left out.")
    )
    before: int
    after: int
    text: str


class LinesForm(Schema):
    """What changed, line by line."""

    lines: list[LineForm]


class AssessmentForm(Schema):
    """An assessment."""

    key: UUID
    title: str
    title_ru: str
    edition: int
    signed: str
    office: str
    told: str
    made: datetime.datetime
    frozen: datetime.datetime | None = Field(
        description=Message("When it was kept; null while it is worked out.")
    )
    published: datetime.datetime | None
    reach: str = Field(description=Message("private, members or everybody."))
    case: str = Field(description=Message("The key of its case; may be empty."))
    case_number: int
    digest: str = Field(description=Message("The SHA-256 of the text of the case."))
    version: str
    seed: int
    as_of: datetime.date | None
    mark: float | None = Field(
        description=Message("The mean of the votes; null without votes.")
    )
    votes: int


class AssessmentsForm(Schema):
    """Assessments that one may see, the newest first."""

    assessments: list[AssessmentForm]
    pages: int


class WholeAssessmentForm(AssessmentForm):
    """An assessment with what it rests on."""

    text: str
    answers: dict[str, Any] | None = Field(
        description=Message("The main answer, as `detente analyze --format json`.")
    )
