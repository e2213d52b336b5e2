"""The report's first page: what was found, one sentence a question."""

from detente.report.document import Column, Document, Marked, Paragraph, Table
from detente.report.naming import Names
from detente.report.quantity import percent
from detente.study.deal.exposure import Exposure
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.game.options_at_deadlines import pending
from detente.study.overview.survey import AfterDeadline, Overview
from detente.study.record.claim import ClaimVerdict, Finding
from detente.study.robustness.robust import Robustness
from detente.study.stability.explanation import Landing

Exposures = tuple[tuple[str, tuple[Exposure, ...]], ...]


def digest_page(
    overview: Overview,
    findings: tuple[Finding, ...],
    plans: tuple[tuple[RoadMapCheck, ...], Robustness | None],
    exposures: Exposures,
    names: Names,
    *,
    after: tuple[AfterDeadline, ...] = (),
) -> Document:
    """Say in a few sentences what the report goes on to show.

    Parameters
    ----------
    overview : Overview
        The static study.
    findings : tuple of Finding
        The claims, judged; empty where the case has none.
    plans : (tuple of RoadMapCheck, Robustness or None)
        The road maps, judged; empty where the case has none. How often each
        verdict holds over the ranges of what is assumed.
    exposures : tuple of (str, tuple of Exposure)
        Each party's exposure on each road map.
    names : Names
        The case and the language.
    after : tuple of AfterDeadline
        What the deadlines change.
    """
    case = names.case
    say = names.say
    summary = names.text(case.summary).strip() if case.summary is not None else ""
    answers = (
        ("now", say("Does now hold?"), _now(overview, names)),
        ("deadline", say("What the deadline changes"), _deadline(after, names)),
        ("way", say("Where it can go from now"), _way(overview, names)),
        ("equilibria", say("What could hold"), _equilibria(overview, names)),
        ("road-maps", say("Which road map holds by itself"), _plans(*plans, names)),
        ("exposure", say("Who is exposed"), _exposed(plans[0], exposures, names)),
        ("claims", say("The source against the model"), _claims(findings, names)),
        ("projects", say("Projects"), _projects(overview, names)),
        ("judgements", say("What is assumed"), _assumed(names)),
    )
    table = Table(
        columns=(Column("question", say("question")), Column("answer", say("answer"))),
        rows=tuple(
            (Marked(title, target=home), answer)
            for home, title, answer in answers
            if answer
        ),
        caption=say("The questions of this report, answered in short"),
    )
    return (Paragraph(summary), table) if summary else (table,)


def _now(overview: Overview, names: Names) -> str:
    sets = overview.sets
    now = sets.engine.status_quo
    holding: list[str] = []
    leaving: list[str] = []
    for concept in sets.concepts:
        (holding if sets.equilibria(concept)[now] else leaving).append(str(concept))
    if not leaving:
        said = names.say("Now holds under every concept asked for.")
    elif not holding:
        said = names.say("Now does not hold under any concept asked for.")
    else:
        said = names.say(
            "Now holds under {holding}, not under {leaving}.",
            holding=names.listed(holding),
            leaving=names.listed(leaving),
        )
    tempted = tuple(each.party for each in overview.tempted)
    if tempted:
        said += " " + names.count(
            "{parties} could improve on it by a move of its own.",
            "{parties} could each improve on it by a move of their own.",
            len(tempted),
            parties=names.parties(tempted),
        )
    if tempted and all(_anyway(each.landings) for each in overview.tempted):
        said += " " + names.say(
            "What answers them would happen anyway, so it holds nobody back."
        )
    return said


def _anyway(landings: tuple[Landing, ...]) -> bool:
    answers = [landing.sanction for landing in landings]
    return all(answer is not None and answer.anyway for answer in answers)


def _deadline(after: tuple[AfterDeadline, ...], names: Names) -> str:
    """Say who would leave now once a deadline has fallen, by any concept."""
    staying = [set(each.stays_after) for each in after]
    before = [set(each.stays_before) for each in after]
    new = tuple(
        party.id
        for party in names.case.parties
        if any(party.id in b - a for a, b in zip(staying, before, strict=True))
    )
    if not new:
        return ""
    first = min(each.date for each in pending(names.case))
    return names.say(
        "From {date} on somebody would leave now who stays before: {parties}.",
        date=names.date(first),
        parties=names.parties(new),
    )


def _way(overview: Overview, names: Names) -> str:
    reach = overview.evolution.improvements
    if reach.count == 1:
        said = names.say("Left to itself nothing moves: nobody has an improvement now.")
    elif reach.ends:
        listed = [names.in_words(end) for end in reach.ends]
        if len(listed) > 1:
            listed = [f"({place}) {end}" for place, end in enumerate(listed, 1)]
        ends = "; ".join(names.with_rest(listed, reach.n_ends))
        said = names.say(
            "Left to itself the dispute comes to rest here: {ends}.", ends=ends
        )
    else:
        said = names.say("Left to itself the dispute never comes to rest.")
    return said


def _equilibria(overview: Overview, names: Names) -> str:
    lead = next(each for each in overview.notable if each.concept == overview.lead)
    said = names.count(
        "{n} situation would hold under {concept}.",
        "{n} situations would hold under {concept}.",
        lead.count,
        concept=str(lead.concept),
    )
    refused = [names.option(option) for option, taken in lead.shared if not taken]
    if refused and lead.count > 1:
        said += " " + names.say(
            "In none of them is this done: {options}.", options="; ".join(refused)
        )
    return said


def _plans(
    checks: tuple[RoadMapCheck, ...], robustness: Robustness | None, names: Names
) -> str:
    if not checks:
        return ""
    kinds = (
        ("proved", names.say("keep themselves: {plans}")),
        ("refuted", names.say("fail: {plans}")),
        ("close", names.say("are too close to call: {plans}")),
        ("undo", names.say("hang on how fast steps can be undone: {plans}")),
        ("orders", names.say("hang on who acts first after a breach: {plans}")),
        ("depends", names.say("hang on how a breach is answered: {plans}")),
        ("impossible", names.say("cannot be carried out: {plans}")),
        (None, names.say("cannot be judged: {plans}")),
    )
    drawn = robustness.shares if robustness is not None else ()
    shares = {
        each.road_map: f" ({percent(each.same)})" for each in drawn if each.verdict
    }
    parts = []
    for kind, template in kinds:
        plans = [check.road_map for check in checks if _kind(check) == kind]
        if plans:
            listed = ", ".join(
                names.quoted(names.element(plan)) + shares.get(plan, "")
                for plan in plans
            )
            parts.append(template.format(plans=listed))
    said = names.say("Of the road maps, {parts}.", parts="; ".join(parts))
    if robustness is None or not shares:
        return said
    return f"{said} " + names.count(
        "In brackets: how often the verdict came out in {n} draw of the assumed "
        "numbers.",
        "In brackets: how often the verdict came out in {n} draws of the assumed "
        "numbers.",
        robustness.samples,
    )


def _kind(check: RoadMapCheck) -> str | None:
    """Say what becomes of a road map: its verdict, or what decides it."""
    if check.close:
        return "close"
    if check.verdict is Verdict.DEPENDS and len(check.orders) > 1:
        return "orders"
    if check.undo is not None and check.undo.hangs_on:
        return "undo"
    return check.verdict


def _exposed(
    checks: tuple[RoadMapCheck, ...], exposures: Exposures, names: Names
) -> str:
    """Name the party that stands to lose most, as a share of what it can win."""
    ranges = {party: size for check in checks for party, size in check.payoff_range}
    most: tuple[float, str, str] = (0.0, "", "")
    for plan, found in exposures:
        for each in found:
            size = ranges.get(each.party)
            if size and not each.ranks:
                most = max(most, (each.maximum / size, each.party, plan))
    share, party, plan = most
    if not party:
        return ""
    return names.say(
        "Most exposed is {party}: on {plan} the others could take {share} of its "
        "payoff range by undoing their steps.",
        party=names.party(party),
        plan=names.quoted(names.element(plan)),
        share=f"{100 * share:.0f}\u00a0%",
    )


_UNASKED = (ClaimVerdict.REPEATED, ClaimVerdict.UNDECIDED, ClaimVerdict.NOT_TESTABLE)
"""Verdicts on claims about which nothing was computed."""


def _claims(findings: tuple[Finding, ...], names: Names) -> str:
    if not findings:
        return ""
    supported = sum(each.verdict is ClaimVerdict.SUPPORTED for each in findings)
    contradicted = [
        each for each in findings if each.verdict is ClaimVerdict.CONTRADICTED
    ]
    asked = [each for each in findings if each.verdict not in _UNASKED]
    said = names.count(
        "Of {n} claim of the sources that was computed the model supports {supported}.",
        "Of {n} claims of the sources that were computed the model supports "
        "{supported}.",
        len(asked),
        supported=names.number(supported),
    )
    repeated = sum(each.verdict is ClaimVerdict.REPEATED for each in findings)
    if repeated:
        said += " " + names.count(
            "{n} more is as the file has it, which supports nothing.",
            "{n} more are as the file has them, which supports nothing.",
            repeated,
        )
    assumed = sum(each.verdict is ClaimVerdict.ASSUMED for each in findings)
    if assumed:
        said += " " + names.count(
            "Besides, {n} verdict changes within the ranges of assumed numbers.",
            "Besides, {n} verdicts change within the ranges of assumed numbers.",
            assumed,
        )
    if contradicted:
        quotes = [
            names.quote(each.claim.quote) if each.claim.quote else each.claim.id
            for each in contradicted
        ]
        said += " " + names.say("It contradicts {quotes}.", quotes=names.listed(quotes))
    return said


def _projects(overview: Overview, names: Names) -> str:
    blocked = [each.project.id for each in overview.prospects if not each.holds]
    if not blocked:
        return ""
    listed = "; ".join(names.element(each) for each in blocked)
    return names.say("Projects that cannot go ahead: {projects}.", projects=listed)


def _assumed(names: Names) -> str:
    n = sum(
        weight.amount.about.assumed or preference.about.assumed
        for _, preference in names.case.preferences
        for weight in preference.weights
    )
    if not n:
        return ""
    return names.count(
        "{n} weight is a judgement that no source gives; what is said of road maps "
        "hangs on it.",
        "{n} weights are judgements that no source gives; what is said of road maps "
        "hangs on them.",
        n,
    )
