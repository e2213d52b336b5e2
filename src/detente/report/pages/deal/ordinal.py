"""What the orders of parties without weights say of a road map."""

from detente.report.document import Document, Heading, Listing, Paragraph
from detente.report.naming import Names, stage_name
from detente.study.deal.ordinal import OrdinalCheck, OrdinalVerdict, overall


def orders_section(checks: tuple[OrdinalCheck, ...], names: Names) -> Document:
    """Say for any weights, for none, or that it depends; nothing without orders."""
    verdict = overall(checks)
    if verdict is None:
        return ()
    said = {
        OrdinalVerdict.ANY: names.say(
            "Any weights that keep the order will do, with patience near 1 (all others "
            "punishing a breach)."
        ),
        OrdinalVerdict.NONE: names.say(
            "No weights that keep the order can make this work with patience near 1, "
            "however a breach is punished."
        ),
        OrdinalVerdict.DEPENDS: names.say(
            "It depends on the weights; the order alone does not tell."
        ),
    }[verdict]
    title = names.say("Those with an order only")
    told = tuple(_told(each, names) for each in checks)
    return (Heading(title, 2), Paragraph(said, emphasis=True), Listing(told))


def _told(check: OrdinalCheck, names: Names) -> str:
    said = names.say(
        "{party}: the target has rank {target} of {n} from the worst, now has {start}",
        party=names.party(check.party),
        target=check.target + 1,
        n=check.n_ranks,
        start=check.start + 1,
    )
    if check.reneged is not None:
        said += "; " + names.say(
            "once all have put back all they can it is {rank}", rank=check.reneged + 1
        )
    if check.reason is not None:
        said += "; " + names.message(check.reason)
    if check.lands is not None:
        said += "; " + _breach(check, names)
    return said


def _breach(check: OrdinalCheck, names: Names) -> str:
    places = {
        "stage": stage_name(check.stage, names),
        "state": names.state(check.lands or ""),
    }
    if check.verdict is OrdinalVerdict.NONE:
        return names.say(
            "at {stage} a breach that leads to {state} pays for good", **places
        )
    return names.say(
        "at {stage} a breach that leads to {state} may pay or not", **places
    )
