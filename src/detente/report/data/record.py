"""Events, projects, claims and variants as plain dictionaries."""

import datetime
from typing import TYPE_CHECKING

from detente.model.event import Event
from detente.model.formula import written
from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.report.words import words_of
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure
from detente.study.record.ledger import Deed, Ledger, Meetings, Record, WordAndDeed
from detente.study.record.offer import Offer
from detente.study.record.project import Prospect, Unblocking

if TYPE_CHECKING:
    from detente.study.overview.comparison import Standing

declare(Meetings, "parties count last due")
declare(WordAndDeed, "option word expired deed verification due standing")
declare(Record, "who kept broken disputed lawful believed")
declare(
    ClaimFigure,
    "kind numbers names values relative verdicts samples share as_written plans",
)


def ledger_data(ledger: Ledger) -> Data:
    """Write what the events say."""
    corrected = frozenset(each.supersedes for each in ledger.events) - {None}
    return fields(
        ledger,
        "as_of chronology meetings never_met options records deeds messages",
        chronology=[_event(each, corrected, ledger.as_of) for each in ledger.events],
        messages=[_message(each) for each in ledger.messages],
    )


def _message(event: Event) -> Data:
    return fields(
        event,
        "id date kind from=parties to through option value title",
        title=words_of("en").text(event.title) or None,
    )


def _event(
    event: Event, corrected: frozenset[str | None], as_of: datetime.date | None
) -> Data:
    return fields(
        event,
        "id date end kind parties to through option value tags title source disputed "
        "lawful supersedes corrected due",
        corrected=event.id in corrected,
        title=words_of("en").text(event.title) or None,
        due=as_of is not None and event.date > as_of,
    )


@plain.register
def _deed(each: Deed) -> Data:
    return fields(
        each,
        "date=event parties option value from=before to=after gained lost",
        parties=each.event.parties,
        option=each.event.option,
        value=each.event.taken,
    )


@plain.register
def _offer(offer: Offer) -> Data:
    return fields(
        offer,
        "date=event id parties offered value asks holds changes to=state movers "
        "gained lost",
        id=offer.event.id,
        parties=offer.event.parties,
        offered=offer.event.option,
        value=offer.event.taken,
        asks=None if offer.event.condition is None else written(offer.event.condition),
        changes=dict(offer.changes),
    )


@plain.register
def _prospect(prospect: Prospect) -> Data:
    return fields(
        prospect,
        "project holds blocked blocked_by unmet ways",
        project=prospect.project.id,
        blocked_by=written(prospect.project.blocked_by),
        unmet=[written(formula) for formula in prospect.unmet],
    )


@plain.register
def _way(way: Unblocking) -> Data:
    return fields(
        way,
        "changes state movers gains",
        changes=dict(way.changes),
        gains={party: float(gain) for party, gain in way.gains},
    )


@plain.register
def _finding(finding: Finding) -> Data:
    return fields(
        finding.claim,
        "claim=id kind source quote verdict figure concept",
        verdict=finding.verdict,
        figure=finding.figure,
        concept=finding.concept,
    )


def varied_data(
    finding: Finding, variants: tuple[tuple[str, tuple[Finding, ...]], ...]
) -> Data:
    """Write a claim with its verdict here and in each variant that has it."""
    return _finding(finding) | {
        "variants": {
            name: fields(each, "verdict figure")
            for name, findings in variants
            for each in findings
            if each.claim.id == finding.claim.id
        }
    }


def standing_data(standing: "Standing") -> Data:
    """Write the figures of one variant."""
    return fields(
        standing,
        "variant feasible=n_feasible status_quo equilibria leave_now "
        "reached_by_improvements=reached ends ends_count=n_ends "
        "roadmaps exposure fallback",
        variant=standing.name or None,
        equilibria=dict(standing.equilibria),
        leave_now=dict(standing.leaving),
        roadmaps={
            each.road_map: fields(
                each,
                "verdict slack stage party",
                stage=stage_key(each.stage) if each.party else each.stage,
            )
            for each in standing.plans
        },
        exposure={
            each.party: fields(each, "max=largest ranks") for each in standing.risks
        },
        fallback={
            each.party: fields(each, "now breakdown leads_to")
            for each in standing.fallbacks
        },
    )
