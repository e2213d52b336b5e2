"""What the plans rest on beside the parties' wants, for the report."""

from detente.model.formula import FALSE, TRUE, written
from detente.model.quantity import Amount
from detente.model.road_map import Deadline, Guarantee, Turnover
from detente.report.document import (
    Block,
    Column,
    Document,
    Listing,
    Number,
    Rows,
    Table,
)
from detente.report.endings import endings
from detente.report.naming import Names
from detente.report.quantity import rate_text
from detente.study.game.belief import belief
from detente.study.game.flow import per_year
from detente.study.time.leadership import chance_per_period


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
    dates = [(each.date, _deadline(each, names)) for each in terms.deadlines]
    dates += endings(names)
    if dates:
        blocks.append(Listing(tuple(said for _, said in dates)))
    blocks += _leaderships(names)
    if terms.turnover:
        blocks.append(_turnover(terms.turnover, names))
    return tuple(blocks)


def _guarantees(guarantees: tuple[Guarantee, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        guarantees,
        caption=say(
            "Guarantees: what a breach costs the breacher, as promised, in its own "
            "utility; it counts in the share that is believed"
        ),
    ).under(
        Column("by", say("guarantor"), lambda each: names.actors(each.by) or "-"),
        Column(
            "protects", say("whom it protects"), lambda each: names.party(each.protects)
        ),
        Column(
            "against",
            say("whose breach it answers"),
            lambda each: names.parties(each.against) or "-",
        ),
        Number("lump", say("once"), lambda each: _amount(each.penalty_lump, names)),
        Number(
            "flow", say("per period"), lambda each: _amount(each.penalty_flow, names)
        ),
        Number(
            "believed",
            say("believed"),
            lambda each: names.figure(belief(names.case, each), ".3g"),
        ),
        Column(
            "when",
            say("in force where"),
            lambda each: "-" if each.when == TRUE else written(each.when),
        ),
    )


def _amount(amount: Amount | None, names: Names) -> str:
    return "-" if amount is None else names.figure(amount.value, "f")


def _deadline(deadline: Deadline, names: Names) -> str:
    date = names.date(deadline.date)
    if not deadline.opens:
        return names.say("Deadline: {date}.", date=date)
    options = "; ".join(names.option(each) for each in deadline.opens)
    if deadline.unless == FALSE:
        return names.say(
            "From {date} on this can be done: {options}.", date=date, options=options
        )
    return names.say(
        "From {date} on, unless “{formula}” holds that day, this can be done: "
        "{options}.",
        date=date,
        formula=written(deadline.unless),
        options=options,
    )


def _leaderships(names: Names) -> list[Block]:
    """Say how far each leadership is believed to rule already."""
    leaderships = names.case.negotiation.leaderships
    say = names.say
    if not leaderships:
        return []
    table = Rows(
        leaderships,
        caption=say(
            "Other leaderships, and the belief from 0 to 1 that they rule already"
        ),
    ).under(
        Column("leadership", say("leadership"), lambda each: names.element(each.id)),
        Column("party", say("of"), lambda each: names.party(each.party)),
        Number(
            "now", say("believed to rule now"), lambda each: _amount(each.now, names)
        ),
    )
    return [table]


def _turnover(rules: tuple[Turnover, ...], names: Names) -> Table:
    say = names.say
    return Table(
        columns=(
            Column("party", say("party")),
            Column("to", say("who may come to lead it")),
            Column("from", say("instead of")),
            Column("hazard", say("how often leaders go")),
            Number("share", say("share that changes policy")),
            Number("per_year", say("chance per year")),
            Number("per_period", say("chance per period")),
        ),
        rows=tuple(_turn(each, names) for each in rules),
        caption=say(
            "Changes of leadership, and how likely each is: one minus the exponential "
            "of minus the rate times the share times the time; a scheduled one comes "
            "once"
        ),
    )


def _turn(rule: Turnover, names: Names) -> tuple[str, ...]:
    case = names.case
    before = names.say("whoever rules")
    if rule.before is not None:
        before = names.element(rule.before)
    led = (names.party(rule.party), names.element(rule.after), before)
    if rule.hazard is None:
        return (*led, _scheduled(rule, names), "-", "-", "-")
    chance = chance_per_period(case, rule)
    yearly = 1 - per_year(1 - chance, case.negotiation.period)
    often = [rate_text(rule.hazard, names)]
    often += [_scheduled(rule, names)] if rule.on else []
    return (
        *led,
        "; ".join(often),
        "-" if rule.share is None else _amount(rule.share, names),
        names.figure(yearly, ".3g"),
        names.figure(chance, ".3g"),
    )


def _scheduled(rule: Turnover, names: Names) -> str:
    if rule.on is None or rule.probability is None:
        return "-"
    chance = _amount(rule.probability, names)
    return names.say("{chance} on {date}", chance=chance, date=names.date(rule.on))
