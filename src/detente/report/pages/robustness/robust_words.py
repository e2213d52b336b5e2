"""What a verdict is worth where it rests on assumed numbers, in a sentence."""

from detente.report.document import Cell
from detente.report.naming import Names
from detente.study.record.claim import Finding

__all__ = ["drawn_text", "not_varied", "percent"]

_LEAST = 0.005


def percent(share: float) -> Cell:
    """Write a share so that little is not taken for nothing, nor most for all."""
    if 0 < share < _LEAST:
        return Cell("<1\u00a0%", share)
    if 1 - _LEAST < share < 1:
        return Cell(">99\u00a0%", share)
    return Cell(f"{100 * share:.0f}\u00a0%", share)


def drawn_text(finding: Finding, verdict: str, names: Names) -> str:
    """Say how often a claim is judged as it is with the numbers as written.

    `verdict` is that judgement in words.
    """
    if finding.figure.share is None:
        return ""
    return names.words.count(
        "{verdict} in {share} of {n} draw of the assumed numbers",
        "{verdict} in {share} of {n} draws of the assumed numbers",
        finding.figure.samples,
        verdict=verdict,
        share=percent(finding.figure.share),
    )


def not_varied(assumed: int, names: Names) -> str:
    """Say that verdicts hang on assumed numbers, and how to vary them."""
    if not assumed:
        return ""
    return names.words.count(
        "That hangs on {n} assumed number, not varied here; `detente robust` "
        "varies it.",
        "That hangs on {n} assumed numbers, not varied here; `detente robust` "
        "varies them.",
        assumed,
    )
