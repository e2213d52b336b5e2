"""The road maps of a case side by side."""

from collections.abc import Callable

from detente.report.calling_words import caller_text, refusing_text
from detente.report.document import (
    Cell,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.verdict_words import judged_text
from detente.study.deal.verdict import RoadMapCheck, Tightest


def road_maps_page(checks: tuple[RoadMapCheck, ...], names: Names) -> Document:
    """Show every road map of the case, or say that there is none."""
    heading = Heading(names.title(), 1)
    if not checks:
        said = names.say("The case has no road maps (key `roadmaps`).")
        return (heading, Paragraph(said))
    return (heading, road_maps_table(checks, names))


def road_maps_table(checks: tuple[RoadMapCheck, ...], names: Names) -> Table:
    """Set road maps side by side."""
    say = names.say
    caption = say(
        "Road maps; slack is what the best breach loses, in utility per period for "
        "ever, negative where a breach pays"
    )
    judged: tuple[Column[RoadMapCheck], ...] = (
        Column("road_map", say("road map"), lambda each: names.element(each.road_map)),
        Number("stages", say("stages"), lambda each: Cell.whole(each.n_stages)),
        Column(
            "refusing",
            say("would not sign"),
            lambda each: refusing_text(each.calling_off, names),
        ),
        Column(
            "calling_off",
            say("called off at"),
            lambda each: caller_text(each.calling_off, names),
        ),
        Column("verdict", say("verdict"), lambda each: judged_text(each, names)),
        Number("slack", say("least slack"), lambda each: _at(each.binding, names)[0]),
    )
    places = Rows(checks, caption).under(*judged, *_places(names))
    return Rows(checks, caption, (places,) if names.plain else ()).under(
        *judged,
        Column(
            "binding",
            names.term(say("weakest point"), say("where it binds")),
            lambda each: _binding(each, names),
        ),
    )


def _places(names: Names) -> tuple[Column[RoadMapCheck], ...]:
    """Tell programs where road maps bind and are refuted, one value a cell."""
    cells: dict[str, Callable[[RoadMapCheck], str]] = {
        "close": lambda each: names.yes(each.close),
        "stage": lambda each: _at(each.binding, names)[1],
        "party": lambda each: _at(each.binding, names)[2],
        "refuted_slack": lambda each: _at(each.refuting, names)[0],
        "refuted_stage": lambda each: _at(each.refuting, names)[1],
        "refuted_party": lambda each: _at(each.refuting, names)[2],
        "reason": lambda each: _reasons(each, names),
    }
    return tuple(Column(key, key, cell) for key, cell in cells.items())


def _at(place: Tightest | None, names: Names) -> tuple[str, str, str]:
    if place is None:
        return ("-", "-", "-")
    stage, party, slack = place
    return names.figure(slack, "+.3f"), stage_name(stage, names), names.party(party)


def _reasons(check: RoadMapCheck, names: Names) -> str:
    return "; ".join(names.reason(reason) for reason in check.reasons) or "-"


def _binding(check: RoadMapCheck, names: Names) -> str:
    if check.binding is None:
        return _reasons(check, names)
    place = f"{stage_name(check.binding[0], names)}, {names.party(check.binding[1])}"
    refuting = check.refuting
    if not names.field or refuting is None or refuting[:2] == check.binding[:2]:
        return place
    stage, party, slack = refuting
    return names.say(
        "{place}; refuted at {stage}, {party} (min-max {slack})",
        place=place,
        stage=stage_name(stage, names),
        party=names.party(party),
        slack=names.figure(slack, "+.3f"),
    )
