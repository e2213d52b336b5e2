"""What the tables of following, messages and offers should hold, row by row."""

from tests.columns_words import ANYTHING

STANDINGS = {"declared": "declared only", "reversed": "taken back"}
USES = {
    "counts": "tells how the step stands",
    "due": "due: after the last day that counts",
    "corrected": "corrected by a later event",
}


def named(step, found):
    option = step.removeprefix("not ")
    name = found.names.option(option)
    return name if step == option else f"an end to {found.names.quoted(name)}"


def standing(word):
    return STANDINGS.get(word, word)


def of_stages(found):
    for stage in found.data["stages"]:
        for step in stage["steps"]:
            yield stage["stage"], step


def steps(found):
    for number, step in of_stages(found):
        told = [
            (step["declared"], "declared"),
            (step["begun"] if step["begun"] != step["done"] else None, "begun"),
            *((turn["date"], standing(turn["standing"])) for turn in step["turns"]),
            (step["verified"], "verified"),
        ]
        days = sorted((each for each in told if each[0]), key=lambda each: each[0])
        when = "; ".join(f"{said} {day}" for day, said in days) or None
        if step["held"] and not step["turns"]:
            when = "from the start"
        yield {
            "stage": number,
            "step": named(step["step"], found),
            "party": found.names.party(step["party"]),
            "standing": standing(step["standing"]),
            "when": when,
        }


def scopes(found):
    names = {scope.id: scope.about.name for scope in found.names.case.scopes}
    for each in found.data["scopes"]:
        name = found.names.text(names[each["scope"]])
        kept = found.data["as_of"]
        if each["standing"] not in {"done", "verified"}:
            kept = standing(each["standing"])
        if each["broken"]:
            kept = each["broken"][0]
        yield {
            "step": named(each["step"], found),
            "scope": f"{name} (read so here)" if each["is_read"] else name,
            "done": "from the start" if each["held"] else each["done"],
            "broken": each["broken"][0] if each["broken"] else None,
            "days": len(each["against"]),
            "kept": kept,
        }


def contradictions(found):
    sources = {each.id: each.title for each in found.names.case.sources}
    for each in found.data["contradictions"]:
        for report in each["reports"]:
            said = "done" if report["says"] else "not done"
            source = report["source"]
            yield {
                "step": named(each["step"], found),
                "date": report["date"],
                "says": f"{said}, and that is disputed" if report["disputed"] else said,
                "source": source and found.names.text(sources[source]),
                "event": report["title"],
            }


def months(found):
    scored = [each for each in found.data["months"] if each["due"]]
    for year in sorted({each["date"][:4] for each in scored}):
        row: dict[str, object] = {"year": int(year)}
        for month in range(1, 13):
            begins = f"{year}-{month:02}"
            own = [each for each in scored if each["date"].startswith(begins)]
            row[f"month_{month}"] = percent(own[0]) if own else None
        yield row


def percent(month):
    low, high = 100 * month["score"], 100 * month["at_best"]
    return f"{low:.0f}" if high <= low else f"{low:.0f}\N{EN DASH}{high:.0f}"


def news(found):
    for each in found.data["news"]["events"]:
        use = next((said for key, said in USES.items() if each[key]), None)
        yield {
            "date": each["date"],
            "event": each["title"],
            "steps": "; ".join(named(step, found) for step in each["steps"]) or None,
            "use": use or ("a word, not a deed" if each["steps"] else ANYTHING),
        }


def messages(found):
    for each in found.data["messages"]:
        yield {
            "date": each["date"],
            "from": found.names.actors(tuple(each["from"])),
            "to": found.names.actors(tuple(each["to"])),
            "through": found.names.actors(tuple(each["through"])) or None,
            "option": each["option"],
            "what": each["title"],
        }


def offers(found):
    for each in found.data["offers"]:
        gained, lost = (tuple(each[key]) for key in ("gained", "lost"))
        yield {
            "date": each["date"],
            "by": found.names.actors(tuple(each["parties"])),
            "offer": f"{each['offered']} if {each['asks']}",
            "movers": found.names.parties(tuple(each["movers"])),
            "gained": found.names.parties(gained) or None,
            "lost": found.names.parties(lost) or None,
        }
