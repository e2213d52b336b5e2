"""What a source asserts against what the model says."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from detente.model.case import Case
from detente.model.concept import Concept
from detente.model.event import Claim, Test
from detente.model.formula import Formula
from detente.study.preference.preference_at import holds_at
from detente.study.record.following import follow_plan
from detente.study.record.ledger import Ledger
from detente.study.record.reports import Rule
from detente.study.stability.stable_sets import StableSets


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
        ended, followed, moves or none: what the rest means.
    numbers : tuple of int
        For `now`: 1 or 0. For `equilibria`: how many of the situations
        where the formula holds are equilibria, how many such situations
        there are, and whether now is such an equilibrium. For `met`: the
        counts found, in the order of the test. For `followed`: how many stages
        from the first on were done since it began, how many there are, how many if
        what is disputed is done, and how many steps were done out of order. For
        `deadline`: 1 where it is met already, else 0. For `moves`: how many goals the
        road map reaches as it is, and with the change.
    names : tuple of str
        For `plans`, `judged`, `exposure` and `worth`: the road maps or parties
        that the test compares. For `fallback`: the party and the variant. For
        `deadline`: the party that it opens something to. For `ended`: the road map and
        the leadership. For `moves`: the road map, then the edits that move it, none
        where nothing does.
    values : tuple of (float or None)
        For `judged`: the least slack of each road map, in utility per period.
        For `exposure`: each party's largest exposure on any road map, as a
        share of its payoff range. For `worth`: what each road map is worth to
        the party against today, in utility per period. For `fallback`: what the
        party has without a deal as written and in the variant, in the same. For
        `deadline`: what the party gains at best by taking what it opens. For `ended`:
        the chance that the road map ends because of the leadership; none where that was
        not worked out.
    relative : tuple of (float or None)
        For `judged`: the same slack as a share of the payoff range of the
        party that it binds, by which road maps are compared.
    verdicts : tuple of str or None
        For `judged`: the verdict on each road map; None where it cannot be judged.
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
    samples: int = 0
    share: float | None = None
    as_written: ClaimVerdict | None = None
    plans: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim with its verdict; `concept` judged what is stable."""

    claim: Claim
    verdict: ClaimVerdict
    figure: ClaimFigure
    concept: Concept

    @property
    def plain(self) -> ClaimVerdict:
        """The verdict with the numbers as they are written."""
        return self.figure.as_written or self.verdict


def judge_claims(
    sets: StableSets, ledger: Ledger, concept: Concept = Concept.SEQ
) -> tuple[Finding, ...]:
    """Test each claim of a case as far as the static study can.

    Parameters
    ----------
    sets : StableSets
        Who is stable where; holds `concept`.
    ledger : Ledger
        What the events say.
    concept : Concept
        Judges what is stable.

    Returns
    -------
    tuple of Finding
        In file order. Claims about what road maps are worth, exposure, fallbacks
        and deadlines are undecided here: the dynamic study answers them.
    """
    return tuple(
        _judge(sets, ledger, concept, claim) for claim in sets.engine.case.claims
    )


def _judge(sets: StableSets, ledger: Ledger, concept: Concept, claim: Claim) -> Finding:
    test = claim.test
    if test.kind == "formula" and test.formula is not None:
        true = holds_at(sets.engine.case, test.formula, sets.engine.case.status_quo)
        figure = ClaimFigure("now", (int(true),))
        return Finding(claim, _repeated(true), figure, concept)
    if test.kind == "stable" and test.formula is not None:
        figure = _stable(sets, concept, test.formula)
        held, where, _ = figure.numbers
        verdict = _said(held > 0) if where else ClaimVerdict.NOT_TESTABLE
        return Finding(claim, verdict, figure, concept)
    if test.kind == "met":
        figure = _met(ledger, test.met)
        wanted = tuple(count for _, _, count in test.met)
        return Finding(claim, _repeated(figure.numbers == wanted), figure, concept)
    if test.kind == "followed":
        return Finding(claim, *_followed(sets.engine.case, test), concept)
    if test.kind == "none":
        return Finding(claim, ClaimVerdict.NOT_TESTABLE, ClaimFigure("none"), concept)
    figure = ClaimFigure("plans", names=test.names)
    return Finding(claim, ClaimVerdict.UNDECIDED, figure, concept)


def _said(true: bool) -> ClaimVerdict:  # noqa: FBT001 - the one thing it is about
    return ClaimVerdict.SUPPORTED if true else ClaimVerdict.CONTRADICTED


def _repeated(true: bool) -> ClaimVerdict:  # noqa: FBT001 - the one thing it is about
    return ClaimVerdict.REPEATED if true else ClaimVerdict.CONTRADICTED


def _followed(case: Case, test: Test) -> tuple[ClaimVerdict, ClaimFigure]:
    """Follow a road map; what is disputed decides nothing."""
    plans = {each.id: each for each in case.negotiation.road_maps}
    rule = Rule(test.until or case.as_of, scope=test.scope)
    found = follow_plan(case, plans[test.names[0]], rule)
    numbers = found.n_done, len(found.stages), found.n_possible, len(found.early)
    figure = ClaimFigure("followed", numbers, test.names)
    verdict = found.is_followed
    return ClaimVerdict.DEPENDS if verdict is None else _said(verdict), figure


def _stable(sets: StableSets, concept: Concept, formula: Formula) -> ClaimFigure:
    engine = sets.engine
    where = engine.truth(formula) & engine.feasible
    held = where & sets.equilibria(concept)
    counts = (int(np.count_nonzero(held)), int(np.count_nonzero(where)))
    return ClaimFigure("equilibria", (*counts, int(held[engine.status_quo])))


def _met(ledger: Ledger, wanted: tuple[tuple[str, str, int], ...]) -> ClaimFigure:
    counts = {frozenset(each.parties): each.count for each in ledger.meetings}
    found = tuple(counts.get(frozenset((a, b)), 0) for a, b, _ in wanted)
    return ClaimFigure("met", found)
