"""Verdicts on claims in words, and on what those hang that are open."""

from detente.report.naming import Names
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict


def verdict_word(verdict: ClaimVerdict, names: Names) -> str:
    """Give a verdict in the reader's language."""
    return {
        ClaimVerdict.SUPPORTED: names.say("supported"),
        ClaimVerdict.CONTRADICTED: names.say("contradicted"),
        ClaimVerdict.ASSUMED: names.say("only under assumed numbers"),
        ClaimVerdict.DEPENDS: names.say("open: it hangs on how a breach is answered"),
        ClaimVerdict.REPEATED: names.say("as the case has it"),
        ClaimVerdict.UNDECIDED: names.say("not judged"),
        ClaimVerdict.NOT_TESTABLE: names.say("not testable"),
    }[verdict]


def finding_word(finding: Finding, names: Names) -> str:
    """Give the verdict on a claim, and on what it hangs where it is open."""
    if finding.verdict is ClaimVerdict.DEPENDS:
        if finding.claim.test.kind == "forces":
            return names.say("open: it hangs on the order of movers")
        if finding.claim.test.kind == "followed":
            return names.say("open: it hangs on what is disputed")
        return _open_word(finding.figure, names)
    return verdict_word(finding.verdict, names)


def _open_word(figure: ClaimFigure, names: Names) -> str:
    """Say on what road maps hang of which a claim speaks."""
    if any(figure.orders):
        return names.say("open: it hangs on who acts first")
    if any(figure.undo):
        return names.say("open: it hangs on how fast a step can be undone")
    return verdict_word(ClaimVerdict.DEPENDS, names)


def counted_word(
    verdict: ClaimVerdict, findings: tuple[Finding, ...], names: Names
) -> str:
    """Give a verdict over its number: what the open ones hang on, if it is the same."""
    said = {finding_word(each, names) for each in findings if each.verdict == verdict}
    if len(said) > 1:
        return names.say("open")
    return said.pop() if said else verdict_word(verdict, names)
