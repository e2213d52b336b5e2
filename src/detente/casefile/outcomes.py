"""What happened to the deals of coding sheets: read with all its faults at once."""

from collections.abc import Sequence
from pathlib import Path

from detente.casefile.coding import names_of
from detente.casefile.coding_rules import written_at
from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading
from detente.casefile.reader import in_file_order
from detente.casefile.schema.coding import OutcomeEntry, OutcomesEntry
from detente.casefile.schema.faults import read_entry
from detente.casefile.source import read_source
from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import Mapping, Place
from detente.errors import CaseError, Message
from detente.model.coding import Outcome, Sheet


def load_outcomes(source: str | Path, sheets: Sequence[Sheet]) -> tuple[Outcome, ...]:
    """Read what happened to deals.

    Parameters
    ----------
    source : str or Path
        A path, or YAML with at least two lines.
    sheets : sequence of Sheet
        The deals that are coded.

    Returns
    -------
    tuple of Outcome
        In the order of the sheets; of those that the file knows of.

    Raises
    ------
    CaseError
        With everything wrong with it, in file order.
    """
    found = read_source(source)
    tree = parse_tree(found.text, found.file)
    start = Place(tree.origin, 0, 0)
    data = tree.data if isinstance(tree.data, Mapping) else Mapping()
    entry, misshapen = read_entry(OutcomesEntry, data, start)
    problems = tree.problems
    problems.extend(misshapen)
    reading = Reading(names_of(data), start, problems)
    if "outcomes" not in data:
        message = Message("the file of outcomes needs the key 'outcomes'")
        reading.fault("missing-key", message, start, Message("write outcomes: 1"))
    known = {sheet.name: sheet for sheet in sheets}
    told = entry.deals.items if entry.deals else {}
    for deal in told:
        if deal not in known:
            message = Message("there is no sheet of the deal '{deal}'", deal=str(deal))
            reading.fault("unknown-deal", message, deal, did_you_mean(deal, known))
    outcomes = {
        str(deal): _outcome(each, known[str(deal)], reading, data)
        for deal, each in told.items()
        if deal in known
    }
    if problems:
        raise CaseError(in_file_order(problems, found.file))
    return tuple(outcomes[name] for name in known if name in outcomes)


def _outcome(
    entry: OutcomeEntry, sheet: Sheet, reading: Reading, data: Mapping
) -> Outcome:
    deal = sheet.name
    about = reading.about(entry, assumed=False)
    first, standing = entry.first_omission, entry.standing_after_five_years
    if first is None:
        return Outcome(deal, standing, disputed=entry.disputed, about=about)
    if first.party not in {each.id for each in sheet.parties}:
        message = Message(
            "{deal} has no party '{party}'", deal=deal, party=str(first.party)
        )
        hint = did_you_mean(first.party, [each.id for each in sheet.parties])
        reading.fault("unknown-party", message, first.party, hint)
    if first.stage is not None and first.stage > len(sheet.stages):
        message = Message(
            "{deal} has {n} stages, not {stage}",
            deal=deal,
            n=len(sheet.stages),
            stage=first.stage,
        )
        at = written_at(data, "deals", deal, "first_omission", "stage")
        reading.fault("unknown-stage", message, at)
    if first.date < sheet.signed:
        message = Message(
            "{deal} was signed on {signed}, after {date}",
            deal=deal,
            signed=sheet.signed.isoformat(),
            date=first.date.isoformat(),
        )
        at = written_at(data, "deals", deal, "first_omission", "date")
        reading.fault("too-early", message, at)
    reading.about(first, assumed=False)
    return Outcome(
        deal,
        standing,
        first.date,
        first.stage,
        str(first.party),
        entry.disputed,
        first.what,
        about,
    )
