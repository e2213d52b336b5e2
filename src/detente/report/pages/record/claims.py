"""The source against the model: each claim, its verdict, the figure behind it."""

from collections.abc import Callable
from typing import TypeAlias

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.record.claim_words import (
    counted_word,
    finding_word,
    verdict_word,
)
from detente.report.pages.record.forced_words import forced_text
from detente.report.pages.record.moved_words import moved_text
from detente.report.quantity import percent
from detente.report.verdict_words import bare_verdict
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict

Varied: TypeAlias = tuple[tuple[str, tuple[Finding, ...]], ...]
"""What becomes of the claims in each variant."""


def claims_page(
    findings: tuple[Finding, ...], names: Names, variants: Varied = ()
) -> Document:
    """Show every claim of the case, and what becomes of it in the variants."""
    heading = Heading(names.title(), 1)
    if not findings:
        said = names.say("The case lists no claims (key `claims`).")
        return (heading, Paragraph(said))
    counts = ", ".join(
        names.say(
            "{verdict}: {n}",
            verdict=counted_word(verdict, findings, names),
            n=sum(each.verdict == verdict for each in findings),
        )
        for verdict in ClaimVerdict
    )
    return (
        heading,
        Paragraph(counts),
        *differing_claims(findings, names, variants),
        claims_table(findings, names),
    )


def differing_claims(
    findings: tuple[Finding, ...],
    names: Names,
    variants: Varied,
    *,
    quoted: bool = False,
) -> list[Block]:
    """Name the claims that a variant judges otherwise, or say that none does.

    Parameters
    ----------
    findings : tuple of Finding
        The claims, judged in the case as written.
    names : Names
        The case and the language.
    variants : tuple of (str, tuple of Finding)
        The same in each variant.
    quoted : bool
        Whether claims are named by what they say, where no table shows their ids.
    """
    items = []
    for name, others in variants:
        judged = {each.claim.id: each.verdict for each in others}
        changes = [
            names.say(
                "{claim} ({before}, there {after})",
                claim=names.quote(each.claim.quote)
                if quoted and each.claim.quote
                else each.claim.id,
                before=verdict_word(each.plain, names),
                after=verdict_word(judged[each.claim.id], names),
            )
            for each in findings
            if judged.get(each.claim.id, each.plain) != each.plain
        ]
        title = names.variant(name)
        items.append(
            names.say(
                "judged otherwise in the variant “{variant}”: {claims}",
                variant=title,
                claims=", ".join(changes),
            )
            if changes
            else names.say(
                "the variant “{variant}” judges no claim otherwise", variant=title
            )
        )
    return [Listing(tuple(items))] if items else []


def claims_table(
    findings: tuple[Finding, ...], names: Names, variants: Varied = ()
) -> Table:
    """Give one row a claim, with a column a variant."""
    say = names.say

    def judged(name: str, others: tuple[Finding, ...]) -> Column[Finding]:
        verdicts = {each.claim.id: finding_word(each, names) for each in others}
        return Column(
            name, names.variant(name), lambda each: verdicts.get(each.claim.id, "-")
        )

    return Rows(findings, say("The source against the model")).under(
        Column("claim", say("claim"), lambda each: each.claim.id),
        Column(
            "quote",
            names.foreign(say("what the source says")),
            lambda each: _quote(each, names),
        ),
        Column("verdict", say("verdict"), lambda each: finding_word(each, names)),
        *(judged(name, others) for name, others in variants),
        Column("figure", say("why"), lambda each: why_text(each, names)),
    )


def _quote(each: Finding, names: Names) -> str:
    return each.claim.quote or names.text(each.claim.about.name, "-")


def why_text(finding: Finding, names: Names) -> str:
    """Say the figure, and how far it hangs on assumed numbers."""
    drawn = _drawn(finding, verdict_word(finding.plain, names), names)
    return "; ".join(filter(None, (figure_text(finding, names), drawn)))


def _drawn(finding: Finding, verdict: str, names: Names) -> str:
    """Say how often a claim is judged as it is with the numbers as written.

    `verdict` is that judgement in words.
    """
    if finding.figure.share is None:
        return ""
    n = finding.figure.samples
    return names.count(
        "{verdict} in {held} of {n} reading of the assumed numbers",
        "{verdict} in {held} of {n} readings of the assumed numbers",
        n,
        verdict=verdict,
        held=names.number(round(n * finding.figure.share)),
    )


def figure_text(finding: Finding, names: Names) -> str:
    """Say the figure behind a verdict."""
    figure = finding.figure
    if figure.kind == "now":
        return names.say("true now") if figure.numbers[0] else names.say("false now")
    if figure.kind == "equilibria":
        return _equilibria(figure, finding, names)
    if figure.kind == "met":
        met = [
            f"{names.actors((a, b))}: {count}"
            for (a, b, _), count in zip(
                finding.claim.test.met, figure.numbers, strict=True
            )
        ]
        return names.say("meetings in this case: {met}", met="; ".join(met))
    if figure.kind == "judged":
        return "; ".join(
            _judged(figure, place, names) for place in range(len(figure.names))
        )
    if figure.kind in _TOLD:
        return _TOLD[figure.kind](finding, names)
    if figure.kind == "plans":
        listed = [_asked_about(name, names) for name in figure.names]
        return names.say("a question about {names}", names=names.listed(listed))
    return names.text(finding.claim.about.note, "-")


def _asked_about(name: str, names: Names) -> str:
    """Name a road map, a party or a variant."""
    if name in {each.id for each in names.case.variants}:
        return names.quoted(names.variant(name))
    return names.element(name)


def _exposure(finding: Finding, names: Names) -> str:
    """Give the largest exposure of each party, and the road map that it is on."""
    figure = finding.figure
    shares = [
        _most_exposed(names.party(party), share or 0.0, plan, names)
        for party, share, plan in zip(
            figure.names, figure.values, figure.plans, strict=True
        )
    ]
    return names.say(
        "at most worse off than today by, of all that is at stake for each: {shares}",
        shares=", ".join(shares),
    )


def _most_exposed(party: str, share: float, plan: str | None, names: Names) -> str:
    said = f"{party} {100 * share:.0f}\u00a0%"
    if plan is None:
        return said
    return names.say(
        "{said} on {plan}", said=said, plan=names.quoted(names.element(plan))
    )


def _worth(finding: Finding, names: Names) -> str:
    plans = zip(finding.figure.names, finding.figure.values, strict=True)
    worths = [
        f"{names.element(plan)}: "
        + ("-" if worth is None else names.figure(worth, "+.2f"))
        for plan, worth in plans
    ]
    return names.say(
        "what it is worth to {party} against today: {worths}",
        party=names.party(finding.claim.test.names[0]),
        worths="; ".join(worths),
    )


def _fallback(finding: Finding, names: Names) -> str:
    party, variant = finding.figure.names
    here, there = (
        "-" if value is None else names.figure(value, "+.3f")
        for value in finding.figure.values
    )
    return names.say(
        "what {party} has if everyone plays for itself: {here}; in the variant "
        "{variant}: {there}",
        party=names.party(party),
        here=here,
        variant=names.quoted(names.variant(variant)),
        there=there,
    )


def _deadline(finding: Finding, names: Names) -> str:
    figure = finding.figure
    if not figure.names:
        return names.say("the deadline opens nothing")
    party = names.party(figure.names[0])
    if figure.numbers[0]:
        return names.say("the deadline is met already, so that nothing opens")
    gain = figure.values[0] if figure.values else None
    if gain is None:
        return names.say("what it would be worth to {party} is not known", party=party)
    return names.say(
        "with all else as it is now, taking what it opens is worth {gain} to {party}",
        gain=names.figure(gain, "+.2f"),
        party=party,
    )


def _ended(finding: Finding, names: Names) -> str:
    plan, leadership = finding.figure.names
    if not finding.figure.values:
        if finding.verdict is ClaimVerdict.NOT_TESTABLE:
            if names.case.negotiation.turnover:
                return names.say(
                    "what changes of leadership do to {plan} cannot be judged",
                    plan=names.quoted(names.element(plan)),
                )
            return names.say("how leaders change is not known")
        return names.say(
            "not worked out here (it takes a while: `detente claims CASE`)"
        )
    (chance,) = finding.figure.values
    return names.say(
        "{chance}: {plan} ends because of {leadership}, as written",
        chance=percent(chance or 0.0),
        plan=names.quoted(names.element(plan)),
        leadership=names.quoted(names.element(leadership)),
    )


def _followed(finding: Finding, names: Names) -> str:
    done, n_stages, possible, early = finding.figure.numbers
    said = [
        names.count(
            "done in its order by the deeds in this case: {done} of {n} stage",
            "done in their order by the deeds in this case: {done} of {n} stages",
            n_stages,
            done=names.number(done),
        )
    ]
    if possible > done:
        said.append(
            names.say(
                "{possible} with what is disputed", possible=names.number(possible)
            )
        )
    if early:
        said.append(
            names.count(
                "{n} step done out of order",
                "{n} steps done out of order",
                early,
            )
        )
    until = finding.claim.test.until
    if until is not None:
        said.append(names.say("up to {day}", day=until))
    return "; ".join(said)


_TOLD: dict[str, Callable[[Finding, Names], str]] = {
    "exposure": _exposure,
    "worth": _worth,
    "fallback": _fallback,
    "deadline": _deadline,
    "ended": _ended,
    "followed": _followed,
    "moves": moved_text,
    "forced": lambda finding, names: forced_text(finding.figure, names),
}


def _judged(figure: ClaimFigure, place: int, names: Names) -> str:
    plan = names.element(figure.names[place])
    verdict = bare_verdict(
        figure.verdicts[place],
        figure.undo[place],
        names,
        orders=figure.orders[place],
    )
    slack, share = figure.values[place], figure.relative[place]
    if slack is None or share is None:
        return f"{plan}: {verdict}"
    return f"{plan}: {verdict} ({_margin(slack, share, names)})"


def _margin(slack: float, share: float, names: Names) -> str:
    """Say what the best breach costs or pays whoever would break the road map."""
    if names.field:
        return names.say(
            "{slack}, {share} of all that is at stake",
            slack=names.figure(slack, "+.3f"),
            share=names.figure(100 * share, "+.1f") + "\u00a0%",
        )
    margin = names.figure(100 * abs(share), ".1f") + "\u00a0%"
    if slack < 0:
        return names.say(
            "a breach pays {share} of all that is at stake for who breaks it",
            share=margin,
        )
    return names.say(
        "a breach costs at least {share} of all that is at stake for who breaks it",
        share=margin,
    )


def _equilibria(figure: ClaimFigure, finding: Finding, names: Names) -> str:
    held, where, now = figure.numbers
    if not where:
        return names.say("it holds in no feasible situation")
    said = names.say(
        "{held} of {where} situations where it holds are equilibria under {concept}",
        held=names.number(held),
        where=names.number(where),
        concept=str(finding.concept),
    )
    return said + "; " + names.say("now is one of them") if now else said
