"""Sentences that no small case brings out, from records made by hand."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product

import detente as dt
from detente.model.coding import Outcome
from detente.model.concept import Concept
from detente.model.quantity import Duration
from detente.report.calling_words import of_hundred
from detente.report.naming import Names
from detente.report.pages.deal.verification import seen_blocks
from detente.report.pages.lever.change import change_text, kind_name
from detente.report.pages.overview.basis import basis_sentences
from detente.report.pages.overview.history import deals_table
from detente.report.pages.preference.inverse_words import (
    change_in_words,
    states_in_words,
    way_in_words,
)
from detente.report.pages.record.claim_words import counted_word, finding_word
from detente.report.pages.record.news import news_blocks
from detente.report.plain import plain
from detente.report.quantity import duration, in_hundred, percent
from detente.report.words import words_of
from detente.study.history.trial import Trial
from detente.study.lever.change import NEVER, Change, Kind, What
from detente.study.preference.inverse_edit import Edit, Kind as Of
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.record.news import Item
from detente.study.stability.explanation import SequenceMove
from tests.small_cases import (
    BLOW,
    CROSSING,
    GRAPH,
    LEADERS,
    ORDERS,
    REIGN,
    VALLEY,
    VILLAGES,
    WATCHED,
)
from tests.unit.overview.test_history_picture import deal
from tests.whole import whole

MONTHS, DAY, LATER = Duration(Decimal(3), "month"), date(2021, 3, 4), date(2022, 12, 31)
YEAR = Duration(Decimal(1), "year")

EVERY = (LEADERS, BLOW, GRAPH, VILLAGES, CROSSING, WATCHED, ORDERS, VALLEY, REIGN)


def change(what: What, kind: Kind = Kind.CLAUSE, **more: object) -> Change:
    """Make a change of the valley, which nobody asks to be made."""
    return Change(kind, what, (), **more)  # type: ignore[arg-type]


def guarantee(what: What, **more: object) -> Change:
    """Make a change of the oath against the South."""
    return change(what, Kind.GUARANTEE, about="oath", party="south", **more)


PLEDGE = {
    "by": "crown",
    "party": "north",
    "protects": "south",
    "steps": ("dam",),
    "before": 0.5,
    "size": (0.125, 0.0),
}
CHANGES = (
    change(What.ESCROW, stage=2),
    change(What.SPLIT, stage=1, steps=("dam not fees", "mill")),
    change(What.SWAP, stage=1, other=2),
    change(What.MERGE, stage=1, other=2),
    change(What.WITHIN, stage=2, after=MONTHS),
    change(What.UNDO, about="dam", party="north", before=MONTHS, after=YEAR),
    change(What.UNDO, about="mill", party="south", before=YEAR, after=NEVER),
    change(What.REDO, about="mill", party="south", before=YEAR, after=MONTHS),
    change(What.UNTIL, about="dam", party="north", before=DAY, after=NEVER),
    change(What.UNTIL, about="dam", party="north", after=DAY),
    change(What.UNTIL, before=DAY, after=NEVER),
    change(What.SEEN, about="dam", party="north"),
    change(What.DATE, about="gift", before=DAY, after=LATER),
    change(What.LEAVE_OUT, Kind.STEP, about="fees", party="south", steps=("not fees",)),
    change(
        What.PUT,
        Kind.STEP,
        about="dam",
        party="north",
        stage=1,
        other=3,
        steps=("dam",),
    ),
    change(What.ADD, Kind.STEP, about="tax", party="north", stage=2, steps=("tax",)),
    change(
        What.OPEN,
        Kind.OUTSIDER,
        about="guard",
        party="crown",
        stage=1,
        steps=("guard",),
    ),
    change(What.PAYMENT, Kind.OUTSIDER, party="south", stage=2, after=1.25),
    change(
        What.WEIGHT,
        Kind.WANT,
        about="preferences.south.weights.dam",
        party="south",
        before=3,
        after=3.5,
    ),
    guarantee(What.BINDING),
    guarantee(What.BELIEVED, before=0.5),
    guarantee(What.LASTS, before=DAY, after=NEVER),
    guarantee(What.LASTS, before=DAY, after=LATER),
    guarantee(What.PENALTY, before=0.5, after=0.75, amount="flow", size=(0.0625, 0.0)),
    guarantee(What.PENALTY, before=0.0, after=2.5, amount="lump", size=(0.25, 0.0)),
    change(What.PLEDGE, Kind.GUARANTEE, after=0.75, amount="flow", **PLEDGE),
    change(What.PLEDGE, Kind.GUARANTEE, after=7.5, amount="lump", **PLEDGE),
)

NOW, BOTH, HORN = "NNN", "YYN", "NNY"
EDITS = (
    Edit(Of.STATEMENT, "cart", "not go", before=3, after=1),
    Edit(Of.RANK, "cart", NOW, beside=(BOTH,)),
    Edit(Of.RANK, "cart", NOW, passed=(BOTH, HORN)),
    Edit(Of.RANK, "cart", NOW, passed=(BOTH,), beside=(HORN,)),
    Edit(Of.RANK, "coach", HORN, rises=False, passed=(BOTH,), beside=(NOW,)),
    Edit(Of.RANK, "coach", HORN, rises=False, passed=(BOTH,)),
    Edit(Of.MOVE, "cart", NOW, end="YNN"),
    Edit(Of.MOVE, "cart", NOW, end="YNN", allow=False),
    Edit(Of.UNDO, "cart", "go"),
    Edit(Of.UNDO, "cart", "go", allow=False),
    Edit(Of.REDO, "coach", "horn"),
    Edit(Of.REDO, "coach", "horn", allow=False),
    Edit(Of.REDO, "coach", "drive"),
    Edit(Of.REDO, "coach", "drive", allow=False),
)
ROUTE = (
    SequenceMove("cart", NOW, "YNN", improvement=True),
    SequenceMove("coach", "YNN", "YNY", improvement=False),
)


def _names(text: str) -> Names:
    return Names(dt.load(text), words_of("en"))


def changes() -> Iterable[str]:
    """Say every kind of change that may move a road map."""
    names = _names(VALLEY)
    for each in CHANGES:
        yield f"{kind_name(each.kind, names)}: {change_text(each, names)}"


def edits() -> Iterable[str]:
    """Say every kind of change that may make a situation last."""
    names = _names(CROSSING.replace("Coach goes}", "Coach goes, now: yes}"))
    for each in EDITS:
        yield change_in_words(each, NOW, names)
    yield way_in_words(ROUTE, names)
    every = ("YNN", "NYN", "NNY", "YYN", "YNY")
    for n in (3, 4, 5):
        yield states_in_words(every[:n], NOW, names)


def quantities() -> Iterable[str]:
    """Say lengths of time and shares, at their edges."""
    words = words_of("en")
    for unit in ("day", "week", "month", "year"):
        for count in ("0", "1", "2", "2.5"):
            yield duration(Duration(Decimal(count), unit), words)
    for share in (0.0, 0.004, 0.005, 0.0051, 0.3, 0.994, 0.995, 0.996, 1.0):
        said = f"{in_hundred(share, words)}, {of_hundred(share)}"
        yield f"{share:g}: {percent(share)}, {said}"


def news() -> Iterable[str]:
    """Say what each new event is for, and how steps stand otherwise than before."""
    case = dt.load(REIGN)
    names = Names(case, words_of("en"))
    found = dt.follow(case, "both", changed_since=date(2020, 3, 1)).news
    assert found is not None
    first, second = found.shifts
    items = [
        Item(event, (first.step,), *uses)
        for event, uses in zip(
            case.events, product((False, True), repeat=3), strict=False
        )
    ]
    bare = replace(items[0], steps=())
    word = replace(items[0], event=case.events[1])
    again = replace(first, before=first.now)
    for each in (
        replace(found, shifts=(), items=(bare, word, *items)),
        replace(found, shifts=(replace(again, again=1),), items=(word,) * 21),
        replace(found, shifts=(again, replace(first, again=1)), items=()),
        replace(found, shifts=(replace(second, scope="strict"),), items=(word,)),
    ):
        yield from whole(tuple(news_blocks(each, names))).splitlines()
    yield from json.dumps(
        plain(replace(found, items=tuple(items))), indent=1
    ).splitlines()


def open_claims() -> Iterable[str]:
    """Say on what claims hang that are open, one by one and as they are counted."""
    case = dt.load(VILLAGES)
    names = Names(case, words_of("en"))
    claims = {each.id: each for each in case.claims}
    judged = ClaimFigure("judged")
    held = Finding(claims["never"], ClaimVerdict.DEPENDS, judged, Concept.SEQ)
    findings = {
        "in some orders": replace(held, figure=replace(judged, orders=(True,))),
        "in some time": replace(held, figure=replace(judged, undo=(("mill",),))),
        "by its answer": held,
        "forced": replace(held, claim=claims["must"]),
        "followed": replace(held, claim=claims["keep"]),
        "sure": replace(held, verdict=ClaimVerdict.SUPPORTED),
    }
    for told, each in findings.items():
        yield f"{told}: {finding_word(each, names)}"
    for one, other in combinations(findings, 2):
        pair = findings[one], findings[other]
        said = counted_word(ClaimVerdict.DEPENDS, pair, names)
        yield f"{one} and {other}: {said}"


def deals() -> Iterable[str]:
    """Say of past deals what would have been said, and what was."""
    told = replace(deal("a", 0.4, stood=False), outcome=None)
    broken = Outcome("a", stood=False, date=LATER, stage=2, party="north")
    outcomes = (
        None,
        broken,
        replace(broken, disputed=True),
        replace(broken, date=None, stage=None),
        Outcome("a", stood=True),
    )
    found = Trial(tuple(replace(told, outcome=each) for each in outcomes), 1, 0)
    yield from whole((deals_table(found, words_of("en")),)).splitlines()


SHARED_OUT = """
detente: 1
title: Two who weigh three things
parties:
  a: {name: Ann, options: {x: {}, y: {}, z: {}}}
  b: {name: Bob, options: {w: {}}}
preferences:
  a: {tradeoffs: [{more: x, than: y + z}, {more: y, than: z}]}
  b: {statements: [w, x]}
"""


def basis() -> Iterable[str]:
    """Say what the answers of each small case rest on, and by whom steps are seen."""
    for text in (*EVERY, SHARED_OUT):
        names = _names(text)
        yield f"## {names.title()}"
        yield from basis_sentences(names)
        yield from whole(tuple(seen_blocks(names))).splitlines()


SENTENCES = {
    "basis": basis,
    "changes": changes,
    "deals": deals,
    "edits": edits,
    "news": news,
    "open claims": open_claims,
    "quantities": quantities,
}
