"""Why a situation holds, or does not."""

from detente.model.concept import Concept
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.words import Words
from detente.study.stability.explanation import (
    Answer,
    Explanation,
    Landing,
    SequenceMove,
)

_FIRST = 3


def explanation_page(explanations: tuple[Explanation, ...], names: Names) -> Document:
    """Explain the verdicts on one state, for some parties and concepts."""
    state = explanations[0].state
    blocks: list[Block] = [
        Heading(names.say("Why: {state}", state=names.state(state)), 1)
    ]
    for concept in dict.fromkeys(each.concept for each in explanations):
        blocks += [Paragraph(concept_line(concept, names))]
    for explanation in explanations:
        blocks += explanation_blocks(explanation, names)
    return tuple(blocks)


def concept_line(concept: Concept, words: Words) -> str:
    """Say in one sentence what a party expects under a concept."""
    return {
        Concept.R: words.say(
            "R (Nash): a party leaves whenever it can improve at once."
        ),
        Concept.GMR: words.say(
            "GMR (general metarational): a party stays if, after each of its "
            "improvements, the others could bring it back to where it is or lower, "
            "at whatever cost to themselves."
        ),
        Concept.SMR: words.say(
            "SMR (symmetric metarational): as GMR, and the party could not repair "
            "the damage by one more move of its own."
        ),
        Concept.SEQ: words.say(
            "SEQ (sequential): a party stays if, after each of its improvements, the "
            "others could bring it back to where it is or lower by moves that improve "
            "things for whoever makes them."
        ),
        Concept.SSEQ: words.say(
            "SSEQ (symmetric sequential): as SEQ, and the party could not repair the "
            "damage by one more move of its own."
        ),
    }[concept]


def explanation_blocks(
    explanation: Explanation, names: Names, first: int = _FIRST
) -> list[Block]:
    """Give the verdict for one party and, for its improvements, what follows.

    At most the `first` improvements are told in words.
    """
    party, concept = names.party(explanation.party), str(explanation.concept)
    landings = explanation.landings
    if not landings:
        verdict = names.say(
            "{party} stays under {concept}: it has no improvement.",
            party=party,
            concept=concept,
        )
        return [Paragraph(verdict, emphasis=True)]
    if explanation.stable:
        verdict = _stays(len(landings), party, concept, names)
    else:
        free = sum(landing.sanction is None for landing in landings)
        verdict = _moves(free, party, concept, names)
    shown = landings[:first]
    items = [_landing(landing, names) for landing in shown]
    rest = len(landings) - len(shown)
    if rest:
        items.append(
            names.count(
                "... and {n} more improvement (--format json lists all)",
                "... and {n} more improvements (--format json lists all)",
                rest,
            )
        )
    return [Paragraph(verdict, emphasis=True), Listing(tuple(items))]


def _stays(n: int, party: str, concept: str, names: Names) -> str:
    if names.field:
        return names.count(
            "{party} stays under {concept}: its one improvement is sanctioned.",
            "{party} stays under {concept}: all its {n} improvements are sanctioned.",
            n,
            party=party,
            concept=concept,
        )
    return names.count(
        "{party} stays under {concept}: the one move that would improve things for it "
        "is answered.",
        "{party} stays under {concept}: all {n} moves that would improve things for it "
        "are answered.",
        n,
        party=party,
        concept=concept,
    )


def _moves(n: int, party: str, concept: str, names: Names) -> str:
    if names.field:
        return names.count(
            "{party} leaves under {concept}: {n} improvement is not sanctioned.",
            "{party} leaves under {concept}: {n} improvements are not sanctioned.",
            n,
            party=party,
            concept=concept,
        )
    return names.count(
        "{party} would move under {concept}: {n} move that improves things for it "
        "stays unanswered.",
        "{party} would move under {concept}: {n} moves that improve things for it stay "
        "unanswered.",
        n,
        party=party,
        concept=concept,
    )


def explanation_table(explanations: tuple[Explanation, ...], names: Names) -> Table:
    """Give one row an improvement, or one row where there is none."""
    say = names.say
    rows = [
        (
            names.party(each.party),
            str(each.concept),
            say("stays") if each.stable else names.leaving(),
            *_cells(landing, names),
        )
        for each in explanations
        for landing in each.landings or (None,)
    ]
    return Table(
        columns=(
            Column("party", say("party")),
            Column("concept", say("concept")),
            Column("verdict", say("verdict")),
            Column("improvement", say("improvement")),
            Column("sanction", names.term(say("answer"), say("sanction"))),
            Column("countermove", say("countermove")),
        ),
        rows=tuple(rows),
        caption=say("Each improvement and what holds it back"),
    )


def _cells(landing: Landing | None, names: Names) -> tuple[str, str, str]:
    if landing is None:
        return "-", "-", "-"
    state = names.state(landing.state)
    answer = landing.sanction or landing.evaded
    if answer is None:
        return state, "-", "-"
    path = "; ".join(
        f"{names.party(step.party)}: {names.state(step.after)}" for step in answer.steps
    )
    countermove = names.state(answer.countermove) if answer.countermove else "-"
    return state, path if landing.sanction else "-", countermove


def _landing(landing: Landing, names: Names) -> str:
    state = names.state(landing.state)
    if landing.sanction is not None:
        lead = names.term(
            names.say("to {state}. The answer: {answer}"),
            names.say("to {state}. The sanction: {answer}"),
        )
        return lead.format(state=state, answer=_answer(landing.sanction, names))
    if landing.evaded is not None and landing.evaded.countermove is not None:
        lead = names.term(
            names.say(
                "to {state}: unanswered. {answer}, but from there it could go on to "
                "{countermove}"
            ),
            names.say(
                "to {state}: not sanctioned. {answer}, but from there it could go on "
                "to {countermove}"
            ),
        )
        return lead.format(
            state=state,
            answer=_answer(landing.evaded, names, ends=True),
            countermove=names.state(landing.evaded.countermove),
        )
    lead = names.term(
        names.say("to {state}: nobody answers it"),
        names.say("to {state}: nobody sanctions it"),
    )
    return lead.format(state=state)


def _answer(answer: Answer, names: Names, *, ends: bool = False) -> str:
    steps = "; ".join(_step(step, names) for step in answer.steps)
    if ends:
        return names.say("The answer: {steps}", steps=steps)
    said = steps
    if answer.countermove is not None:
        said += names.say(
            ", and its best move from there ({state}) does not repair it",
            state=names.state(answer.countermove),
        )
    if answer.anyway:
        said += names.say(
            " (this would happen anyway: the same moves improve things for those who "
            "make them even if it stays)"
        )
    return said


def _step(step: SequenceMove, names: Names) -> str:
    template = (
        names.say("{party} goes on to {state}, an improvement for it")
        if step.improvement
        else names.say("{party} goes on to {state}, no improvement for it")
    )
    return template.format(party=names.party(step.party), state=names.state(step.after))
