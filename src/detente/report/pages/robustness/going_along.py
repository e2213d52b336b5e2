"""Whether all, some or no numbers let each party sign a road map, and go along."""

from collections.abc import Iterator
from typing import NamedTuple

from detente.errors import Message
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
)
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import (
    apart,
    number_text,
    value_figure,
)
from detente.study.robustness.going_along import (
    Answer,
    DecidingWeight,
    GoingAlong,
    Latitude,
)


def going_along_page(
    road_map: str,
    found: tuple[GoingAlong, ...],
    reasons: tuple[Message, ...],
    names: Names,
) -> Document:
    """Say it in a sentence or two a party, then give the figures."""
    title = names.say("Road map: {name}", name=names.element(road_map))
    blocks: list[Block] = [Heading(title, 1)]
    if reasons:
        return (*blocks, Listing(tuple(names.reason(each) for each in reasons)))
    blocks += [
        Heading(names.say("Whatever the numbers are: who would go along?")),
        Listing(tuple(_party(each, names) for each in found)),
        _answers(found, names),
    ]
    asked = tuple(_asked(found))
    if asked:
        blocks.append(_deciding(asked, names))
    said = names.say(
        "Assumed weights and costs go over their ranges, as far as trade-offs let "
        "them; patience and all other numbers are as written."
    )
    return (*blocks, Paragraph(said))


def _party(each: GoingAlong, names: Names) -> str:
    party = names.party(each.party)
    if each.signs is None or each.goes_along is None:
        reason = "" if each.reason is None else names.reason(each.reason)
        return names.say(
            "Of {party} it is not known: {reason}.", party=party, reason=reason
        )
    said = [_signs(each.signs, party, names)]
    if each.signs.answer is not Answer.NEVER:
        said.append(_goes_along(each.signs, each.goes_along, names))
    return " ".join(said)


def _signs(found: Latitude, party: str, names: Names) -> str:
    if found.answer is Answer.ALWAYS:
        return names.say(
            "{party} would sign, whatever its assumed numbers are.", party=party
        )
    if found.answer is Answer.NEVER:
        return names.say(
            "{party} would not sign, whatever its assumed numbers are.", party=party
        )
    told = {"party": party, "hangs": _hangs(found, names)}
    if found.as_written:
        return names.say(
            "{party} would sign as its numbers are written, but not under all within "
            "their ranges{hangs}.",
            **told,
        )
    return names.say(
        "{party} would not sign as its numbers are written, but would under others "
        "within their ranges{hangs}.",
        **told,
    )


def _goes_along(signs: Latitude, found: Latitude, names: Names) -> str:
    if found.answer is Answer.ALWAYS:
        return names.say("It would go on to the end, whatever they are.")
    if found.answer is Answer.NEVER:
        return names.say(
            "Whatever they are, it would not both sign and go on to the end."
        )
    # Where the same row decides both, it is named once.
    hangs = "" if found.decided_by == signs.decided_by else _hangs(found, names)
    if found.as_written:
        return names.say(
            "As they are written it would go on to the end, but not under all{hangs}.",
            hangs=hangs,
        )
    return names.say(
        "As they are written it would not go on to the end, but would under "
        "others{hangs}.",
        hangs=hangs,
    )


def _hangs(found: Latitude, names: Names) -> str:
    if not found.decided_by:
        return ""
    first = found.decided_by[0]
    told = {
        "what": number_text(first.path, names),
        "value": value_figure(first.path, first.value, names),
    }
    if first.turns_at is None:
        return names.say("; most hangs on {what} (as written {value})", **told)
    return names.say(
        "; most hangs on {what} (as written {value}; it turns at {at})",
        at=apart(first.turns_at, first.value, names),
        **told,
    )


_ANSWERS = {
    Answer.ALWAYS: Message("always"),
    Answer.NEVER: Message("never"),
    Answer.DEPENDS: Message("it depends"),
}


def _answer(found: Latitude | None, names: Names) -> str:
    if found is None:
        return "-"
    return Cell(names.message(_ANSWERS[found.answer]), found.answer.value)


def _answers(found: tuple[GoingAlong, ...], names: Names) -> Table:
    say = names.say
    caption = say(
        "What each gains by signing against today, and by going on against calling it "
        "off, under the worst and the best of its numbers, in its own utility per "
        "period; below zero it does not"
    )

    def least(latitude: Latitude | None) -> str:
        return names.figure(latitude.least if latitude else None, "+.2f")

    def most(latitude: Latitude | None) -> str:
        return names.figure(latitude.most if latitude else None, "+.2f")

    return Rows(found, caption).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Column("sign", say("would sign"), lambda each: _answer(each.signs, names)),
        Number("sign_least", say("at worst"), lambda each: least(each.signs)),
        Number("sign_most", say("at best"), lambda each: most(each.signs)),
        Column(
            "go_along",
            say("and go on to the end"),
            lambda each: _answer(each.goes_along, names),
        ),
        Number("go_along_least", say("at worst"), lambda each: least(each.goes_along)),
        Number("go_along_most", say("at best"), lambda each: most(each.goes_along)),
    )


class _Asked(NamedTuple):
    party: str
    signing: bool
    number: DecidingWeight


def _asked(found: tuple[GoingAlong, ...]) -> Iterator[_Asked]:
    for each in found:
        for signing, latitude in ((True, each.signs), (False, each.goes_along)):
            for number in latitude.decided_by if latitude else ():
                yield _Asked(each.party, signing, number)


def _deciding(asked: tuple[_Asked, ...], names: Names) -> Table:
    say = names.say
    caption = say(
        "What the answers that depend hang on most; where it turns, the other numbers "
        "are as written, and a dash is where it does not turn within its range"
    )
    return Rows(asked, caption).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Column("question", say("question"), lambda each: _question(each, names)),
        Column(
            "assumption",
            say("assumption"),
            lambda each: number_text(each.number.path, names),
        ),
        Number(
            "value",
            say("as written"),
            lambda each: value_figure(each.number.path, each.number.value, names),
        ),
        Number("low", say("least"), lambda each: names.figure(each.number.low, "g")),
        Number("high", say("most"), lambda each: names.figure(each.number.high, "g")),
        Number("turns_at", say("turns at"), lambda each: _turns(each.number, names)),
    )


def _question(each: _Asked, names: Names) -> Cell:
    if each.signing:
        return Cell(names.say("signing"), "sign")
    return Cell(names.say("going on to the end"), "go_along")


def _turns(number: DecidingWeight, names: Names) -> Cell:
    if number.turns_at is None:
        return names.figure(None)
    return apart(number.turns_at, number.value, names)
