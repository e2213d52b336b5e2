"""The warning that what is said of a party contradicts its weights."""

from collections.abc import Iterable, Iterator

from detente.engine import open_engine
from detente.errors import Message
from detente.model.case import Case
from detente.study.check.disagreement import Disagreement, disagreement, has_both
from detente.study.check.warning import Remark

_MUCH = 0.05
"""The share of a party's moves on which it is worth a warning."""


def opposition_remarks(
    case: Case, disagreements: Iterable[Disagreement]
) -> Iterator[Remark]:
    """Find parties of which statements or a ranking say much against their weights.

    Parameters
    ----------
    case : Case
        Its parties.
    disagreements : iterable of Disagreement
        How far order and weights of its parties disagree.

    Yields
    ------
    Remark
        One a party where they judge more than a twentieth of its moves in opposite
        ways.
    """
    for each in disagreements:
        if each.share > _MUCH:
            ranked = case.preference[each.party].stated == "ranking"
            yield Remark(
                "order-against-weights",
                Message(
                    "on {share} of the moves of {party} its {order} and its weights "
                    "say the opposite (`detente check` says where; `--wants` chooses "
                    "which of them judge what is stable)",
                    share=f"{100 * each.share:.0f} %",
                    party=each.party,
                    order=Message("ranking") if ranked else Message("statements"),
                ),
                each.party,
            )


def opposition_in(case: Case) -> tuple[Remark, ...]:
    """Find the same in a case; it is opened only where a party has both."""
    if not any(map(has_both, case.preference.values())):
        return ()
    found = disagreement(open_engine(case), clashes=False)
    return tuple(opposition_remarks(case, found))
