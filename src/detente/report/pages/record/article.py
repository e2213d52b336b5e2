"""The source against the model, for the report: quote, verdict, figure, link."""

from detente.model.event import Claim
from detente.report.document import (
    Block,
    Column,
    Document,
    Fold,
    Marked,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.record.claim_words import counted_word, finding_word
from detente.report.pages.record.claims import Varied, differing_claims, why_text
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimVerdict

_TONES = {
    ClaimVerdict.SUPPORTED: "good",
    ClaimVerdict.CONTRADICTED: "bad",
    ClaimVerdict.REPEATED: "",
    ClaimVerdict.NOT_TESTABLE: "",
}
_UNCOMPUTED = (
    ClaimVerdict.REPEATED,
    ClaimVerdict.UNDECIDED,
    ClaimVerdict.NOT_TESTABLE,
)


def article_page(
    findings: tuple[Finding, ...], variants: Varied, names: Names
) -> Document:
    """Show every claim of the sources with what the model says to it.

    Parameters
    ----------
    findings : tuple of Finding
        The claims, judged; empty where the case has none.
    variants : tuple of (str, tuple of Finding)
        The same in each variant.
    names : Names
        The case and the language.
    """
    say = names.say
    if not findings:
        return ()
    counts = ", ".join(
        f"{counted_word(verdict, findings, names)} {names.number(n)}"
        for verdict in ClaimVerdict
        if (n := sum(each.verdict is verdict for each in findings))
    )
    said = say(
        "What a source asserts is tested as a question that the model can answer. "
        "Where the file says the same as the source, nothing is computed and nothing "
        "is supported. The model's numbers are argued for under {title}.",
        title=names.quoted(say("What is assumed")),
    )
    computed = tuple(each for each in findings if each.verdict not in _UNCOMPUTED)
    others = tuple(each for each in findings if each.verdict in _UNCOMPUTED)
    blocks: list[Block] = [
        Paragraph(said),
        Paragraph(counts + ".", emphasis=True),
        *differing_claims(findings, names, variants, quoted=True),
    ]
    if computed:
        blocks.append(_table(computed, say("The source against the model"), names))
    if others:
        title = say("Claims of which nothing was computed")
        table = _table(others, title, names)
        blocks.append(Fold(title, "uncomputed", (table,)))
    return tuple(blocks)


def _table(findings: tuple[Finding, ...], caption: str, names: Names) -> Table:
    say = names.say
    return Table(
        columns=(
            Column("quote", names.foreign(say("what the source says"))),
            Column("verdict", say("verdict")),
            Column("figure", say("why")),
            Column("element", say("in the model")),
        ),
        rows=tuple(_row(each, names) for each in findings),
        caption=caption,
    )


def _row(finding: Finding, names: Names) -> tuple[str, ...]:
    claim = finding.claim
    quote = names.quoted(claim.quote) if claim.quote else names.text(claim.about.name)
    verdict = Marked(
        finding_word(finding, names), tone=_TONES.get(finding.verdict, "open")
    )
    return (
        Marked(_said(quote or claim.id, claim, names), anchor=f"claim-{claim.id}"),
        verdict,
        why_text(finding, names),
        _element(claim, names),
    )


def _said(quote: str, claim: Claim, names: Names) -> str:
    """Add who says it, where the claims come from more than one source."""
    case = names.case
    author = next((s.author for s in case.sources if s.id == claim.source), None)
    if author is None or len({each.source for each in case.claims}) == 1:
        return quote
    return names.say("{quote} ({author})", quote=quote, author=names.text(author))


def _element(claim: Claim, names: Names) -> str:
    """Lead to what the claim is about: a road map, an option, a party's exposure."""
    test = claim.test
    plans = {plan.id for plan in names.case.negotiation.road_maps}
    on = (*test.names, *claim.on)
    for element in on:
        if element in plans:
            return Marked(names.element(element), target=f"plan-{element}")
    for element in on:
        if element in names.case.option:
            return Marked(names.option(element), target=f"element-{element}")
    homes = {
        "met": ("record", names.say("The record")),
        "more_exposed": ("exposure", names.say("Who is exposed")),
        "stable": ("equilibria", names.say("What could hold")),
        "formula": ("parties", names.say("Who can do what")),
    }
    if test.kind in homes:
        target, title = homes[test.kind]
        return Marked(title, target=target)
    return "-"
