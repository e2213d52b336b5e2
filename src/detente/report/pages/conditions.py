"""What the plans rest on beside the parties' wants, for the report."""

from detente.model.formula import FALSE, TRUE, written
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Deadline, Guarantee, Turnover
from detente.report.document import Block, Document, Listing, Table
from detente.report.naming import Names
from detente.study.guarantee import belief

__all__ = ["conditions_page"]


def conditions_page(names: Names) -> Document:
    """Show the guarantees, deadlines and changes of leadership of a case.

    Parameters
    ----------
    names : Names
        The case and the language.

    Returns
    -------
    Document
        Empty where the case has none of them.
    """
    terms = names.case.negotiation
    blocks: list[Block] = []
    if terms.guarantees:
        blocks.append(_guarantees(terms.guarantees, names))
    if terms.deadlines:
        blocks.append(
            Listing(tuple(_deadline(each, names) for each in terms.deadlines))
        )
    if terms.turnover:
        blocks.append(_turnover(terms.turnover, names))
    return tuple(blocks)


def _guarantees(guarantees: tuple[Guarantee, ...], names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("guarantor"),
            words.say("whom it protects"),
            words.say("whose breach it answers"),
            words.say("once"),
            words.say("per period"),
            words.say("believed"),
            words.say("in force where"),
        ),
        keys=("by", "protects", "against", "lump", "flow", "believed", "when"),
        rows=tuple(
            (
                words.listed([names.actor(each) for each in guarantee.by]) or "-",
                names.party(guarantee.protects),
                names.parties(guarantee.against) or "-",
                _amount(guarantee.penalty_lump, names),
                _amount(guarantee.penalty_flow, names),
                words.figure(belief(names.case, guarantee), ".3g"),
                "-" if guarantee.when == TRUE else written(guarantee.when),
            )
            for guarantee in guarantees
        ),
        caption=words.say(
            "Guarantees: what a breach costs the breacher, as promised, in its own "
            "utility; it counts in the share that is believed"
        ),
        numeric=frozenset({3, 4, 5}),
    )


def _amount(amount: Amount | None, names: Names) -> str:
    return "-" if amount is None else names.words.figure(amount.value, "f")


def _deadline(deadline: Deadline, names: Names) -> str:
    words = names.words
    date = words.date(deadline.date)
    if not deadline.opens:
        return words.say("Deadline: {date}.", date=date)
    options = "; ".join(names.option(each) for each in deadline.opens)
    if deadline.unless == FALSE:
        return words.say(
            "From {date} on can be taken: {options}.", date=date, options=options
        )
    return words.say(
        "From {date} on can be taken, unless {formula} holds by then: {options}.",
        date=date,
        formula=written(deadline.unless),
        options=options,
    )


def _turnover(rules: tuple[Turnover, ...], names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("party"),
            words.say("who may come to lead it"),
            words.say("how likely"),
        ),
        keys=("party", "to", "chance"),
        rows=tuple(
            (names.party(each.party), names.element(each.after), _chance(each, names))
            for each in rules
        ),
        caption=words.say("Changes of leadership"),
    )


def _chance(rule: Turnover, names: Names) -> str:
    words = names.words
    parts = []
    if rule.hazard is not None:
        parts.append(_rate(rule.hazard, names))
    if rule.on is not None and rule.probability is not None:
        chance = _amount(rule.probability, names)
        parts.append(
            words.say("{chance} on {date}", chance=chance, date=words.date(rule.on))
        )
    return "; ".join(parts) or "-"


def _rate(rate: Rate, names: Names) -> str:
    words = names.words
    number = words.figure(rate.amount.value, "f")
    said = {
        "day": words.say("{number} per day", number=number),
        "week": words.say("{number} per week", number=number),
        "month": words.say("{number} per month", number=number),
        "year": words.say("{number} per year", number=number),
    }
    return said.get(rate.per or "", words.say("{number} per period", number=number))
