"""The warning that what is said of a party contradicts its weights."""

from collections.abc import Iterator

from detente.engine import Engine, open_engine
from detente.errors import Message
from detente.model.case import Case
from detente.study.check.disagreement import disagreement, has_both
from detente.study.check.warning import Remark

_MUCH = 0.05
"""The share of a party's moves on which it is worth a warning."""


def opposition_remarks(engine: Engine) -> Iterator[Remark]:
    """Find parties of which statements or a ranking say much against their weights.

    Parameters
    ----------
    engine : Engine
        The case, opened.

    Yields
    ------
    Remark
        One a party where they judge more than a twentieth of its moves in opposite
        ways.
    """
    for each in disagreement(engine, clashes=False):
        if each.share > _MUCH:
            ranked = engine.case.preference[each.party].stated == "ranking"
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
    return tuple(opposition_remarks(open_engine(case)))
