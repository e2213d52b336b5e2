"""What a source asserts against what the model says."""

import numpy as np

from detente.model.case import Case
from detente.model.concept import Concept
from detente.model.event import Claim, Test
from detente.model.formula import Formula
from detente.records import dataclass
from detente.study.preference.preference_at import holds_at
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.record.following import follow_plan
from detente.study.record.force_claim import judge_forced
from detente.study.record.ledger import Ledger
from detente.study.record.reports import Rule
from detente.study.stability.stable_sets import StableSets


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
    if test.kind == "forces":
        return Finding(claim, *judge_forced(sets.engine, test), concept)
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
