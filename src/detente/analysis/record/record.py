"""What the events of a case say, by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from detente import __version__
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.record.added import with_events
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, as_wanted
from detente.casefile import Layout
from detente.records import dataclass
from detente.report.data.record import ledger_data
from detente.report.document import Document, Heading, Paragraph
from detente.report.figure.event_table import event_table
from detente.report.naming import Names
from detente.report.pages.record.ledger import ledger_blocks, offers_blocks
from detente.report.plain import plain
from detente.report.words import words_of
from detente.study.record.ledger import Ledger, keep_ledger
from detente.study.record.offer import Offer, judge_offers


@dataclass(frozen=True)
class RecordResult(Result):
    """Who met whom, word against deed, kept and broken, the deeds replayed."""

    ledger: Ledger
    offers: tuple[Offer, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give what the events say."""
        title = words_of("en").text(self.case.title)
        head = {"detente": __version__, "case": title}
        return head | ledger_data(self.ledger) | {"offers": plain(self.offers)}

    def document(self, names: Names) -> Document:
        """Show all of it, or say that the case has no events."""
        heading = Heading(names.title(), 1)
        if not self.case.events:
            said = names.say("The case has no events (key `events`).")
            return (heading, Paragraph(said))
        blocks = [
            event_table(self.ledger.events, names),
            *ledger_blocks(self.ledger, names),
            *offers_blocks(self.offers, names),
        ]
        as_of = self.ledger.as_of
        if as_of is None:
            return (heading, *blocks)
        day = names.say("As of {date}", date=as_of)
        return (heading, Paragraph(day), *blocks)


def record(
    case: Readable,
    setting: Setting = DEFAULT,
    *,
    events: str | Path | Sequence[str | Path] = (),
    layout: Layout | None = None,
    **read_as: Unpack[ReadAs],
) -> RecordResult:
    """Say who met whom, how words stand against deeds, and who kept commitments.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    setting : Setting
        Which wants judge what deeds brought.
    events : path, or sequence of paths
        CSV files, or bundled tables, whose events are added to those of the case; the
        record is then that of the newest of them.
    layout : Layout or None
        How the columns of `events` are read, where the files were made elsewhere.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    RecordResult

    Raises
    ------
    CaseError, QuestionError
    """
    known = load(case, **read_as)
    read = with_events(known, events, layout or Layout())
    days = [event.end or event.date for event in read.events[len(known.events) :]]
    if days and known.as_of is not None:
        read = replace(read, as_of=max(known.as_of, *days))
    wanted = as_wanted(read, setting)
    return RecordResult(read, keep_ledger(wanted), judge_offers(wanted))
