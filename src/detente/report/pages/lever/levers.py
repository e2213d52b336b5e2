"""What would move a road map: what is missing, the smallest changes, what follows."""

from collections.abc import Iterator
from functools import partial

from detente.report.calling_words import first_caller, of_hundred
from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
    Typed,
)
from detente.report.figure.lever import levers_picture
from detente.report.naming import Names
from detente.report.pages.lever.change import changes_text, kind_name
from detente.report.pages.lever.further import (
    further_columns,
    further_goal,
    further_now,
    further_then,
    nothing_left,
    solved_text,
)
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.tolerance import CLOSE
from detente.study.lever.effect import Effect, Effects, Told
from detente.study.lever.goal import FURTHER, Goal, Standing
from detente.study.lever.search import Solved


def levers_page(found: Effects, names: Names, given: tuple[str, ...] = ()) -> Document:
    """Say how far the road map comes, and for each goal what would move it there.

    Parameters
    ----------
    found : Effects
    names : Names
    given : tuple of str
        The edits by which the road map stands in the case, typed before the others.

    Returns
    -------
    Document
    """
    levers = found.levers
    title = names.say(
        "What would move it? Road map: {name}", name=names.element(levers.road_map)
    )
    blocks: list[Block] = [
        Heading(title, 1),
        *(Paragraph(each) for each in standing_words(found.standing, names)),
    ]
    if given:
        said = names.say("It is the best found, and not in the file; type it first:")
        blocks += [Paragraph(said), Paragraph(typed(given))]
    if not levers.goals:
        said = nothing_left(
            found.standing, levers.solved or Solved(), levers.road_map, names
        )
        return (*blocks, Paragraph(said))
    for goal in levers.goals:
        blocks += _goal(goal, found, names)
    searched = Paragraph(searched_words(found, names))
    return (*blocks, Heading(names.say("How it was searched")), searched)


def levers_part(found: Effects, names: Names) -> Document:
    """Say it in the report of a case, with a picture of before and after."""
    name = names.quoted(names.element(found.levers.road_map))
    lead = names.say(
        "Of the road maps the one that comes furthest is {name}.", name=name
    )
    drawn = levers_picture(found, names)
    _, *blocks = levers_page(found, names)
    return (Paragraph(lead), *((drawn,) if drawn else ()), *blocks)


def levers_table(found: Effects, names: Names) -> Table:
    """Give one row a lever and goal, with what it changes."""
    say, shown = names.say, tuple(found.numbered())
    before = found.standing.calling_off
    caption = say(
        "What each changes; in how many of 100 readings of the assumed numbers, before "
        "and after"
    )
    return Rows(shown, caption).under(
        Number("number", say("no."), lambda each: names.number(each.number)),
        Column("goal", say("so that"), lambda each: _goal_cell(each.goal, names)),
        Column(
            "kind",
            say("kind"),
            lambda each: kind_name(each.effect.lever.changes[0].kind, names),
        ),
        Column("set", "--set", lambda each: "; ".join(each.effect.lever.edits)),
        *_share_columns(before, names),
        *(further_columns(found.standing, names) if found.levers.solved else ()),
    )


def _share_columns(before: CallingOff | None, names: Names) -> "Iterator[Column[Told]]":
    titles = {
        "signs": names.say("all sign"),
        "nobody": names.say("nobody calls it off"),
    }
    for name, title in titles.items():
        yield Number(
            f"{name}_before",
            names.say("{what}, as it is", what=title),
            partial(_before, before, name, names),
        )
        yield Number(
            f"{name}_after",
            names.say("{what}, then", what=title),
            partial(_after, name, names),
        )


def _before(before: CallingOff | None, name: str, names: Names, _: Told) -> Cell:
    return _figure(before, name, names)


def _after(name: str, names: Names, told: Told) -> Cell:
    return _figure(told.effect.standing.calling_off, name, names)


def _figure(found: CallingOff | None, name: str, names: Names) -> Cell:
    shares = None if found is None else found.shares
    share = None if shares is None else float(getattr(shares, name))
    return names.figure(None) if share is None else Cell(of_hundred(share), share)


def standing_words(standing: Standing, names: Names) -> Iterator[str]:
    """Say how far a road map comes as it is, a sentence each."""
    if standing.reasons:
        yield names.say(
            "As it is it cannot be carried out: {reasons}.",
            reasons="; ".join(names.reason(each) for each in standing.reasons),
        )
        return
    yield names.say("As it is: {said}.", said=_said(standing, names))
    shares = standing.calling_off and standing.calling_off.shares
    if shares:
        yield names.say(
            "Of 100 readings of the assumed numbers all sign in {signs}; all sign and "
            "nobody calls it off in {nobody}.",
            signs=of_hundred(shares.signs),
            nobody=of_hundred(shares.nobody),
        )
    yield from further_now(standing, names)


def _said(standing: Standing, names: Names) -> str:
    """Say who would not sign, and who calls it off first."""
    found = standing.calling_off
    if found is None:
        return names.say("it cannot be carried out")
    refusing = names.parties(tuple(each.party for each in found.refusing))
    told = (
        names.say("would not sign: {parties}", parties=refusing)
        if refusing
        else names.say("all would sign")
    )
    if not found.callers:
        return names.say("{signed}; nobody calls it off", signed=told)
    return names.say(
        "{signed}; called off at {place}",
        signed=told,
        place=first_caller(found, names),
    )


def _goal_cell(goal: Goal, names: Names) -> Cell:
    return Cell(_goal_name(goal, names), str(goal))


def _goal_name(goal: Goal, names: Names) -> str:
    if goal in FURTHER:
        return further_goal(goal, names)
    return {
        Goal.POSSIBLE: names.say("it can be carried out"),
        Goal.SIGNED: names.say("all would sign it"),
        Goal.GOES_ON: names.say("all would sign it and nobody calls it off"),
    }[goal]


def goal_words(goal: Goal, found: Effects, names: Names) -> tuple[str, str]:
    """Give a goal as a heading, and how many of the changes that were tried reach it.

    Parameters
    ----------
    goal : Goal
    found : Effects
    names : Names

    Returns
    -------
    (str, str)
    """
    title = names.say("So that {goal}", goal=_goal_name(goal, names))
    n_found = len(found.levers.to(goal))
    if not n_found:
        return title, names.say("No change that was tried does.")
    if not found.to(goal):
        return title, names.say("Only as the numbers are written, and not surely.")
    if all(each.goal is not goal for each in found.numbered()):
        return title, names.say("The changes below do.")
    return title, names.count(
        "{n} change that was tried does.",
        "{n} changes that were tried do; the two smallest of each kind:",
        n_found,
    )


def _goal(goal: Goal, found: Effects, names: Names) -> Iterator[Block]:
    title, said = goal_words(goal, found, names)
    yield Heading(title)
    yield Paragraph(said)
    for each in found.numbered():
        if each.goal is not goal:
            continue
        yield Listing((_item(each, found, names),))
        if names.typed:
            yield Paragraph(typed(each.effect.lever.edits))


def typed(edits: tuple[str, ...]) -> Typed:
    """Write edits as a person types them."""
    return Typed(" ".join(f"--set '{edit}'" for edit in edits))


def _item(told: Told, found: Effects, names: Names) -> str:
    return f"{told.number}. {' '.join(lever_words(told, found, names))}"


def lever_words(told: Told, found: Effects, names: Names) -> tuple[str, str]:
    """Say what a lever changes, with its kind, and what follows from it.

    Parameters
    ----------
    told : Told
    found : Effects
        All that was found.
    names : Names

    Returns
    -------
    (str, str)
        Sentences.
    """
    effect, lever = told.effect, told.effect.lever
    kinds = list(dict.fromkeys(kind_name(each.kind, names) for each in lever.changes))
    follows = [
        names.say("Then: {said}.", said=_said(effect.standing, names)),
        *further_then(effect, found, names),
        *_surely(effect, found, names),
        *_sides(effect, found, names),
    ]
    change = f"({', '.join(kinds)}) {changes_text(lever.changes, names)}"
    return change, " ".join(follows)


def _surely(effect: Effect, found: Effects, names: Names) -> Iterator[str]:
    """Say in how many readings, before and after."""
    now, then = found.standing.calling_off, effect.standing.calling_off
    before, after = now and now.shares, then and then.shares
    if after and not before:
        yield names.say(
            "Of 100 readings all sign in {signs}; all sign and nobody calls it off in "
            "{nobody}.",
            signs=of_hundred(after.signs),
            nobody=of_hundred(after.nobody),
        )
    if before and after:
        yield names.say(
            "Of 100 readings all sign in {signs} ({signed} before); all sign and "
            "nobody calls it off in {nobody} ({kept} before).",
            signs=of_hundred(after.signs),
            signed=of_hundred(before.signs),
            nobody=of_hundred(after.nobody),
            kept=of_hundred(before.nobody),
        )


def _sides(effect: Effect, found: Effects, names: Names) -> Iterator[str]:
    """Say what it is worth to whom, before and after, and what it does elsewhere."""
    before, after = found.standing.calling_off, effect.standing.calling_off
    changed = (
        [] if before is None or after is None else list(_worths(before, after, names))
    )
    if changed:
        yield names.say(
            "What it is worth against today: {changes}.", changes="; ".join(changed)
        )
    for word, plans in (
        (names.say("Comes further with it too: {plans}."), True),
        (names.say("Comes less far with it: {plans}."), False),
    ):
        which = [
            names.quoted(names.element(each.road_map))
            for each in effect.others
            if (each.after > each.before) == plans
        ]
        if which:
            yield word.format(plans=names.listed(which))


def _worths(before: CallingOff, after: CallingOff, names: Names) -> Iterator[str]:
    then = {each.party: each for each in after.signing}
    for each in before.signing:
        other = then.get(each.party)
        if each.worth is None or other is None or other.worth is None:
            continue
        moved = abs((other.relative or 0.0) - (each.relative or 0.0))
        if moved >= CLOSE / 10:
            yield names.say(
                "{party} {before} to {after}",
                party=names.party(each.party),
                before=names.figure(each.worth, "+.2f"),
                after=names.figure(other.worth, "+.2f"),
            )


def searched_words(found: Effects, names: Names) -> str:
    """Say what was tried, and what was not."""
    levers = found.levers
    said = [
        names.say(
            "Tried one by one, each by signing and calling off alone: {tried}.",
            tried=names.listed(
                [f"{kind_name(kind, names)} {n}" for kind, n in levers.tried]
            ),
        )
    ]
    if levers.pairs:
        said.append(
            names.say(
                "Then two at once: {pairs} pairs, of the changes that help most by "
                "themselves.",
                pairs=names.number(levers.pairs),
            )
        )
    if levers.solved:
        said += solved_text(levers.solved, names)
    said += [
        names.say(
            "Not tried: three changes at once, options that the case does not name, "
            "and guarantees where somebody would not sign or would call it off, since "
            "they have no effect before a breach."
        ),
        names.say(
            "Each change that is told was made in the file (by the `--set` below it) "
            "and judged again; what does it only as the numbers are written, and in "
            "the draws less often than before, is not told."
        ),
    ]
    return " ".join(said)


def moved_sentence(effect: Effect, names: Names) -> str:
    """Say the smallest change that was found for a road map, and what it does."""
    plan = effect.road_map
    return names.say(
        "on {plan}. {change} Then: {said}.",
        plan=names.quoted(names.element(plan)),
        change=changes_text(effect.lever.changes, names),
        said=_said(effect.standing, names),
    )
