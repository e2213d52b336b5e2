"""Options that commands share, declared once.

A command takes one frozen record of them, whose fields `registry` spells out in
the signature that Typer reads.
"""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from detente.cli.language import asked_language, help_words
from detente.cli.limits import Seconds, bytes_of
from detente.records import dataclass
from detente.report.words import Wording

say = help_words().say


class Form(StrEnum):
    """How a result is written."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    latex = "latex"
    html = "html"
    svg = "svg"


class Language(StrEnum):
    """What people read in."""

    en = "en"
    ru = "ru"


class Sanction(StrEnum):
    """How much an answer has to hurt."""

    weak = "weak"
    strict = "strict"


class Simultaneous(StrEnum):
    """How SEQ_SIM is read."""

    each = "each"
    all = "all"


class Style(StrEnum):
    """How an analysis is laid out."""

    summary = "summary"
    gmcr = "gmcr"


class WantedBy(StrEnum):
    """What gives the order of a party that has weights, and statements beside them."""

    weights = "weights"
    statements = "statements"


class Sequences(StrEnum):
    """How often the others may answer."""

    legal = "legal"
    once = "once"
    single = "single"


class Objective(StrEnum):
    """What makes one order of steps better than another."""

    gain = "gain"
    share = "share"
    slack = "slack"
    exposure = "exposure"
    guarantee = "guarantee"


class SideOfDeadline(StrEnum):
    """Which side of the deadlines the static study looks at."""

    before = "before"
    after = "after"


DEFAULT_LANGUAGE = Language.ru if asked_language() == "ru" else Language.en

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help=say("A case file, the name of a bundled case, or - for standard input."),
    ),
]
WhereOption = Annotated[
    str | None,
    typer.Option("--where", help=say("Only situations where this formula holds.")),
]
PartyOption = Annotated[
    str | None, typer.Option("--party", help=say("Only this party."))
]

LimitOption = Annotated[
    int, typer.Option("--limit", min=1, help=say("List at most so many."))
]
AllOption = Annotated[bool, typer.Option("--all", help=say("List all, however many."))]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--format",
        help=say("How the result is written."),
        show_default=say("by the ending of the file, else text"),
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        help=say("Processors for long work; all, if not said."),
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        help=say("Address of a Dask scheduler whose workers do long work on draws."),
    ),
]


SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help=say("The same seed, the same draws."))
]

ConceptOption = Annotated[
    str | None, typer.Option("--concept", help=say("R, GMR, SMR, SEQ or SSEQ."))
]
ConceptsOption = Annotated[
    str | None,
    typer.Option(
        "--concepts", help=say("Solution concepts, such as R,SEQ; by default all five.")
    ),
]
StateArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="STATE",
        help=say(
            "now, a Y/N string, a label, E3 of the last list, a road map (PLAN for its "
            "end, PLAN@2 after stage 2), or changes: 'now +yongbyon -stop_tests'."
        ),
    ),
]
TargetOption = Annotated[
    str | None, typer.Option("--to", help=say("A situation or a formula to reach."))
]
PlanArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help=say("A road map of the case; can be left out where there is one only."),
    ),
]
SamplesOption = Annotated[
    int,
    typer.Option(
        "--samples", min=0, help=say("How many draws of the assumed numbers.")
    ),
]
TurnoverOption = Annotated[
    bool | None,
    typer.Option(
        "--turnover/--no-turnover",
        help=say("Reckon with changes of leadership; by default where it is quick."),
    ),
]


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """Options of how the case is read."""

    variant: Annotated[
        str | None, typer.Option("--variant", help=say("A variant of the case."))
    ] = None
    edits: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help=say("Change the case: options.relief.undo=never (repeatable)."),
        ),
    ] = None
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            help=say(
                "As if another leadership of a party ruled already: PARTY=TYPE "
                "(repeatable)."
            ),
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Shared(CaseOptions):
    """Options of every command that answers a question about a case."""

    form: Annotated[
        Form, typer.Option("--format", help=say("How the result is written."))
    ] = Form.text
    output: Annotated[
        str | None, typer.Option("--output", help=say("Write to this file."))
    ] = None
    lang: Annotated[
        Language, typer.Option("--lang", help=say("Language of what people read."))
    ] = DEFAULT_LANGUAGE
    engine: Annotated[
        str | None,
        typer.Option("--engine", help=say("cube, sparse or arcs; by default chosen.")),
    ] = None
    memory: Annotated[
        str | None, typer.Option("--memory", help=say("Memory allowed, such as 2G."))
    ] = None
    time: Seconds = None
    wants: Annotated[
        WantedBy,
        typer.Option(
            "--wants",
            help=say(
                "What judges stability where a party has both: its weights, or the "
                "statements that sources give."
            ),
        ),
    ] = WantedBy.weights
    quiet: Annotated[bool, typer.Option("--quiet", help=say("No warnings."))] = False
    terms: Annotated[
        bool,
        typer.Option(
            "--terms", help=say("The terms of the field instead of plain words.")
        ),
    ] = False
    ids: Annotated[
        bool, typer.Option("--ids", help=say("Ids of the case file beside names."))
    ] = False

    def wording(self) -> Wording:
        """Give how people are told."""
        return Wording(terms=self.terms, ids=self.ids)

    def memory_bytes(self) -> int | None:
        """Give the memory allowed in bytes, if it was said."""
        return None if self.memory is None else bytes_of(self.memory)


@dataclass(frozen=True, slots=True)
class Moment(Shared):
    """Options of every command that looks at one side of the deadlines."""

    deadline: Annotated[
        SideOfDeadline,
        typer.Option("--deadline", help=say("Before the deadlines, or on them.")),
    ] = SideOfDeadline.before


@dataclass(frozen=True, slots=True)
class Static(Moment):
    """Options of every command that judges what is stable."""

    sanction: Annotated[
        Sanction,
        typer.Option(
            "--sanction",
            help=say("weak: no better off than before is enough; strict: worse off."),
        ),
    ] = Sanction.weak
    returns: Annotated[
        bool,
        typer.Option(
            "--return/--no-return",
            help=say("Whether being brought back to the start sanctions."),
        ),
    ] = True
    sequences: Annotated[
        Sequences,
        typer.Option(
            "--sequences",
            help=say(
                "How the others answer: legal, any legal sequence; once, one move "
                "each; single, one of them alone."
            ),
        ),
    ] = Sequences.legal
    simultaneous: Annotated[
        Simultaneous,
        typer.Option(
            "--simultaneous",
            help=say("SEQ_SIM: each party by SEQ or SIM; all: as Fraser and Hipel."),
        ),
    ] = Simultaneous.each


@dataclass(frozen=True, slots=True)
class Drawn(Shared):
    """Options of what draws assumed numbers."""

    workers: WorkersOption = None
    cluster: ClusterOption = None
    seed: SeedOption = 0


@dataclass(frozen=True, slots=True)
class StaticDrawn(Static):
    """Options of what judges what is stable, and draws assumed numbers."""

    workers: WorkersOption = None
    cluster: ClusterOption = None


@dataclass(frozen=True, slots=True)
class StatesOptions(Moment):
    """Options of the list of states."""

    limit: LimitOption = 1000
    everything: AllOption = False


@dataclass(frozen=True, slots=True)
class StabilityOptions(Static):
    """Options of the list of stable states."""

    limit: LimitOption = 1000
    everything: AllOption = False
    equilibria: Annotated[
        bool, typer.Option("--equilibria", help=say("Only the equilibria."))
    ] = False
    witnesses: Annotated[
        bool,
        typer.Option(
            "--witnesses", help=say("With the witness of every verdict (JSON).")
        ),
    ] = False


_FORMS = {
    ".json": Form.json,
    ".csv": Form.csv,
    ".md": Form.markdown,
    ".markdown": Form.markdown,
    ".tex": Form.latex,
    ".html": Form.html,
    ".htm": Form.html,
    ".svg": Form.svg,
}


def form_of(asked: Form | None, output: str | None) -> Form:
    """Give the form asked for, else the one that the file's ending says, else text."""
    if asked is not None:
        return asked
    return _FORMS.get(PurePath(output or "").suffix.lower(), Form.text)
