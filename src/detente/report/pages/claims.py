"""The source against the model: each claim, its verdict, the figure behind it."""

from detente.report.document import Document, Heading, Paragraph, Table
from detente.report.naming import Names
from detente.report.pages.verdict import verdict_text
from detente.study.claim import Figure, Finding, Verdict

__all__ = ["claims_page", "claims_table", "figure_text", "verdict_word"]


def claims_page(findings: tuple[Finding, ...], names: Names) -> Document:
    """Show every claim of the case."""
    words = names.words
    heading = Heading(names.title(), 1)
    if not findings:
        said = words.say("The case lists no claims (key `claims`).")
        return (heading, Paragraph(said))
    counts = ", ".join(
        words.say(
            "{verdict}: {n}",
            verdict=verdict_word(verdict, names),
            n=sum(each.verdict == verdict for each in findings),
        )
        for verdict in Verdict
    )
    return (heading, Paragraph(counts), claims_table(findings, names))


def verdict_word(verdict: Verdict, names: Names) -> str:
    """Give a verdict in the reader's language."""
    words = names.words
    return {
        Verdict.SUPPORTED: words.say("supported"),
        Verdict.CONTRADICTED: words.say("contradicted"),
        Verdict.DEPENDS: words.say("depends on the punishment"),
        Verdict.UNDECIDED: words.say("needs the road maps"),
        Verdict.NOT_TESTABLE: words.say("not testable"),
    }[verdict]


def claims_table(findings: tuple[Finding, ...], names: Names) -> Table:
    """Give one row a claim."""
    words = names.words
    return Table(
        columns=(
            words.say("claim"),
            words.say("what the source says"),
            words.say("verdict"),
            words.say("why"),
        ),
        keys=("claim", "quote", "verdict", "figure"),
        rows=tuple(
            (
                each.claim.id,
                each.claim.quote or words.text(each.claim.about.name, "-"),
                verdict_word(each.verdict, names),
                figure_text(each, names),
            )
            for each in findings
        ),
        caption=words.say("The source against the model"),
    )


def figure_text(finding: Finding, names: Names) -> str:
    """Say the figure behind a verdict."""
    words, figure = names.words, finding.figure
    if figure.kind == "now":
        return words.say("true now") if figure.numbers[0] else words.say("false now")
    if figure.kind == "equilibria":
        return _equilibria(figure, finding, names)
    if figure.kind == "met":
        met = [
            f"{names.parties((a, b))}: {count}"
            for (a, b, _), count in zip(
                finding.claim.test.met, figure.numbers, strict=True
            )
        ]
        return words.say("meetings on record: {met}", met="; ".join(met))
    if figure.kind == "judged":
        return "; ".join(
            _judged(figure, place, names) for place in range(len(figure.names))
        )
    if figure.kind == "exposure":
        shares = [
            f"{names.party(party)} {100 * (share or 0.0):.0f} %"
            for party, share in zip(figure.names, figure.values, strict=True)
        ]
        return words.say(
            "largest exposure, share of payoff range: {shares}",
            shares=", ".join(shares),
        )
    if figure.kind == "plans":
        listed = ", ".join(names.element(name) for name in figure.names)
        return words.say("a question about {names}", names=listed)
    return words.text(finding.claim.about.note, "-")


def _judged(figure: Figure, place: int, names: Names) -> str:
    plan = names.element(figure.names[place])
    verdict = verdict_text(figure.verdicts[place], names)
    slack = figure.values[place]
    return f"{plan}: {verdict}" + ("" if slack is None else f" ({slack:+.3f})")


def _equilibria(figure: Figure, finding: Finding, names: Names) -> str:
    words = names.words
    held, where, now = figure.numbers
    said = words.say(
        "{held} of {where} situations where it holds are equilibria under {concept}",
        held=words.number(held),
        where=words.number(where),
        concept=str(finding.concept),
    )
    return said + "; " + words.say("now is one of them") if now else said
