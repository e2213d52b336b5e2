"""What goes into the report of a case, in which order, for whom, what is folded."""

from collections.abc import Callable
from datetime import timedelta

from detente.analysis.overview.findings import Findings
from detente.analysis.overview.followed_part import followed_page
from detente.analysis.overview.history import kept_history
from detente.analysis.overview.plan_conditions import plan_conditions_page
from detente.analysis.overview.time_parts import dates_page_part, watching_part
from detente.analysis.result import partly
from detente.errors import Message
from detente.report.document import Block, Document, Fold, Heading, Paragraph
from detente.report.figure.exposure import exposure_picture
from detente.report.figure.graph.state_graph import explain_anchor, graph_picture
from detente.report.figure.timeline import timeline_picture
from detente.report.naming import Names
from detente.report.page import EVERYBODY, Section
from detente.report.pages.deal.conditions import conditions_page
from detente.report.pages.deal.exposure import asymmetry_table, exposure_table
from detente.report.pages.lever.levers import levers_part
from detente.report.pages.overview.background import (
    evidence_page,
    judgements_page,
    making_page,
)
from detente.report.pages.overview.comparison import comparison_table
from detente.report.pages.overview.first_page import begun
from detente.report.pages.overview.openings import (
    business_opening,
    definitions_page,
    researchers_opening,
    students_opening,
)
from detente.report.pages.overview.parties import parties_page
from detente.report.pages.overview.plans import plans_page
from detente.report.pages.overview.plans_in_words import exposed_sentence
from detente.report.pages.overview.summary import (
    deadline_part,
    equilibria_part,
    now_part,
    way_part,
)
from detente.report.pages.overview.trust import ANCHOR as TRUST, trust_page
from detente.report.pages.overview.what_if import what_if_page
from detente.report.pages.overview.why import why_page
from detente.report.pages.record.article import article_page
from detente.report.pages.record.ledger import ledger_blocks
from detente.report.pages.record.projects import project_blocks

_STUDY = ("researchers", "students")
_WORK = ("business", "researchers")
_RECENT = timedelta(days=500)
"""Events before that are drawn in full only."""


def in_short(found: Findings) -> tuple[Section, ...]:
    """Give what most read, the rest folded: what is folded is in no other part."""
    return (
        _business(found),
        _students(found),
        Section(
            "road-maps",
            Message("The road maps, one by one"),
            EVERYBODY,
            lambda names: plans_page(found.checks, found.robustness, names),
        ),
        _levers(found),
        Section(
            "exposure",
            Message("Who is exposed"),
            EVERYBODY,
            lambda names: _exposed_in_short(found, names),
        ),
        _claims(found),
        *_in_time(found),
        Section(
            "following",
            Message("What became of the road maps"),
            EVERYBODY,
            lambda names: followed_page(found.case, names),
        ),
        Section(
            "record",
            Message("The record"),
            EVERYBODY,
            lambda names: _record_in_short(found, names),
        ),
        _trust(found),
        Section(
            "background",
            Message("What stands behind it"),
            EVERYBODY,
            lambda names: tuple(_folds(_behind(found), names)),
        ),
        Section(
            "tables",
            Message("Tables, definitions, files"),
            _STUDY,
            lambda names: researchers_opening(
                tuple(_folds((*_studied(found), _evidence()), names)), names
            ),
            opens="researchers",
        ),
    )


def in_full(found: Findings) -> tuple[Section, ...]:
    """Give everything, each in a part of its own."""
    return (
        _business(found),
        _students(found),
        Section(
            "tables",
            Message("Tables, definitions, files"),
            ("researchers",),
            lambda names: researchers_opening((), names),
            opens="researchers",
        ),
        _claims(found),
        *_studied(found),
        Section(
            "road-maps",
            Message("The road maps, one by one"),
            EVERYBODY,
            lambda names: plans_page(found.checks, found.robustness, names, full=True),
        ),
        _levers(found),
        Section(
            "exposure",
            Message("Who is exposed"),
            EVERYBODY,
            lambda names: _exposed(found, names),
        ),
        Section(
            "gains",
            Message("What the projects are worth"),
            _WORK,
            lambda names: tuple(
                project_blocks(found.analysis.overview.prospects, names)
            ),
        ),
        *_in_time(found),
        Section(
            "following",
            Message("What became of the road maps"),
            EVERYBODY,
            lambda names: followed_page(found.case, names),
        ),
        Section(
            "record",
            Message("The record"),
            EVERYBODY,
            lambda names: _record(found, names),
        ),
        Section(
            "what-if",
            Message("What if"),
            ("students",),
            lambda names: what_if_page(found.base, found.tried, names, full=True),
        ),
        _trust(found),
        *_behind(found),
        _evidence(),
    )


def _business(found: Findings) -> Section:
    return Section(
        "projects",
        Message("What blocks the projects, and who could open the way"),
        EVERYBODY,
        lambda names: business_opening(found.analysis.overview.prospects, names),
        opens="business",
    )


def _students(found: Findings) -> Section:
    return Section(
        "resting",
        Message("Where it can come to rest"),
        EVERYBODY,
        lambda names: students_opening(
            found.analysis.overview, found.base, found.tried, names
        ),
        opens="students",
    )


def _levers(found: Findings) -> Section:
    """Say what would move the road map that comes furthest, if none comes through."""
    return Section(
        "levers",
        Message("What would move it"),
        EVERYBODY,
        lambda names: () if found.moved is None else levers_part(found.moved, names),
    )


def _trust(found: Findings) -> Section:
    """Tell what such verdicts were worth, where page one gives some."""
    judged = bool(found.answers.plans)
    return Section(
        TRUST,
        Message("How far to trust it"),
        EVERYBODY,
        lambda names: trust_page(kept_history().trial, names) if judged else (),
    )


def _in_time(found: Findings) -> tuple[Section, ...]:
    return (
        Section(
            "dates",
            Message("The dates to come"),
            EVERYBODY,
            lambda names: dates_page_part(found.in_time, found.case, names),
        ),
        Section(
            "watching",
            Message("Who would notice a breach"),
            EVERYBODY,
            lambda names: watching_part(found.in_time, names),
        ),
    )


def _claims(found: Findings) -> Section:
    return Section(
        "claims",
        Message("The source against the model"),
        EVERYBODY,
        lambda names: article_page(found.claims, found.varied, names),
    )


def _studied(found: Findings) -> tuple[Section, ...]:
    """Give what concepts say of now and of all situations."""
    overview, analysis = found.analysis.overview, found.analysis
    told: tuple[tuple[str, Message, Callable[[Names], Document]], ...] = (
        (
            "definitions",
            Message("Definitions"),
            lambda names: definitions_page(overview, names),
        ),
        ("now", Message("Does now hold?"), lambda names: now_part(overview, names)),
        (
            "way",
            Message("Where it can go from now"),
            lambda names: way_part(overview, names),
        ),
        (
            "graph",
            Message("Situations and moves"),
            lambda names: _drawn(found, names),
        ),
        (
            "equilibria",
            Message("What could hold"),
            lambda names: equilibria_part(overview, names),
        ),
        (
            "why",
            Message("Why these hold, or do not"),
            lambda names: why_page(
                found.explained, analysis.numbered(), names, full=found.full
            ),
        ),
        (
            "deadline",
            Message("What the deadline changes"),
            lambda names: deadline_part(analysis.after, names),
        ),
        (
            "variants",
            Message("Variants side by side"),
            lambda names: _compared(found, names),
        ),
    )
    return tuple(Section(key, title, _STUDY, document) for key, title, document in told)


def _behind(found: Findings) -> tuple[Section, ...]:
    """Give what everything rests on."""
    sets = found.analysis.overview.sets
    told: tuple[tuple[str, Message, Callable[[Names], Document]], ...] = (
        ("parties", Message("Who can do what"), parties_page),
        (
            "conditions",
            Message("Guarantees, deadlines, changes of leadership"),
            lambda names: (
                *conditions_page(names),
                *plan_conditions_page(found.conditions, names),
            ),
        ),
        ("judgements", Message("What is assumed"), judgements_page),
        (
            "making",
            Message("How it was made"),
            lambda names: making_page(sets, found.digest, names),
        ),
    )
    return tuple(
        Section(key, title, EVERYBODY, document) for key, title, document in told
    )


def _evidence() -> Section:
    return Section("evidence", Message("Evidence"), ("researchers",), evidence_page)


def _folds(sections: tuple[Section, ...], names: Names) -> list[Fold]:
    """Fold parts that few read; those without content are left out."""
    written = [(each, each.document(names)) for each in sections]
    return [
        Fold(names.message(each.title), each.id, document, printed=False)
        for each, document in written
        if document
    ]


def left_out(found: Findings, names: Names) -> Document:
    """Say where parts of the report are missing."""
    if found.stopped is None:
        return ()
    said = names.message(partly(found.stopped.message))
    return (Paragraph(said, emphasis=True),)


def _drawn(found: Findings, names: Names) -> Document:
    """Draw the states; each that is explained leads to its explanation."""
    graph = found.held if names.spoken else found.graph
    if graph is None:
        return ()
    states = [each[0].state for each in found.explained]
    anchors = {state: explain_anchor(state) for state in states}
    return (graph_picture(graph, names, anchors),)


def _compared(found: Findings, names: Names) -> Document:
    """Set the variants side by side; say where their road maps are compared."""
    if not found.standings:
        return ()
    table = comparison_table(found.standings, names)
    if not found.checks:
        return (table,)
    said = names.say(
        "Road maps are not in this table (`detente compare` sets them beside it)."
    )
    judged = any(each.plans for each in found.standings)
    return (table,) if judged else (table, Paragraph(said))


def _record(found: Findings, names: Names) -> Document:
    ledger = ledger_blocks(found.analysis.overview.ledger, names)
    return (*_timeline(found, names), *ledger)


def _record_in_short(found: Findings, names: Names) -> Document:
    ledger = tuple(ledger_blocks(found.analysis.overview.ledger, names))
    title = names.say("Who met whom, word against deed")
    folds = (Fold(title, "ledger", ledger, printed=False),) if ledger else ()
    return (*_timeline(found, names, _RECENT), *folds)


def _timeline(
    found: Findings, names: Names, within: timedelta | None = None
) -> Document:
    """Draw the events, only those of the time before the case's date if asked."""
    events, as_of = found.case.events, found.case.as_of
    if within is not None and as_of is not None:
        events = tuple(each for each in events if each.date >= as_of - within)
    drawn = timeline_picture(events, as_of, names)
    return () if drawn is None else (drawn,)


def _exposed(found: Findings, names: Names) -> Document:
    if found.exposed is None:
        return ()
    blocks: list[Block] = [asymmetry_table(found.exposed.asymmetry, names)]
    for plan, exposures in found.exposed.exposures:
        drawn = exposure_picture(plan, exposures, names)
        blocks += [Heading(names.element(plan)), exposure_table(exposures, names, plan)]
        blocks += [] if drawn is None else [drawn]
    return tuple(blocks)


def _exposed_in_short(found: Findings, names: Names) -> Document:
    """Say who is exposed most, and on which road map; fold who holds what."""
    if found.exposed is None:
        return ()
    said = exposed_sentence(found.checks, names)
    held = asymmetry_table(found.exposed.asymmetry, names)
    blocks: list[Block] = [Paragraph(begun(said))] if said else []
    return (*blocks, Fold(held.caption, "undoing", (held,), printed=False))
