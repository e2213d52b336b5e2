"""A coding sheet as a case, by the one table of numbers and nothing else."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from detente.model.case import Case, Change, Option, Party, Seen, Topic
from detente.model.coding import (
    CodedActor,
    CodedLeadership,
    CodedStage,
    CodedStep,
    Enforcement,
    Enforcing,
    Seeing,
    SeenWithin,
    Sheet,
    Undoing,
)
from detente.model.formula import FALSE, TRUE, Name, Not
from detente.model.preference import Preference, Weight
from detente.model.quantity import Amount, Duration, Lapse, Rate
from detente.model.road_map import (
    Guarantee,
    Leadership,
    Negotiation,
    RoadMap,
    Stage,
    Step,
    Turnover,
)
from detente.model.text import About
from detente.study.history.table import TABLE, HistoryTable

ROAD_MAP = "deal"
_ASSUMED = About(assumed=True)
_YEARS = 3
"""What the sheet calls years is longer than a year, and counts as never undone."""


def coded_case(
    sheet: Sheet, hazards: Mapping[str, float], table: HistoryTable = TABLE
) -> Case:
    """Give the case that a coding sheet stands for.

    Parameters
    ----------
    sheet : Sheet
    hazards : mapping of str to float
        Changes of leaders a year, by the code of a country.
    table : HistoryTable
        The numbers; by default as they are argued.

    Returns
    -------
    Case
        With the road map `deal`.
    """
    return _Coded(sheet, hazards, table).case()


class _Coded:
    def __init__(
        self, sheet: Sheet, hazards: Mapping[str, float], table: HistoryTable
    ) -> None:
        self.sheet, self.hazards, self.table = sheet, hazards, table

    def case(self) -> Case:
        sheet = self.sheet
        return Case(
            title=sheet.title,
            as_of=sheet.signed,
            summary=sheet.about.note,
            sources=sheet.sources,
            bodies=tuple(Topic(each.id, each.about) for each in sheet.outside),
            parties=tuple(map(self._party, sheet.parties)),
            preferences=tuple(
                (each.id, self._wants(each.id, 1.0)) for each in sheet.parties
            ),
            negotiation=Negotiation(
                patience=(("", Rate(_amount(self.table.patience), "year")),),
                leaderships=tuple(map(self._successor, sheet.leaderships)),
                turnover=tuple(self._turnover()),
                guarantees=tuple(self._guarantees()),
                road_maps=(self._road_map(),),
            ),
        )

    def _party(self, actor: CodedActor) -> Party:
        own = (step for step in self.sheet.steps if step.owner == actor.id)
        return Party(actor.id, tuple(map(self._option, own)), actor.about)

    def _option(self, step: CodedStep) -> Option:
        return Option(
            step.id,
            step.owner,
            now=step.now,
            undo=self._undo(step.undo),
            seen=self._seen(step),
            about=step.about,
        )

    def _undo(self, undoing: Undoing) -> Change:
        match undoing:
            case Undoing.NEVER:
                return Change(TRUE)
            case Undoing.YEARS:
                return Change(FALSE, Duration(Decimal(_YEARS), "year"))
            case Undoing.MONTHS:
                return Change(FALSE, Duration(_decimal(self.table.months), "month"))
        return Change(FALSE, Duration(Decimal(1), "week"))

    def _seen(self, step: CodedStep) -> Seen | None:
        if step.seen_by is Seeing.NOBODY:
            return Seen(chance=Rate(_amount(0)), about=_ASSUMED)
        months = self.table.unseen if step.seen_within is SeenWithin.MONTHS else 0
        after = Lapse(_amount(months), "month") if months else None
        if step.seen_by is Seeing.OTHER_SIDE:
            chance = Rate(_amount(self.table.noticed))
            return Seen(after=after, chance=chance, about=_ASSUMED)
        return Seen(after=after, about=_ASSUMED) if after else None

    def _wants(self, party: str, gains: float) -> Preference:
        """Weigh each step by its size: in full to who gains, a share to its owner."""
        weights = []
        for step in self.sheet.steps:
            if party in step.gains:
                worth = step.size * gains
                weights.append(Weight(Name(step.id), _amount(worth)))
            elif party == step.owner:
                cost = step.size * self.table.own_cost
                weights.append(Weight(Not(Name(step.id)), _amount(cost)))
        return Preference(weights=tuple(weights), about=_ASSUMED)

    def _successor(self, coded: CodedLeadership) -> Leadership:
        wants = self._wants(coded.party, self.table.successor)
        return Leadership(_successor_of(coded.party), coded.party, wants)

    def _turnover(self) -> Iterator[Turnover]:
        """By the calendar; where there is none, by how often leaders change there."""
        homes = {each.id: each.country or "" for each in self.sheet.parties}
        for coded in self.sheet.leaderships:
            table = self.table
            share = table.rejected if coded.rejected else table.unrejected
            comes = Turnover(coded.party, _successor_of(coded.party))
            for day in coded.changes:
                yield replace(comes, on=day, probability=_amount(share))
            hazard = self.hazards.get(homes[coded.party])
            if not coded.changes and hazard is not None:
                yield replace(
                    comes, hazard=Rate(_amount(hazard), "year"), share=_amount(share)
                )

    def _guarantees(self) -> Iterator[Guarantee]:
        """Protect each party against the breaches that an enforcer answers."""
        parties = [each.id for each in self.sheet.parties]
        for place, each in enumerate(self.sheet.enforcement, 1):
            believed = self._believed(each)
            for protects in parties if believed else ():
                against = tuple(
                    party
                    for party in each.against or parties
                    if party != protects and party not in each.by
                )
                if against:
                    yield Guarantee(
                        f"{each.kind.value}_{place}_{protects}",
                        each.by,
                        protects,
                        against,
                        penalty_flow=_amount(self.table.penalty),
                        believed=_amount(believed or 0),
                        binding=True,
                        about=each.about,
                    )

    def _believed(self, each: Enforcement) -> float | None:
        return {
            Enforcing.FORCES: self.table.forces,
            Enforcing.PAYER: self.table.payer,
            Enforcing.SNAPBACK: self.table.snapback,
        }.get(each.kind)

    def _road_map(self) -> RoadMap:
        return RoadMap(ROAD_MAP, tuple(self._stages()), date=self.sheet.signed)

    def _stages(self) -> Iterator[Stage]:
        last = self.sheet.signed
        for stage in self.sheet.stages:
            within, last = _lasting(stage, last)
            steps = tuple(Step(step) for step in stage.steps)
            yield Stage(steps, within=within, about=stage.about)


def _lasting(
    stage: CodedStage, last: datetime.date
) -> tuple[Duration | None, datetime.date]:
    """Say how long a stage lasts, and on which day it ends."""
    if stage.date is not None:
        days = (stage.date - last).days
        return (Duration(Decimal(days), "day") if days else None), stage.date
    if stage.within is not None:
        days = int(stage.within.days)
        return stage.within, last + datetime.timedelta(days=days)
    return None, last


def _successor_of(party: str) -> str:
    return f"{party}_successor"


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.6f}".rstrip("0").removesuffix("."))


def _amount(value: float) -> Amount:
    return Amount(_decimal(value), about=_ASSUMED)
