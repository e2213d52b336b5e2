"""Joint projects: what blocks them, who must move, who gains how much."""

from detente.model.formula import written
from detente.report.document import Block, Column, Heading, Table, tidy
from detente.report.naming import Names
from detente.study.record.project import Prospect, Unblocking


def project_blocks(prospects: tuple[Prospect, ...], names: Names) -> list[Block]:
    """Show each project with the smallest changes that open it."""
    say = names.say
    if not prospects:
        return []
    table = Table(
        columns=(
            Column("project", say("project")),
            Column("blocked_by", say("blocked by")),
            Column("change", say("smallest change that opens it")),
            Column("movers", say("who must move")),
            Column("gains", say("gain per period")),
        ),
        rows=tuple(row for prospect in prospects for row in _rows(prospect, names)),
        caption=say(
            "Projects; gains are utility per period against now, in each party's own "
            "units"
        ),
        data=(_gains(prospects, names),) if names.plain else (),
    )
    return [Heading(say("Blocked projects")), table]


def _gains(prospects: tuple[Prospect, ...], names: Names) -> Table:
    """Give a row a project, a way to open it, and a party that it touches."""
    rows = []
    for prospect in prospects:
        name = names.element(prospect.project.id)
        if prospect.holds or not prospect.ways:
            rows += [(*row, "-") for row in _rows(prospect, names)]
        for way in () if prospect.holds else prospect.ways[:2]:
            blocked = _blocked(prospect, names)
            changes, movers, _ = _way(way, names)
            rows += [
                (
                    *(name, blocked, changes, movers),
                    names.party(party),
                    names.figure(gain, "+"),
                )
                for party, gain in way.gains
            ]
    return tidy(("project", "blocked_by", "change", "movers", "party", "gain"), rows)


def _rows(prospect: Prospect, names: Names) -> list[tuple[str, ...]]:
    name = names.element(prospect.project.id)
    if prospect.holds:
        return [(name, names.say("nothing: it goes ahead"), "-", "-", "-")]
    blocked = _blocked(prospect, names)
    if not prospect.ways:
        return [(name, blocked, names.say("none was found"), "-", "-")]
    return [(name, blocked, *_way(way, names)) for way in prospect.ways[:2]]


def _blocked(prospect: Prospect, names: Names) -> str:
    blocks = [written(each) for each in prospect.unmet]
    said = "; ".join(blocks)
    reasons = [names.say("not yet: {conditions}", conditions=said)]
    if prospect.blocked:
        reasons.insert(0, written(prospect.project.blocked_by))
    return "; ".join(reasons if blocks else reasons[:-1])


def _way(way: Unblocking, names: Names) -> tuple[str, str, str]:
    changes = " ".join(
        ("+" if taken else "-") + option for option, taken in way.changes
    )
    gains = ", ".join(
        names.party(party) + " " + names.figure(gain, "+")
        for party, gain in way.gains
        if gain
    )
    return changes, names.parties(way.movers), gains or "-"
