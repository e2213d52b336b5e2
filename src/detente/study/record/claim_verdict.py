"""What becomes of a claim, and the number or fact behind it."""

from enum import StrEnum

from detente.records import dataclass


class ClaimVerdict(StrEnum):
    """What becomes of a claim.

    depends: on how a breach is answered, or on what else is open. only under
    assumed numbers: the verdict changes within their ranges. repeated: the file says
    the same as the source, and nothing was computed.
    """

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    ASSUMED = "only under assumed numbers"
    DEPENDS = "depends"
    REPEATED = "repeated"
    UNDECIDED = "undecided"
    NOT_TESTABLE = "not testable"


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """The number or fact behind a verdict.

    Attributes
    ----------
    kind : str
        now, equilibria, met, plans, judged, exposure, worth, fallback, deadline,
        ended, followed, moves, forced or none: what the rest means.
    numbers : tuple of int
        For `now`: 1 or 0. For `equilibria`: how many of the situations
        where the formula holds are equilibria, how many such situations
        there are, and whether now is such an equilibrium. For `met`: the
        counts found, in the order of the test. For `followed`: how many stages
        from the first on were done since it began, how many there are, how many if
        what is disputed is done, and how many steps were done out of order. For
        `deadline`: 1 where it is met already, else 0. For `moves`: how many goals the
        road map reaches as it is, and with the change; then how many changes were not
        judged, where that is why the claim is undecided; none where no game was
        solved. For `forced`: in how many
        orders of movers it can be forced if nothing fails, how many were judged,
        and after how many rounds at most; none where nothing feasible is so.
    names : tuple of str
        For `plans`, `judged`, `exposure` and `worth`: the road maps or parties
        that the test compares. For `fallback`: the party and the variant. For
        `deadline`: the party that it opens something to. For `ended`: the road map and
        the leadership. For `moves`: the road map, then the edits that move it, none
        where nothing does. For `forced`: who act as one.
    values : tuple of (float or None)
        For `judged`: the least slack of each road map, in utility per period.
        For `exposure`: each party's largest exposure on any road map, as a
        share of its payoff range. For `worth`: what each road map is worth to
        the party against today, in utility per period. For `fallback`: what the
        party has without a deal as written and in the variant, in the same. For
        `deadline`: what the party gains at best by taking what it opens. For `ended`:
        the chance that the road map ends because of the leadership; none where that was
        not worked out. For `moves`, where it is asked what outlives its signers: the
        chance that the road map stands after five years, as it is and with the change;
        None where that was not asked. For `forced`: bounds of the chance, over all
        orders; none without chances.
    relative : tuple of (float or None)
        For `judged`: the same slack as a share of the payoff range of the
        party that it binds, by which road maps are compared.
    verdicts : tuple of str or None
        For `judged`: the verdict on each road map; None where it cannot be judged.
    undo : tuple of tuple of str
        For `judged`: the options of which the time to undo turns it, by how it is
        rounded.
    orders : tuple of bool
        For `judged`: whether it comes out otherwise by who acts first after a breach.
    samples : int
        How many draws of assumed numbers the claim was judged under; 0 where
        it was judged as written only.
    share : float or None
        The share of them with the verdict as written; None without draws, and
        where no assumed number enters.
    as_written : Verdict or None
        The verdict without draws, where they change it.
    plans : tuple of (str or None)
        For `exposure`: the road map on which each party's is largest; None where it
        has nothing to lose on any.
    """

    kind: str
    numbers: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    values: tuple[float | None, ...] = ()
    relative: tuple[float | None, ...] = ()
    verdicts: tuple[str | None, ...] = ()
    undo: tuple[tuple[str, ...], ...] = ()
    orders: tuple[bool, ...] = ()
    samples: int = 0
    share: float | None = None
    as_written: ClaimVerdict | None = None
    plans: tuple[str | None, ...] = ()
