"""The main job's answer: a summary that fits a screen."""

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.overview.now_in_words import verdict_sentences
from detente.report.pages.record.claim_words import counted_word
from detente.report.pages.stability.equilibria import equilibria_blocks, numbered_states
from detente.report.pages.stability.evolution import reach_blocks
from detente.report.pages.stability.explanation import explanation_blocks
from detente.report.pages.stability.stable_sets import (
    assumptions_line,
    counts_table,
    now_table,
)
from detente.report.quantity import percent
from detente.study.game.options_at_deadlines import days_ahead
from detente.study.overview.survey import AfterDeadline, Overview
from detente.study.record.claim_verdict import ClaimVerdict
from detente.study.record.ledger import Ledger
from detente.study.record.publication import Agreement

_PAIRS = 3
"""So many pairs that never met are named."""


def overview_page(
    overview: Overview, after: tuple[AfterDeadline, ...], plans: Document, names: Names
) -> Document:
    """Say what holds now, by whom it is left, where it goes, what else could hold.

    Parameters
    ----------
    overview : Overview
        What was found.
    after : tuple of AfterDeadline
        What the deadlines change.
    plans : Document
        The road maps side by side; empty where they are not judged.
    names : Names
        The case and the language.
    """
    return (
        Heading(names.title(), 1),
        *opening_part(overview, names),
        Heading(names.say("Does now hold?")),
        *now_part(overview, names),
        Heading(names.say("Where it can go from now")),
        *way_part(overview, names),
        *equilibria_part(overview, names),
        *_deadline(after, names),
        *_published(overview, names),
        *_road_maps(plans, names),
        *_record(overview, names),
        *_said_against_weighed(overview, names),
        Paragraph(
            assumptions_line(overview.sets.assumptions, names, overview.sets.concepts)
        ),
    )


def _said_against_weighed(overview: Overview, names: Names) -> list[Block]:
    """Name the parties of which statements or a ranking contradict the weights."""
    shares = [
        names.say(
            "{party} {share} of its moves",
            party=names.party(each.party),
            share=percent(each.share),
        )
        for each in overview.disagreements
        if each.opposed
    ]
    if not shares:
        return []
    said = names.say(
        "What is said of priorities and what is weighed judge in opposite ways: "
        "{shares}.",
        shares="; ".join(shares),
    )
    return [Paragraph(said)]


def now_part(overview: Overview, names: Names) -> Document:
    """Say whether now will last, then who would stay by each concept, and why."""
    state = overview.sets.engine.status_quo
    return (
        Paragraph(" ".join(verdict_sentences(overview, names))),
        now_table(overview.sets, state, names),
        *_temptations(overview, names),
    )


def way_part(overview: Overview, names: Names) -> Document:
    """Count what can be reached from now."""
    return tuple(reach_blocks(overview.evolution, names))


def equilibria_part(overview: Overview, names: Names) -> Document:
    """Name the equilibria that matter, and count them all."""
    lead = next(each for each in overview.notable if each.concept == overview.lead)
    return (
        *equilibria_blocks(lead, numbered_states((lead,)), names),
        counts_table(overview.sets, names),
    )


def opening_part(overview: Overview, names: Names) -> Document:
    """Say what the case is about, how large it is, and what stands now."""
    case = names.case
    blocks: list[Block] = []
    if case.as_of is not None:
        blocks.append(Paragraph(names.say("As of {date}", date=case.as_of)))
    if case.summary is not None:
        blocks.append(Paragraph(names.text(case.summary).strip()))
    blocks.append(Paragraph(_size(overview, names)))
    if case.options:
        taken = [names.option(each.id) for each in case.options if each.now]
        listed = "; ".join(taken) if taken else names.say("no option is taken")
        blocks.append(Paragraph(names.say("Now: {options}.", options=listed)))
    else:
        state = names.state(case.status_quo)
        blocks.append(Paragraph(names.say("Now: {options}.", options=state)))
    return tuple(blocks)


def _size(overview: Overview, names: Names) -> str:
    engine = overview.sets.engine
    parties = names.count("{n} party", "{n} parties", len(engine.parties))
    states = names.count(
        "{n} feasible situation", "{n} feasible situations", engine.n_feasible
    )
    if not names.case.options:
        return f"{parties}, {states}."
    free = sum(not option.settled for option in engine.case.options)
    options = names.count("{n} option", "{n} options", len(names.case.options))
    can = names.count(
        "{n} of them can still change", "{n} of them can still change", free
    )
    return f"{parties}, {options} ({can}), {states}."


def _temptations(overview: Overview, names: Names) -> list[Block]:
    if not overview.explained:
        return [Paragraph(_unexplained(overview, names))]
    blocks: list[Block] = []
    for explanation in overview.tempted:
        blocks += explanation_blocks(explanation, names, first=1)
    return blocks


def _unexplained(overview: Overview, names: Names) -> str:
    """Say who would leave now where no witness is found for it."""
    sets = overview.sets
    now, lead = sets.engine.status_quo, overview.lead
    leaving = tuple(
        party
        for position, party in enumerate(sets.engine.parties)
        if not sets.sets[lead, position][now]
    )
    said = (
        names.count(
            "Under {concept} {parties} would leave now.",
            "Under {concept} {parties} would each leave now.",
            len(leaving),
            concept=str(lead),
            parties=names.parties(leaving),
        )
        if leaving
        else names.say("Under {concept} nobody would leave now.", concept=str(lead))
    )
    why = (
        names.say(
            "Why is explained for the default reading only: weak sanctions, returns "
            "and full sequences included."
        )
        if lead.is_core
        else names.say("Why is explained for R, GMR, SMR, SEQ and SSEQ only.")
    )
    return f"{said} {why}"


def _deadline(after: tuple[AfterDeadline, ...], names: Names) -> Document:
    found = deadline_part(after, names)
    dates = ", ".join(names.date(each) for each in days_ahead(names.case))
    heading = Heading(names.say("On the deadline ({date})", date=dates))
    return (heading, *found) if found else ()


def deadline_part(after: tuple[AfterDeadline, ...], names: Names) -> Document:
    """Say what the options that deadlines open change for now."""
    say = names.say
    if not days_ahead(names.case):
        return ()
    if not after:
        said = say("The options that it opens change no verdict on now.")
        return (Paragraph(said),)
    rows = [
        (
            str(change.concept),
            _leavers(change.stays_before, names),
            _leavers(change.stays_after, names),
            names.number(change.equilibria_before),
            names.number(change.equilibria_after),
        )
        for change in after
    ]
    table = Table(
        columns=(
            Column("concept", say("concept")),
            Column("leave_before", say("leave now before")),
            Column("leave_after", say("leave now on it")),
            Number("equilibria_before", say("equilibria before")),
            Number("equilibria_after", say("on it")),
        ),
        rows=tuple(rows),
        caption=say("Who would leave now, and equilibria, before and on it"),
    )
    return (table,)


def _leavers(staying: tuple[str, ...], names: Names) -> str:
    leaving = tuple(p.id for p in names.case.parties if p.id not in staying)
    return names.parties(leaving) if leaving else names.say("nobody")


def _road_maps(judged: Document, names: Names) -> list[Block]:
    """Set the road maps side by side; name them where they are not judged."""
    plans = names.case.negotiation.road_maps
    if not plans:
        return []
    heading = Heading(names.say("The road maps"))
    if judged:
        return [heading, *judged]
    listed = "; ".join(names.element(plan.id) for plan in plans)
    said = names.say(
        "`detente roadmap list CASE` judges them, which takes a while: {names}.",
        names=listed,
    )
    return [heading, Paragraph(said)]


def _record(overview: Overview, names: Names) -> list[Block]:
    """Say in a few lines what events, projects and claims add."""
    items = [*_said_and_done(overview, names), *_projects(overview, names)]
    if overview.findings:
        counts = (
            names.say(
                "{n} {verdict}",
                n=n,
                verdict=counted_word(verdict, overview.findings, names),
            )
            for verdict in ClaimVerdict
            if (n := sum(each.verdict == verdict for each in overview.findings))
        )
        items.append(
            names.say(
                "claims of the sources, as the numbers stand: {counts} "
                "(detente claims)",
                counts=", ".join(counts),
            )
        )
    if not items:
        return []
    return [Heading(names.say("The record")), Listing(tuple(items))]


def _said_and_done(overview: Overview, names: Names) -> list[str]:
    ledger = overview.ledger
    items = []
    if ledger.never_met:
        items.append(_never_met(ledger, names))
    declared = [each.option for each in ledger.options if each.standing == "declared"]
    if declared:
        options = "; ".join(names.option(option) for option in declared)
        items.append(names.say("declared, not done: {options}", options=options))
    done = [each.option for each in ledger.options if each.standing == "done"]
    if done:
        options = "; ".join(names.option(option) for option in done)
        items.append(names.say("done, not verified: {options}", options=options))
    return items


def _never_met(ledger: Ledger, names: Names) -> str:
    """Name the pairs that never met: those about to meet, then a few others."""
    due = {each.parties: each.due for each in ledger.meetings if each.due}
    soon = [
        names.say("{pair} (due {date})", pair=names.parties(pair), date=due[pair])
        for pair in ledger.never_met
        if pair in due
    ]
    rest = [pair for pair in ledger.never_met if pair not in due]
    if len(rest) <= _PAIRS:
        soon += [names.parties(pair) for pair in rest]
    elif soon:
        others = names.count("{n} other pair", "{n} other pairs", len(rest))
        soon.append(names.say("{pairs} (detente record)", pairs=others))
    else:
        pairs = names.count("{n} pair of parties", "{n} pairs of parties", len(rest))
        soon.append(names.say("{pairs} (detente record)", pairs=pairs))
    return names.say("no meeting in this case: {pairs}", pairs="; ".join(soon))


def _projects(overview: Overview, names: Names) -> list[str]:
    blocked = [each for each in overview.prospects if not each.holds]
    if not blocked:
        return []
    listed = "; ".join(names.element(each.project.id) for each in blocked)
    return [names.say("projects that cannot go ahead: {projects}", projects=listed)]


def _published(overview: Overview, names: Names) -> list[Block]:
    agreements = overview.agreements
    passed = _not_compared(overview, names)
    if not agreements and not passed:
        return []
    heading = Heading(names.say("Published results"))
    wrong = [each for each in agreements if not each.agrees]
    if wrong:
        found = Listing(tuple(_mismatch(each, names) for each in wrong))
        return [heading, found, *passed]
    if not agreements:
        return [heading, *passed]
    said = names.count(
        "Agrees with the {n} published list of states.",
        "Agrees with all {n} published lists of states.",
        len(agreements),
    )
    return [heading, Paragraph(said), *passed]


def _not_compared(overview: Overview, names: Names) -> list[Block]:
    """Say which published concepts were not judged, hence not compared."""
    judged = {str(concept) for concept in overview.sets.concepts}
    printed = dict.fromkeys(
        each.concept for each in overview.sets.engine.case.published
    )
    left = [each for each in printed if each not in judged]
    if not left:
        return []
    said = names.say(
        "Published too, but not judged here: {concepts}.", concepts=", ".join(left)
    )
    return [Paragraph(said)]


def _mismatch(agreement: Agreement, names: Names) -> str:
    party = names.say("equilibria") if agreement.party is None else agreement.party
    return names.say(
        "{concept}, {party}: printed but not found: {missing}; found but not printed: "
        "{extra}",
        concept=str(agreement.concept),
        party=party,
        missing=" ".join(agreement.missing) or "-",
        extra=" ".join(agreement.extra) or "-",
    )
