"""The main job: what holds in a dispute, why, and where it can go."""

from collections.abc import Iterable

from detente.engine import Engine
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.records import dataclass
from detente.study.check.disagreement import Disagreement, disagreement
from detente.study.check.warning import Remark
from detente.study.check.warnings import review
from detente.study.record.claim import Finding, judge_claims
from detente.study.record.ledger import Ledger, keep_ledger
from detente.study.record.project import Prospect, judge_projects
from detente.study.record.publication import Agreement, compare_published
from detente.study.stability.evolution import Evolution, evolve
from detente.study.stability.explanation import Explanation, explain
from detente.study.stability.resting import RestingKind, find_resting
from detente.study.stability.shown_equilibria import Notable, find_notables
from detente.study.stability.stable_sets import StableSets, find_stable


@dataclass(frozen=True, slots=True)
class AfterDeadline:
    """What a deadline changes for now, under one concept.

    Attributes
    ----------
    stays_before, stays_after : tuple of str
        Parties that find now stable before the deadline and on it.
    equilibria_before, equilibria_after : int
        How many equilibria there are.
    """

    concept: Concept
    stays_before: tuple[str, ...]
    stays_after: tuple[str, ...]
    equilibria_before: int
    equilibria_after: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the static study says of a case.

    Attributes
    ----------
    sets : StableSets
        Who is stable where.
    tempted : tuple of Explanation
        For each party that could improve on now: what holds it back, or
        does not, under `lead`; empty where it is not `explained`.
    notable : tuple of Notable
        The equilibria that matter, for each concept.
    evolution : Evolution
        What can follow from now.
    agreements : tuple of Agreement
        Published results against these.
    remarks : tuple of Remark
        Warnings.
    disagreements : tuple of Disagreement
        How far what is said of a party's priorities contradicts its weights.
    lead : Concept
        The concept that the summary speaks of: SEQ where it was asked for.
    ledger : Ledger
        What the events say.
    prospects : tuple of Prospect
        The projects, and what blocks them.
    findings : tuple of Finding
        The claims, as far as the static study can judge them.
    resting : tuple of RestingKind
        The kinds of situations in which nobody gains by any move of its own.
    """

    sets: StableSets
    tempted: tuple[Explanation, ...]
    notable: tuple[Notable, ...]
    evolution: Evolution
    agreements: tuple[Agreement, ...]
    remarks: tuple[Remark, ...]
    lead: Concept
    ledger: Ledger
    prospects: tuple[Prospect, ...]
    findings: tuple[Finding, ...]
    disagreements: tuple[Disagreement, ...] = ()
    resting: tuple[RestingKind, ...] = ()

    @property
    def explained(self) -> bool:
        """Whether verdicts under `lead`, so read, have witnesses."""
        return self.lead.is_core and not self.sets.assumptions.departs


def survey(
    engine: Engine,
    concepts: Iterable[Concept] = CORE_CONCEPTS,
    assumptions: Assumptions | None = None,
    widest: Engine | None = None,
) -> Overview:
    """Answer the static questions about a case in one go.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    concepts : iterable of Concept
        Which concepts judge.
    assumptions : Assumptions or None
        Printed with the result.
    widest : Engine or None
        A wider state space, in which warnings are looked for; None is this one.

    Returns
    -------
    Overview
    """
    sets = find_stable(engine, concepts, assumptions)
    lead = Concept.SEQ if Concept.SEQ in sets.concepts else sets.concepts[-1]
    now, widest = engine.status_quo, widest or engine
    ledger = keep_ledger(engine.case)
    disagreements = disagreement(widest, clashes=False)
    explained = (
        explain(engine, now, party, lead)
        for party in range(len(engine.parties))
        if lead.is_core and not sets.assumptions.departs
    )
    evolution = evolve(engine, now, sets, concept=lead)
    return Overview(
        sets=sets,
        tempted=tuple(each for each in explained if each.landings),
        notable=find_notables(sets),
        evolution=evolution,
        agreements=compare_published(sets),
        remarks=review(widest, disagreements),
        disagreements=disagreements,
        lead=lead,
        ledger=ledger,
        prospects=judge_projects(engine.case),
        findings=judge_claims(sets, ledger, lead),
        resting=_resting(sets, evolution),
    )


def _resting(sets: StableSets, evolution: Evolution) -> tuple[RestingKind, ...]:
    nash = sets if Concept.R in sets.concepts else find_stable(sets.engine, [Concept.R])
    ends = evolution.improvements.ends
    return find_resting(sets.engine, nash.equilibria(Concept.R), ends)


def changes_after(before: StableSets, after: StableSets) -> tuple[AfterDeadline, ...]:
    """Compare what holds before a deadline with what holds on it.

    Parameters
    ----------
    before, after : StableSets
        The same case with the deadline's options closed and open; they may
        number their states differently.

    Returns
    -------
    tuple of AfterDeadline
        One for each concept on which anything differs.
    """
    changes = []
    for concept in before.concepts:
        change = AfterDeadline(
            concept,
            _staying(before, concept),
            _staying(after, concept),
            int(before.equilibria(concept).sum()),
            int(after.equilibria(concept).sum()),
        )
        if (change.stays_before, change.equilibria_before) != (
            change.stays_after,
            change.equilibria_after,
        ):
            changes.append(change)
    return tuple(changes)


def _staying(sets: StableSets, concept: Concept) -> tuple[str, ...]:
    now = sets.engine.status_quo
    return tuple(
        party
        for position, party in enumerate(sets.engine.parties)
        if sets.sets[concept, position][now]
    )
