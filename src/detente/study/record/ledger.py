"""What happened: who met whom, word against deed, records, the path of deeds."""

import datetime
from collections.abc import Iterator
from itertools import combinations

from detente.model.case import Case
from detente.model.event import Event
from detente.records import dataclass
from detente.study.game.belief import believed_by
from detente.study.preference.preference_at import score


@dataclass(frozen=True, slots=True)
class Meetings:
    """How often two parties or bodies met up to the date of the case.

    `last` is the last day of the newest such meeting, or the date of the case
    where it goes on then; `due` is the first day of the next one after it.
    """

    parties: tuple[str, str]
    count: int
    last: datetime.date | None
    due: datetime.date | None


@dataclass(frozen=True, slots=True)
class WordAndDeed:
    """The newest word, deed and verification about one option.

    Only up to the date of the case; later events are `due`. The word has
    `expired` where it was good only until a day before that date.
    """

    option: str
    word: Event | None
    deed: Event | None
    verification: Event | None
    due: tuple[Event, ...]
    expired: datetime.date | None = None

    @property
    def standing(self) -> str:
        """How far it has come.

        By the deed, and by what was verified since: verified, done or undone;
        without one by the word: declared, refused or expired; else nothing.
        """
        if self.deed is not None:
            checked = self.verification
            if checked is not None and checked.date >= self.deed.date:
                return "verified" if checked.taken else "undone"
            return "done" if self.deed.taken else "undone"
        if self.word is None:
            return "nothing"
        if self.expired is not None:
            return "expired"
        return "declared" if self.word.taken else "refused"


@dataclass(frozen=True, slots=True)
class Record:
    """Commitments that a party or body kept and broke; `disputed` among them.

    `lawful` are exits that the commitments allow for, counted apart; `believed` is how
    far its word goes by that, from 0 to 1 (`believed_by`).
    """

    who: str
    kept: tuple[Event, ...]
    broken: tuple[Event, ...]
    disputed: int
    lawful: tuple[Event, ...] = ()

    @property
    def believed(self) -> float:
        """How far its word goes by its record, from 0 to 1."""
        return believed_by(len(self.kept), len(self.broken))


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed as a move: what it changed, and who gained or lost by it.

    Attributes
    ----------
    event : Event
        The deed.
    before, after : str
        States as Y/N strings.
    gained, lost : tuple of str
        Parties whose order ranks `after` above, or below, `before`.
    """

    event: Event
    before: str
    after: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that the events of a case say.

    `meetings` are of the pairs of parties and bodies that met or are to meet;
    `never_met` the pairs of parties without a meeting up to the date of the
    case. `events` are all of them by date, due ones and corrected ones included;
    corrected ones count nowhere. `messages` are those that are for somebody.
    """

    as_of: datetime.date | None
    events: tuple[Event, ...]
    meetings: tuple[Meetings, ...]
    never_met: tuple[tuple[str, str], ...]
    options: tuple[WordAndDeed, ...]
    records: tuple[Record, ...]
    deeds: tuple[Deed, ...]
    messages: tuple[Event, ...] = ()


def keep_ledger(case: Case) -> Ledger:
    """Sort the events of a case by what they tell.

    Parameters
    ----------
    case : Case
        With or without events; `as_of` None counts every event.

    Returns
    -------
    Ledger
    """
    events = sorted(case.standing_events, key=lambda event: event.date)
    parties = [party.id for party in case.parties]
    actors = (*parties, *(body.id for body in case.bodies))
    meetings = tuple(_meetings(case, events, pair) for pair in combinations(actors, 2))
    met = any(event.kind == "meeting" for event in events)
    return Ledger(
        as_of=case.as_of,
        events=tuple(sorted(case.events, key=lambda event: event.date)),
        meetings=tuple(each for each in meetings if each.count or each.due),
        never_met=tuple(
            each.parties
            for each in meetings
            if met and not each.count and set(each.parties) <= set(parties)
        ),
        options=_options(case, events),
        records=_records(case, events),
        deeds=_deeds(case, events),
        messages=tuple(each for each in events if each.to and not _due(case, each)),
    )


def _due(case: Case, event: Event) -> bool:
    return case.as_of is not None and event.date > case.as_of


def _meetings(case: Case, events: list[Event], pair: tuple[str, str]) -> Meetings:
    both = [
        event
        for event in events
        if event.kind == "meeting" and set(pair) <= set(event.parties)
    ]
    past = [_last_day(case, event) for event in both if not _due(case, event)]
    due = [event.date for event in both if _due(case, event)]
    return Meetings(
        parties=pair,
        count=len(past),
        last=max(past, default=None),
        due=min(due, default=None),
    )


def _last_day(case: Case, event: Event) -> datetime.date:
    last = event.end or event.date
    return last if case.as_of is None else min(last, case.as_of)


def _options(case: Case, events: list[Event]) -> tuple[WordAndDeed, ...]:
    found = []
    for option in case.options:
        about = [event for event in events if event.option == option.id]
        past = [event for event in about if not _due(case, event)]
        due = tuple(event for event in about if _due(case, event))
        if about:
            word = _newest(past, ("statement", "offer", "message"))
            found.append(
                WordAndDeed(
                    option=option.id,
                    word=word,
                    deed=_newest(past, ("deed", "breach")),
                    verification=_newest(past, ("verification",)),
                    due=due,
                    expired=_expired(case, word),
                )
            )
    return tuple(found)


def _expired(case: Case, word: Event | None) -> datetime.date | None:
    """Give the last day of a word that is good no longer."""
    if word is None or word.expires is None or case.as_of is None:
        return None
    return word.expires if word.expires < case.as_of else None


def _newest(events: list[Event], kinds: tuple[str, ...]) -> Event | None:
    return next((each for each in reversed(events) if each.kind in kinds), None)


def _records(case: Case, events: list[Event]) -> tuple[Record, ...]:
    past = [event for event in events if not _due(case, event)]
    records = []
    for who in (*(p.id for p in case.parties), *(b.id for b in case.bodies)):
        own = [event for event in past if who in event.parties]
        kept = tuple(event for event in own if event.kind == "kept")
        breaches = [event for event in own if event.kind == "breach"]
        broken = tuple(event for event in breaches if not event.lawful)
        lawful = tuple(event for event in breaches if event.lawful)
        if kept or breaches:
            disputed = sum(event.disputed for event in kept + broken)
            records.append(Record(who, kept, broken, disputed, lawful))
    return tuple(records)


def _deeds(case: Case, events: list[Event]) -> tuple[Deed, ...]:
    """Replay the deeds from the state in which none of them had happened."""
    deeds = [
        event
        for event in _real_deeds(events)
        if event.option in case.option and not _due(case, event)
    ]
    state = dict(
        zip((option.id for option in case.options), case.status_quo, strict=False)
    )
    for event in reversed(deeds):
        state[str(event.option)] = "N" if event.taken else "Y"
    path = []
    for event in deeds:
        before = "".join(state.values())
        state[str(event.option)] = "Y" if event.taken else "N"
        path.append(_deed(case, event, before, "".join(state.values())))
    return tuple(path)


def _real_deeds(events: list[Event]) -> Iterator[Event]:
    """Give the deeds, but for those that take back what was begun and never done."""
    begun: set[str | None] = set()
    done: set[str | None] = set()
    for event in events:
        if event.kind == "begun" and event.taken:
            begun.add(event.option)
        if event.kind != "deed":
            continue
        if event.taken:
            done.add(event.option)
        if event.taken or event.option in done or event.option not in begun:
            yield event


def _deed(case: Case, event: Event, before: str, after: str) -> Deed:
    gained, lost = [], []
    for party, preference in case.preference.items():
        old, new = score(case, preference, before), score(case, preference, after)
        if new > old:
            gained.append(party)
        if new < old:
            lost.append(party)
    return Deed(event, before, after, tuple(gained), tuple(lost))
