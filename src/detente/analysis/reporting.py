"""What goes into the report of a case, in which order, for whom."""

from hashlib import sha256

from detente.analysis.asking import DEFAULT, Setting
from detente.analysis.deals import ExposureResult, exposure, list_road_maps
from detente.analysis.questions import Readable, analyze, load
from detente.analysis.records import claims, compare
from detente.casefile import dump_case
from detente.model.case import Case
from detente.report.document import Block, Document, Heading
from detente.report.naming import Names
from detente.report.page import Section, render_report
from detente.report.pages.background import (
    evidence_page,
    glossary_page,
    judgements_page,
    making_page,
)
from detente.report.pages.claims import claims_table
from detente.report.pages.comparison import comparison_table
from detente.report.pages.exposure import asymmetry_table, exposure_table
from detente.report.pages.ledger import ledger_blocks
from detente.report.pages.overview import (
    equilibria_part,
    now_part,
    opening_part,
    way_part,
)
from detente.report.pages.projects import project_blocks
from detente.report.pages.road_map import road_maps_table
from detente.study.overview import Overview

__all__ = ["report"]

_ALL = ("business", "researchers", "students")


def report(case: Readable, language: str = "en", setting: Setting = DEFAULT) -> str:
    """Write the report of a case: one HTML file that needs no network.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    language : str
        en or ru, shown first; the reader can switch.
    setting : Setting
        Engine, memory, deadline.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    overview = analyze(read, setting=setting).overview
    sections = (
        *_static(read, overview, setting),
        *_deals(read, setting),
        *_records(read, overview, setting),
        *_background(read),
    )
    return render_report(read, sections, language)


def _static(case: Case, overview: Overview, setting: Setting) -> tuple[Section, ...]:
    sections = [
        Section(
            "summary",
            lambda names: names.words.say("In short"),
            _ALL,
            lambda names: opening_part(overview, names),
        ),
        Section(
            "now",
            lambda names: names.words.say("Does now hold?"),
            _ALL,
            lambda names: now_part(overview, names),
        ),
        Section(
            "way",
            lambda names: names.words.say("Where it can go from now"),
            ("researchers", "students"),
            lambda names: way_part(overview, names),
        ),
        Section(
            "equilibria",
            lambda names: names.words.say("What else could hold"),
            ("researchers", "students"),
            lambda names: equilibria_part(overview, names),
        ),
    ]
    if case.claims:
        findings = claims(case, setting).findings
        sections.insert(
            1,
            Section(
                "claims",
                lambda names: names.words.say("The source against the model"),
                _ALL,
                lambda names: (claims_table(findings, names),),
            ),
        )
    return tuple(sections)


def _deals(case: Case, setting: Setting) -> tuple[Section, ...]:
    if not case.negotiation.road_maps or not case.options:
        return ()
    checks = list_road_maps(case, setting).checks
    exposed = exposure(case, setting=setting)
    return (
        Section(
            "road-maps",
            lambda names: names.words.say("Which road map holds by itself"),
            _ALL,
            lambda names: (road_maps_table(checks, names),),
        ),
        Section(
            "exposure",
            lambda names: names.words.say("Who is exposed"),
            _ALL,
            lambda names: _exposed(exposed, names),
        ),
    )


def _exposed(found: ExposureResult, names: Names) -> Document:
    blocks: list[Block] = [asymmetry_table(found.asymmetry, names)]
    for plan, exposures in found.exposures:
        blocks += [Heading(names.element(plan), 3), exposure_table(exposures, names)]
    return tuple(blocks)


def _records(case: Case, overview: Overview, setting: Setting) -> tuple[Section, ...]:
    sections = [
        Section(
            "projects",
            lambda names: names.words.say("Projects"),
            ("business", "researchers"),
            lambda names: tuple(project_blocks(overview.prospects, names)),
        ),
        Section(
            "record",
            lambda names: names.words.say("The record"),
            _ALL,
            lambda names: tuple(ledger_blocks(overview.ledger, names)),
        ),
    ]
    if case.variants:
        standings = compare(case, setting=setting).standings
        sections.append(
            Section(
                "variants",
                lambda names: names.words.say("Variants side by side"),
                ("researchers", "students"),
                lambda names: (comparison_table(standings, names),),
            )
        )
    return tuple(sections)


def _background(case: Case) -> tuple[Section, ...]:
    digest = sha256(dump_case(case).encode()).hexdigest()
    return (
        Section(
            "judgements",
            lambda names: names.words.say("What is assumed"),
            ("researchers",),
            judgements_page,
        ),
        Section(
            "evidence",
            lambda names: names.words.say("Evidence"),
            ("researchers",),
            evidence_page,
        ),
        Section(
            "glossary",
            lambda names: names.words.say("Words"),
            ("students",),
            glossary_page,
        ),
        Section(
            "making",
            lambda names: names.words.say("How it was made"),
            ("researchers",),
            lambda names: making_page(names, digest),
        ),
    )
