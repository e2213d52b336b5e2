"""What would make a state last, as plain dictionaries."""

from collections.abc import Sequence
from fractions import Fraction

from detente.report.data.stability import heading_data
from detente.report.plain import Data, declare, fields, plain
from detente.study.preference.inverse_answer import (
    Informed,
    Inverse,
    Needed,
    NeededClause,
    Standing,
    Tried,
)
from detente.study.preference.inverse_check import Checked
from detente.study.preference.inverse_edit import Edit, Kind

declare(Standing, "state leaving reached")
declare(NeededClause, "move_to=landing none_better=ways holds")
declare(Informed, "party stays_as_seen stays_as_is")


def inverse_data(study: Inverse, target: str, levers: Sequence[Checked]) -> Data:
    """Write the levers that were asked again, the conditions, and what was tried.

    Parameters
    ----------
    study : Inverse
    target : str
        As it was asked for.
    levers : sequence of Checked
    """
    return heading_data(study.engine) | fields(
        study,
        "to concept states_count=n_states already standings levers levers_found tried "
        "state needed informed",
        to=target,
        concept=study.asked.concept,
        levers=[_lever(each) for each in levers],
        levers_found=len(study.levers),
        tried=_tried(study.tried),
        needed=[_needed(each) for each in study.needed],
    )


def _lever(found: Checked) -> Data:
    return fields(
        found,
        "changes roles states reached route other_equilibria set",
        changes=[_edit(each) for each in found.lever.edits],
        roles=sorted(found.lever.roles),
        states=found.lever.states,
        reached=found.lever.reached,
        other_equilibria=found.n_others,
        set=found.edits,
    )


def _edit(edit: Edit) -> Data:
    """Write of a change what there is to say of one of its kind."""
    own = {
        Kind.STATEMENT: " before after",
        Kind.RANK: " before after tied_with=beside passed",
        Kind.MOVE: " to=end possible=allow",
    }.get(edit.kind, " possible=allow")
    return fields(edit, "kind party about=item size" + own)


def _needed(needed: Needed) -> Data:
    return fields(
        needed,
        "party stays against_now clauses share_of_orders least",
        share_of_orders=_share(needed.share),
        least=None if needed.least is None else _edit(needed.least),
    )


def _share(share: Fraction | None) -> object:
    return None if share is None else plain(float(share))


def _tried(tried: Tried) -> Data:
    return fields(
        tried,
        "singles pairs pairs_count=n_pairs every_place not_made_available=unplaced "
        "wants_left=by_numbers",
        singles={str(kind): n for kind, n in tried.singles},
    )
