"""How often leaders change, how sure that is, and what to write into a case file."""

from collections.abc import Callable

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.words import Words
from detente.study.time.hazard import SHAPE, YEARS, Bounds, Hazard
from detente.study.time.hazard_table import FIRST, LAST
from detente.study.time.rates import Asked, Rates

_TO = "\N{EN DASH}"


def hazard_page(found: Rates, words: Words) -> Document:
    """Tell how often leaders change, and what to write into a case file."""
    say = words.say
    names = words.listed([_name(each, words) for each in found.asked])
    blocks: list[Block] = [
        Heading(say("How often leaders change: {names}", names=names), 1)
    ]
    blocks += [Paragraph(_told(each, words), emphasis=True) for each in found.asked]
    blocks += [*hazards_table(found, words), Paragraph(_counted(found, words))]
    blocks += [Paragraph(said) for said in _clashes(found, words)]
    blocks.append(Paragraph(_how(words)))
    said = say(
        "To paste under `turnover`, below the party, TYPE being a leadership under "
        "`types`:"
    )
    blocks += [Paragraph(said), Listing(tuple(each.line for each in found.asked))]
    blocks.append(Paragraph(_beware(words)))
    return tuple(blocks)


def _name(each: Asked, words: Words) -> str:
    name = words.text(each.name)
    return f"{name} ({each.code})" if each.code else name


def _told(each: Asked, words: Words) -> str:
    """Say the rate and the chances in one breath."""
    hazard = each.hazard
    shrunk = hazard.shrunk
    return words.say(
        "{name}: {rate} changes a year (90 in 100: {low} to {high}); a change within "
        "one year in {one} of 100, within two in {two} of 100.",
        name=words.text(each.name),
        rate=words.figure(shrunk.value, ".3f"),
        low=words.figure(shrunk.low, ".3f"),
        high=words.figure(shrunk.high, ".3f"),
        one=words.figure(100 * hazard.change(1).value, ".0f"),
        two=words.figure(100 * hazard.change(2).value, ".0f"),
    )


def hazards_table(found: Rates, words: Words) -> tuple[Table, ...]:
    """Give one row a country; to programs every figure in a cell of its own."""
    say = words.say
    columns: list[Column[Asked]] = [
        Column("country", say("country"), lambda each: words.text(each.name)),
        Number("changes", say("changes"), lambda each: words.number(each.hazard.exits)),
        Number(
            "years",
            say("in years"),
            lambda each: words.figure(each.hazard.years, ".1f"),
        ),
    ]
    if words.plain:
        columns.insert(0, Column("code", "code", lambda each: each.code or "-"))
        for key, of in _FIGURES:
            columns += [
                Number(f"{key}{end}", f"{key}{end}", _part(of, part, words))
                for part, end in (("value", ""), ("low", "_low"), ("high", "_high"))
            ]
        return (Rows(found.asked).under(*columns),)
    columns += [
        Number("raw", say("as counted"), _cell(_raw, words)),
        Number("hazard", say("drawn towards all"), _cell(_shrunk, words)),
        Number("change_1y", say("1 year, %"), _cell(_one, words, percents=True)),
        Number("change_2y", say("2 years, %"), _cell(_two, words, percents=True)),
    ]
    caption = say(
        "Changes a year, and the chance of one; in brackets where that lies with a "
        "chance of 90 in 100"
    )
    return (Rows(found.asked, caption).under(*columns),)


def _raw(hazard: Hazard) -> Bounds:
    return hazard.raw


def _shrunk(hazard: Hazard) -> Bounds:
    return hazard.shrunk


def _one(hazard: Hazard) -> Bounds:
    return hazard.change(1)


def _two(hazard: Hazard) -> Bounds:
    return hazard.change(2)


_FIGURES = (
    ("raw", _raw),
    ("hazard", _shrunk),
    ("change_1y", _one),
    ("change_2y", _two),
)


def _cell(
    of: Callable[[Hazard], Bounds], words: Words, *, percents: bool = False
) -> Callable[[Asked], str]:
    def cell(each: Asked) -> str:
        bounds = of(each.hazard)
        if percents:
            low, high = (f"{100 * part:.0f}" for part in (bounds.low, bounds.high))
            return f"{100 * bounds.value:.0f} ({low}{_TO}{high})"
        low, value, high = (
            words.figure(part, ".3f")
            for part in (bounds.low, bounds.value, bounds.high)
        )
        return f"{value} ({low}{_TO}{high})"

    return cell


def _part(
    of: Callable[[Hazard], Bounds], part: str, words: Words
) -> Callable[[Asked], str]:
    def cell(each: Asked) -> str:
        bounds = of(each.hazard)
        value = {"low": bounds.low, "value": bounds.value, "high": bounds.high}[part]
        return words.figure(value, ".6g")

    return cell


def _counted(found: Rates, words: Words) -> str:
    if found.own is None:
        return words.say(
            "Counted from {first} to {last}, in REIGN (Bell, Besaw and Frank 2021), by "
            "this project.",
            first=words.date(FIRST),
            last=words.date(LAST),
        )
    first, last = found.own
    return words.say(
        "Counted from {first} to {last}; who is still in office then counts with years "
        "and without a change.",
        first=words.date(first),
        last=words.date(last),
    )


def _clashes(found: Rates, words: Words) -> list[str]:
    """Say where a code stands for another country elsewhere."""
    return [
        words.say(
            "{code} is {name} here; {other} is {its}.",
            code=each.code,
            name=words.text(each.name),
            other=words.text(other.name),
            its=other.code,
        )
        for each in found.asked
        for other in each.others
    ]


def _how(words: Words) -> str:
    return words.say(
        "As counted: the exact interval of counts (Garwood 1936). Drawn towards all: "
        "few changes say little, so what all countries have in common ({rate} a year) "
        "counts like {years} years more (a gamma prior); the chances go by this one.",
        rate=words.figure(SHAPE / YEARS, ".3f"),
        years=words.figure(YEARS, ".1f"),
    )


def _beware(words: Words) -> str:
    return words.say(
        "Beware: these are changes of leader, of every kind. Give the line a `share` "
        "for how many of them bring TYPE; beside a scheduled change (`on`) only those "
        "between elections, else elections count twice."
    )
