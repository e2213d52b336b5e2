"""Events, projects, claims and variants as plain dictionaries."""

import datetime
from typing import TYPE_CHECKING

from detente.model.event import Event
from detente.model.formula import written
from detente.report.words import words_of
from detente.study.record.claim import Figure, Finding
from detente.study.record.ledger import Deed, Ledger, Record, WordAndDeed
from detente.study.record.project import Prospect, Unblocking

if TYPE_CHECKING:
    from detente.study.overview.comparison import Standing

__all__ = [
    "finding_data",
    "ledger_data",
    "project_data",
    "standing_data",
    "varied_data",
]

Data = dict[str, object]


def ledger_data(ledger: Ledger) -> Data:
    """Write what the events say."""
    return {
        "as_of": ledger.as_of.isoformat() if ledger.as_of else None,
        "chronology": [_event(each, ledger.as_of) for each in ledger.events],
        "meetings": [
            {
                "parties": list(each.parties),
                "count": each.count,
                "last": each.last.isoformat() if each.last else None,
                "due": each.due.isoformat() if each.due else None,
            }
            for each in ledger.meetings
        ],
        "never_met": [list(pair) for pair in ledger.never_met],
        "options": [_option(each) for each in ledger.options],
        "records": [_record(each) for each in ledger.records],
        "deeds": [_deed(each) for each in ledger.deeds],
    }


def _event(event: Event, as_of: datetime.date | None) -> Data:
    return {
        "id": event.id,
        "date": _day(event),
        "end": event.end.isoformat() if event.end else None,
        "kind": event.kind,
        "parties": list(event.parties),
        "option": event.option,
        "value": event.value,
        "title": words_of("en").text(event.title) or None,
        "source": event.source,
        "disputed": event.disputed,
        "due": as_of is not None and event.date > as_of,
    }


def _day(event: Event | None) -> str | None:
    return None if event is None else event.date.isoformat()


def _option(each: WordAndDeed) -> Data:
    return {
        "option": each.option,
        "word": _day(each.word),
        "expired": each.expired.isoformat() if each.expired else None,
        "deed": _day(each.deed),
        "verification": _day(each.verification),
        "due": [_day(event) for event in each.due],
        "standing": each.standing,
    }


def _record(each: Record) -> Data:
    return {
        "who": each.who,
        "kept": [_day(event) for event in each.kept],
        "broken": [_day(event) for event in each.broken],
        "disputed": each.disputed,
    }


def _deed(each: Deed) -> Data:
    return {
        "date": _day(each.event),
        "parties": list(each.event.parties),
        "option": each.event.option,
        "value": each.event.taken,
        "from": each.before,
        "to": each.after,
        "gained": list(each.gained),
        "lost": list(each.lost),
    }


def project_data(prospect: Prospect) -> Data:
    """Write what blocks a project, and the smallest changes that open it."""
    return {
        "project": prospect.project.id,
        "holds": prospect.holds,
        "blocked": prospect.blocked,
        "blocked_by": written(prospect.project.blocked_by),
        "unmet": [written(formula) for formula in prospect.unmet],
        "ways": [_way(way) for way in prospect.ways],
    }


def _way(way: Unblocking) -> Data:
    return {
        "changes": dict(way.changes),
        "state": way.state,
        "movers": list(way.movers),
        "gains": {party: float(gain) for party, gain in way.gains},
    }


def finding_data(finding: Finding) -> Data:
    """Write a claim with its verdict."""
    return {
        "claim": finding.claim.id,
        "kind": finding.claim.kind,
        "source": finding.claim.source,
        "quote": finding.claim.quote,
        "verdict": str(finding.verdict),
        "figure": _figure(finding.figure),
        "concept": str(finding.concept),
    }


def _figure(figure: Figure) -> Data:
    return {
        "kind": figure.kind,
        "numbers": list(figure.numbers),
        "names": list(figure.names),
        "values": list(figure.values),
        "relative": list(figure.relative),
        "verdicts": list(figure.verdicts),
        "samples": figure.samples,
        "share": figure.share,
        "as_written": None if figure.as_written is None else str(figure.as_written),
    }


def varied_data(
    finding: Finding, variants: tuple[tuple[str, tuple[Finding, ...]], ...]
) -> Data:
    """Write a claim with its verdict here and in each variant that has it."""
    return finding_data(finding) | {
        "variants": {
            name: {"verdict": str(each.verdict), "figure": _figure(each.figure)}
            for name, findings in variants
            for each in findings
            if each.claim.id == finding.claim.id
        }
    }


def standing_data(standing: "Standing") -> Data:
    """Write the figures of one variant."""
    return {
        "variant": standing.name or None,
        "feasible": standing.n_feasible,
        "status_quo": standing.status_quo,
        "equilibria": {str(concept): count for concept, count in standing.equilibria},
        "leave_now": {str(concept): list(who) for concept, who in standing.leaving},
        "reached_by_improvements": standing.reached,
        "ends": list(standing.ends),
        "ends_count": standing.n_ends,
        "roadmaps": {
            each.road_map: {
                "verdict": each.verdict,
                "slack": each.slack,
                "stage": "stay" if each.party and each.stage is None else each.stage,
                "party": each.party,
            }
            for each in standing.plans
        },
        "exposure": {
            each.party: {"max": each.largest, "ranks": each.ranks}
            for each in standing.risks
        },
        "fallback": {
            each.party: {
                "now": each.now,
                "breakdown": each.breakdown,
                "leads_to": list(each.leads_to),
            }
            for each in standing.fallbacks
        },
    }
