"""What goes into the report of a case, in which order, for whom."""

import json
from hashlib import sha256
from typing import Unpack

from detente.analysis.overview.analyze import Analysis, analyze
from detente.analysis.overview.findings import Findings, find_all
from detente.analysis.overview.plan_conditions import plan_conditions_page
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import partly
from detente.analysis.setting import DEFAULT, Setting
from detente.casefile import dump_case
from detente.errors import Message
from detente.report.document import Block, Document, Heading, Paragraph
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.graph.state_graph import explain_anchor, graph_picture
from detente.report.figure.timeline import timeline_picture
from detente.report.naming import Names
from detente.report.page import EVERYBODY, FirstPage, Section, render_report
from detente.report.pages.deal.conditions import conditions_page
from detente.report.pages.deal.exposure import asymmetry_table, exposure_table
from detente.report.pages.overview.background import (
    evidence_page,
    glossary_page,
    judgements_page,
    making_page,
)
from detente.report.pages.overview.comparison import comparison_table
from detente.report.pages.overview.first_page import answers_page, pictures_page
from detente.report.pages.overview.parties import parties_page
from detente.report.pages.overview.plans import plans_page
from detente.report.pages.overview.summary import (
    deadline_part,
    equilibria_part,
    now_part,
    way_part,
)
from detente.report.pages.overview.what_if import what_if_page
from detente.report.pages.overview.why import why_page
from detente.report.pages.record.article import article_page
from detente.report.pages.record.ledger import ledger_blocks
from detente.report.pages.record.projects import project_blocks

_STUDY = ("researchers", "students")
_WORK = ("business", "researchers")


def report(
    case: Readable | Analysis,
    language: str = "en",
    setting: Setting = DEFAULT,
    *,
    full: bool = False,
    **read_as: Unpack[ReadAs],
) -> str:
    """Write the report of a case: one HTML file that needs no network.

    Parameters
    ----------
    case : Case, anything that `load` reads, or Analysis
        The case; what `analyze` found of it is not found again.
    language : str
        en or ru, shown first; the reader can switch.
    setting : Setting
        Engine, memory, deadline.
    full : bool
        Whether it holds everything that researchers may want, not what most read.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    if isinstance(case, Analysis):
        analysis = case
    else:
        analysis = analyze(load(case, **read_as), setting=setting)
    read = analysis.case
    found = find_all(analysis, setting, full=full)
    sections = (*_dispute(found), *_deals(found), *_background(found))
    files = {
        "case.yaml": dump_case(read),
        "analysis.json": json.dumps(found.analysis.to_dict(), ensure_ascii=False),
    }
    return render_report(read, _first(found), sections, files, language)


def _first(found: Findings) -> FirstPage:
    """Answer as the first screen of `analyze` does."""
    answers = found.answers
    return FirstPage(
        lambda names: (*_left_out(found, names), *answers_page(answers, names)),
        lambda names: pictures_page(answers, names),
    )


def _dispute(found: Findings) -> tuple[Section, ...]:
    overview, analysis = found.analysis.overview, found.analysis
    return (
        Section(
            "claims",
            Message("The source against the model"),
            EVERYBODY,
            lambda names: _article(found, names),
        ),
        Section("parties", Message("Who can do what"), EVERYBODY, parties_page),
        Section(
            "now",
            Message("Does now hold?"),
            EVERYBODY,
            lambda names: now_part(overview, names),
        ),
        Section(
            "way",
            Message("Where it can go from now"),
            _STUDY,
            lambda names: way_part(overview, names),
        ),
        Section(
            "graph",
            Message("Situations and moves"),
            _STUDY,
            lambda names: _drawn(found, names),
        ),
        Section(
            "equilibria",
            Message("What could hold"),
            _STUDY,
            lambda names: equilibria_part(overview, names),
        ),
        Section(
            "why",
            Message("Why these hold, or do not"),
            _STUDY,
            lambda names: why_page(found.explained, analysis.numbered(), names),
        ),
        Section(
            "deadline",
            Message("What the deadline changes"),
            EVERYBODY,
            lambda names: deadline_part(analysis.after, names),
        ),
    )


def _left_out(found: Findings, names: Names) -> Document:
    """Say where parts of the report are missing."""
    if found.stopped is None:
        return ()
    said = names.message(partly(found.stopped.message))
    return (Paragraph(said, emphasis=True),)


def _article(found: Findings, names: Names) -> Document:
    return article_page(found.claims, found.varied, names)


def _drawn(found: Findings, names: Names) -> Document:
    """Draw the states; each that is explained leads to its explanation."""
    states = [each[0].state for each in found.explained]
    anchors = {state: explain_anchor(state) for state in states}
    return (graph_picture(found.graph, names, anchors),)


def _deals(found: Findings) -> tuple[Section, ...]:
    overview = found.analysis.overview
    return (
        Section(
            "road-maps",
            Message("Which road map holds by itself"),
            EVERYBODY,
            lambda names: plans_page(found.checks, found.robustness, names),
        ),
        Section(
            "conditions",
            Message("Guarantees, deadlines, changes of leadership"),
            EVERYBODY,
            lambda names: (
                *conditions_page(names),
                *plan_conditions_page(found.conditions, names),
            ),
        ),
        Section(
            "exposure",
            Message("Who is exposed"),
            EVERYBODY,
            lambda names: _exposed(found, names),
        ),
        Section(
            "projects",
            Message("Projects"),
            _WORK,
            lambda names: tuple(project_blocks(overview.prospects, names)),
        ),
        Section(
            "record",
            Message("The record"),
            EVERYBODY,
            lambda names: _record(found, names),
        ),
        Section(
            "variants",
            Message("Variants side by side"),
            _STUDY,
            lambda names: _compared(found, names),
        ),
        Section(
            "what-if",
            Message("What if"),
            ("students",),
            lambda names: what_if_page(found.base, found.tried, names),
        ),
    )


def _compared(found: Findings, names: Names) -> Document:
    """Set the variants side by side; say where their road maps are compared."""
    if not found.standings:
        return ()
    table = comparison_table(found.standings, names)
    if not found.checks:
        return (table,)
    said = names.say(
        "Road maps are not in this table; `detente compare` sets them side by side too."
    )
    judged = any(each.plans for each in found.standings)
    return (table,) if judged else (table, Paragraph(said))


def _record(found: Findings, names: Names) -> Document:
    drawn = timeline_picture(found.case.events, found.case.as_of, names)
    ledger = ledger_blocks(found.analysis.overview.ledger, names)
    return (*([drawn] if drawn is not None else []), *ledger)


def _exposed(found: Findings, names: Names) -> Document:
    if found.exposed is None:
        return ()
    blocks: list[Block] = [asymmetry_table(found.exposed.asymmetry, names)]
    for plan, exposures in found.exposed.exposures:
        drawn = exposure_picture(plan, exposures, names)
        blocks += [Heading(names.element(plan)), exposure_table(exposures, names, plan)]
        blocks += [] if drawn is None else [drawn]
    return tuple(blocks)


def _background(found: Findings) -> tuple[Section, ...]:
    case = found.case
    sets = found.analysis.overview.sets
    digest = sha256(dump_case(case).encode()).hexdigest()
    return (
        Section("judgements", Message("What is assumed"), EVERYBODY, judgements_page),
        Section("evidence", Message("Evidence"), ("researchers",), evidence_page),
        Section("glossary", Message("Words"), ("students",), glossary_page),
        Section(
            "making",
            Message("How it was made"),
            EVERYBODY,
            lambda names: making_page(sets, digest, names),
        ),
    )
