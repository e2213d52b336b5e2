"""Who would sign a road map, and who would call it off on the way."""

from collections.abc import Callable, Iterator

from detente.report.calling_words import in_readings, of_hundred
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.deciding import calling_decided_by, signing_decided_by
from detente.report.quantity import amount, percent
from detente.study.deal.calling_off import (
    Caller,
    CallingOff,
    Shares,
    StageStaying,
    WayOut,
)
from detente.study.deal.signing import Signing
from detente.study.deal.tolerance import ESTABLISHED


def calling_off_section(
    found: CallingOff | None, names: Names, *, full: bool = True
) -> Document:
    """Answer both questions, sentences first; nothing where there is no answer.

    In full with what calling off loses each party at each stage.
    """
    if found is None:
        return ()
    signing: list[Block] = [
        Heading(names.say("Would each sign?")),
        *map(Paragraph, signing_sentences(found, names)),
        *map(Paragraph, signing_decided_by(found, names)),
        signing_table(found, names, full=full),
    ]
    calling: list[Block] = [
        Heading(names.say("Would anybody call it off on the way?")),
        *map(Paragraph, calling_sentences(found, names)),
        *map(Paragraph, calling_decided_by(found, names)),
    ]
    slacks = [each.slack for stage in found.stages for each in stage.parties]
    if full and any(slack is not None for slack in slacks):
        calling.append(calling_off_table(found, names))
    return (*signing, *calling)


def signing_sentences(found: CallingOff, names: Names) -> Iterator[str]:
    """Say who would not sign, how surely, what is too close, and what is not known."""
    if found.all_sign:
        yield _all_sign(found, names)
    for each in found.refusing:
        yield _refuses(each, found.shares, names)
    for each in found.signing:
        yield from _besides(each, names)


def _all_sign(found: CallingOff, names: Names) -> str:
    shares = found.shares
    share = None if shares is None else shares.signs
    if shares is None or shares.signs >= ESTABLISHED:
        return names.say(
            "All would{readings}: to none is the whole worth less than today kept for "
            "ever.",
            readings=in_readings(share, names),
        )
    doubtful = [each for each in shares.parties if each.signs < ESTABLISHED]
    return names.say(
        "Not established: as the numbers are written all would sign, but that is so "
        "only{readings}{who}.",
        readings=in_readings(share, names),
        who="".join(
            names.say(
                "; {party} signs in {n}",
                party=names.party(each.party),
                n=of_hundred(each.signs),
            )
            for each in doubtful
        ),
    )


def _refuses(each: Signing, shares: Shares | None, names: Names) -> str:
    drawn = None if shares is None else shares.of(each.party)
    share = None if drawn is None else 1 - drawn.signs
    said = {
        "party": names.party(each.party),
        "worth": amount(-(each.worth or 0.0), names),
        "share": percent(abs(each.relative or 0.0)),
        "readings": in_readings(share, names),
    }
    if share is None or share >= ESTABLISHED:
        return names.say(
            "{party} would not{readings}: to it the whole is worth {worth} less than "
            "today ({share} of all that is at stake for it).",
            **said,
        )
    return names.say(
        "Not established for {party}: as the numbers are written it would not sign "
        "(worth {worth} less than today, {share} of all that is at stake for it), but "
        "that is so only{readings}.",
        **said,
    )


def _besides(each: Signing, names: Names) -> Iterator[str]:
    party = names.party(each.party)
    if each.reason is not None:
        reason = names.reason(each.reason)
        yield names.say(
            "Of {party} it is not known: {reason}.", party=party, reason=reason
        )
        return
    if each.close:
        yield names.say(
            "For {party} it is too close to call: {worth}, under a hundredth of all "
            "that is at stake for it.",
            party=party,
            worth=names.figure(each.worth, "+.3f"),
        )
    alone = each.against_no_deal
    if alone is None or (alone >= 0) == bool(each.signs):
        return
    if not round(alone, 2):
        # "Worse by 0.00" tells nobody anything.
        return
    if each.signs:
        yield names.say(
            "To {party} it is no worse than today, but worse by {figure} than what it "
            "can expect without a deal.",
            party=party,
            figure=names.figure(-alone, ".2f"),
        )
    else:
        yield names.say(
            "To {party} it is worse than today, though better by {figure} than what it "
            "can expect without a deal.",
            party=party,
            figure=names.figure(alone, ".2f"),
        )


def signing_table(found: CallingOff, names: Names, *, full: bool = True) -> Table:
    """Give what a road map is worth to each party, one row a party.

    Programs, and who asks in full, get what it is worth against no deal too.
    """
    say = names.say
    caption = say(
        "What the road map is worth to each against today, in its own utility per "
        "period; below zero it would not sign"
    )
    against_no_deal = Number[Signing](
        "against_no_deal",
        say("against no deal"),
        lambda each: names.figure(each.against_no_deal, "+.2f"),
    )
    more = (against_no_deal,) if full or names.plain else ()
    return Rows(found.signing, caption).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Column("signs", say("would sign"), lambda each: _answer(each.signs, names)),
        Number("worth", say("worth"), lambda each: names.figure(each.worth, "+.2f")),
        Number(
            "relative",
            say("% of what is at stake"),
            lambda each: _share(each.relative, names),
        ),
        Number("end", say("at the end"), lambda each: names.figure(each.end, "+.2f")),
        Number("lowest", say("lowest on the way"), lambda each: _lowest(each, names)),
        Column("lowest_stage", say("where"), lambda each: _lowest_stage(each, names)),
        *more,
    )


def _answer(answer: bool | None, names: Names) -> str:  # noqa: FBT001 - an answer
    return "-" if answer is None else names.yes(answer)


def _share(share: float | None, names: Names) -> str:
    return names.figure(None if share is None else 100 * share, "+.1f")


def _lowest(each: Signing, names: Names) -> str:
    return names.figure(each.lowest.value if each.lowest else None, "+.2f")


def _lowest_stage(each: Signing, names: Names) -> str:
    return stage_name(each.lowest.stage, names) if each.lowest else "-"


def calling_sentences(found: CallingOff, names: Names) -> Iterator[str]:
    """Say who would call it off, how, and what could not go back then."""
    if not found.callers:
        yield _nobody(found, names)
    told: set[str] = set()
    for caller in found.callers:
        if caller.party not in told:
            told.add(caller.party)
            yield from _called_off(found, caller, names)


def _nobody(found: CallingOff, names: Names) -> str:
    held = [each.reason for stage in found.stages for each in stage.parties]
    if any(reason is not None for reason in held):
        return names.say("Not known: some party's wants or patience are not given.")
    shares = found.shares
    if shares is None or all(each.goes_on >= ESTABLISHED for each in shares.parties):
        return names.say(
            "Nobody who signed would: at every stage each is better off going on than "
            "letting everything go back."
        )
    least = min(shares.parties, key=lambda each: each.goes_on)
    return names.say(
        "Not established: as the numbers are written nobody who signed would, but "
        "{party} goes on to the end only{readings}.",
        party=names.party(least.party),
        readings=in_readings(least.goes_on, names),
    )


def _called_off(found: CallingOff, caller: Caller, names: Names) -> Iterator[str]:
    stage = next(each for each in found.stages if each.stage == caller.stage)
    staying = next(each for each in stage.parties if each.party == caller.party)
    way, place = staying.way, str(stage_name(caller.stage, names))
    if staying.since is not None:
        date = names.date(staying.since)
        place = names.say("{stage} from {date} on", stage=place, date=date)
    drawn = None if found.shares is None else found.shares.of(caller.party)
    share = None if drawn is None else 1 - drawn.goes_on
    said = {
        "party": names.party(caller.party),
        "stage": place,
        "breach": "-" if way is None else way_text(way, names),
        "gain": amount(-caller.slack, names),
        "share": percent(-caller.relative),
    }
    if share is None or share >= ESTABLISHED:
        yield names.say(
            "{party} would, at {stage}: {breach}. All that can be put back then goes "
            "back, and {party} has {gain} more than by going on ({share} of all that "
            "is at stake for it).",
            **said,
        )
    else:
        yield names.say(
            "Not established for {party}: as the numbers are written it would, at "
            "{stage}: {breach}, which is worth {gain} more than going on ({share} of "
            "all that is at stake for it).",
            **said,
        )
    if share is not None:
        yield names.say(
            "{party} calls it off at some stage{readings}.",
            party=said["party"],
            readings=in_readings(share, names),
        )
    left = () if way is None else _stuck(way, names)
    if left:
        yield names.say("What could not be put back: {steps}.", steps="; ".join(left))


def _stuck(way: WayOut, names: Names) -> tuple[str, ...]:
    """Name the steps that cannot go back, by their owner."""
    owned: dict[str, list[str]] = {}
    for step in way.stuck:
        option = step.removeprefix("not ")
        said = names.option(option)
        if option != step:
            said = names.say("an end to {option}", option=names.quoted(said))
        owned.setdefault(names.case.option[option].party, []).append(said)
    return tuple(
        names.say(
            "{party}: {option}", party=names.party(party), option=", ".join(steps)
        )
        for party, steps in owned.items()
    )


def way_text(way: WayOut, names: Names) -> str:
    """Say what calling off is: what is left out, and what is taken back."""
    parts = []
    omitted = [step for step in way.omits if " " not in step]
    kept = [step.removeprefix("not ") for step in way.omits if " " in step]
    if omitted:
        parts.append(names.say("it leaves out {steps}", steps=_named(omitted, names)))
    if kept:
        parts.append(names.say("it keeps {steps}", steps=_named(kept, names)))
    if way.undoes:
        undone = [step.removeprefix("not ") for step in way.undoes]
        parts.append(names.say("it takes back {steps}", steps=_named(undone, names)))
    return names.listed(parts)


def _named(steps: list[str], names: Names) -> str:
    return ", ".join(names.quoted(names.option(step)) for step in steps)


def _slack_of(place: int, names: Names) -> Callable[[StageStaying], str]:
    return lambda each: names.figure(each.parties[place].slack, "+.2f")


def calling_off_table(found: CallingOff, names: Names) -> Table:
    """Give what calling off loses, a row a stage, a column a party."""
    say = names.say
    caption = say(
        "What each loses by calling it off, in its utility per period; below zero it "
        "would; a dash is where it has nothing to call off"
    )
    stages = Rows(found.stages, caption)
    columns = [
        Number[StageStaying](
            signing.party, names.party(signing.party), _slack_of(place, names)
        )
        for place, signing in enumerate(found.signing)
    ]
    stage = Column[StageStaying](
        "stage", say("stage"), lambda each: stage_name(each.stage, names)
    )
    return stages.under(stage, *columns)
