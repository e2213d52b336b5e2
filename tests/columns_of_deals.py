"""What the tables about deals and the record should hold, row by row.

Everything is told from the JSON of the same answer.
"""

from tests.columns_words import (
    ANYTHING,
    VERDICTS,
    judged,
    lasting,
    parties,
    stage,
)


def road_maps(found):
    for each in found.data["roadmaps"]:
        bound = each["binding"]
        yield {
            "road_map": found.names.element(each["roadmap"]),
            "stages": len(each["stages"]),
            "refusing": refusing(each, found),
            "calling_off": calling(each, found),
            "verdict": with_share(judged(each, found), each),
            "slack": bound["slack"],
            "binding": f"{stage(bound['stage'])}, {found.names.party(bound['party'])}",
        }


def with_share(said, each):
    """Put behind a verdict in how many draws it comes out."""
    share = each["share"]
    if not share["verdict_samples"]:
        return f"{said}, as written"
    every = share["verdict_samples"]
    counts = {
        verdict: round(share[verdict] * every) for verdict in ("proved", "refuted")
    }
    if each["verdict"] in counts:
        told = f"{counts[each['verdict']]} of {every}"
        sure = share[each["verdict"]] >= 0.67
        return f"{said} ({told})" if sure else f"not established ({said}: {told})"
    kept, failed = counts["proved"], counts["refuted"]
    return (
        f"{said}; of {every} readings it keeps itself in {kept} and fails in {failed}"
    )


def refusing(each, found):
    named = [
        drawn(found.names.party(party), each, party, "signs")
        for party, signing in each["signing"].items()
        if not signing["signs"]
    ]
    share = each["share"] and each["share"]["signs"]
    return " and ".join(named) or in_hundred("all would sign", share)


def drawn(said, each, party, key):
    share = each["share"] and 1 - each["share"]["parties"][party][key]
    return in_hundred(said, share)


def in_hundred(said, share):
    if share is None:
        return said
    n = ">99" if 0.995 < share < 1 else f"{round(100 * share)}"
    return (
        f"{said} ({n} of 100)"
        if share >= 0.67
        else f"not established ({said}: {n} of 100)"
    )


def calling(each, found):
    for place in each["calling_off"]:
        for party, slack in place["slack"].items():
            if slack is not None and slack < 0:
                said = f"{stage(place['stage'])}: {found.names.party(party)}"
                return drawn(said, each, party, "goes_on")
    stays = each["share"] and each["share"]["parties"].values()
    return in_hundred("nobody", stays and min(one["goes_on"] for one in stays))


def signing(found):
    for party, each in found.data["signing"].items():
        yield {
            "party": found.names.party(party),
            "signs": each["signs"],
            "worth": each["worth"],
            "relative": 100 * each["relative"],
            "end": each["end"],
            "lowest": each["lowest"]["value"],
            "lowest_stage": stage(each["lowest"]["stage"]),
            "against_no_deal": each["against_no_deal"],
        }


def calling_off(found):
    for each in found.data["calling_off"]:
        yield {"stage": stage(each["stage"])} | each["slack"]


def latitudes(found):
    words = {"always": "always", "never": "never", "depends": "it depends"}
    for party, each in found.data["parties"].items():
        row = {"party": found.names.party(party)}
        for key in ("sign", "go_along"):
            row[key] = words[each[key]["answer"]]
            row[f"{key}_least"] = each[key]["least"]
            row[f"{key}_most"] = each[key]["most"]
        yield row


def deciding(found):
    questions = {"sign": "signing", "go_along": "going on to the end"}
    for party, each in found.data["parties"].items():
        for key, said in questions.items():
            for number in each[key]["decided_by"]:
                yield {
                    "party": found.names.party(party),
                    "question": said,
                    "assumption": ANYTHING,
                } | {
                    name: number[name] for name in ("value", "low", "high", "turns_at")
                }


def asymmetry(found):
    options = found.names.case.option
    for each in found.data["asymmetry"]:
        yield {
            "party": found.names.party(each["party"]),
            "option": found.names.option(each["option"]),
            "now": each["now"],
            "undo": lasting(options[each["option"]].undo.takes),
            "counts_as": "irreversible" if each["irreversible"] else "reversible",
            "depends": found.names.parties(tuple(each["depends"])) or None,
        }


def exposures(found):
    plans = list(found.data["roadmaps"].values())
    mine = [each for each in found.tables if "credible" in each.keys]
    for plan, table in zip(plans, mine, strict=True):
        kept = {"max", "mean", "now", "by_stage", "credible", "compensated"}
        yield [
            {"party": found.names.party(party)}
            | {key: value for key, value in each.items() if key in kept & {*table.keys}}
            | ({} if each["max"] > 0 else {"max": "nothing to lose"})
            for party, each in plan.items()
        ]


def targets(found):
    for each in found.data["target"]:
        shares = each["relative"]
        gains = ((gain, 100 * shares[who]) for who, gain in each["gains"].items())
        yield {
            "state": found.names.state(each["state"]),
            "verdict": VERDICTS[each["verdict"]],
            "gains": [figure for pair in gains for figure in pair],
            "loses": found.names.parties(tuple(each["loses"])) or "nobody",
        }


def best_gains(found):
    best = found.data["best"]
    for party, gain in best["gains"].items():
        yield {
            "party": found.names.party(party),
            "gain": gain,
            "share": 100 * best["relative"][party],
        }


def surest(found):
    for each in found.data["candidates"][:5]:
        yield {
            "stages": ANYTHING,
            "holds": each["holds"] and round(100 * each["holds"]),
            "keeps": each["keeps"] and round(100 * each["keeps"]),
            "nobody": round(100 * each["share"]["nobody_calls_off"]),
            "found": each["found"],
        }


def fallback(found):
    for party, each in found.data["fallback"].items():
        yield {
            "party": found.names.party(party),
            "now": each["now"],
            "breakdown": each["breakdown"],
            "minmax": each["minmax"],
            "leads_to": ANYTHING,
        }


def shares(found):
    for plan, each in found.data["roadmaps"].items():
        yield {
            "road_map": found.names.element(plan),
            "verdict": VERDICTS[each["verdict"]],
            "shares": [100 * share for share in each["shares"].values() if share],
            "slack": each["slack"],
        }


def comparisons(found):
    for each in found.data["comparisons"]:
        kinds = ("better", "equal", "worse")
        yield {
            "first": found.names.element(each["first"]),
            "second": found.names.element(each["second"]),
        } | {kind: round(100 * each[kind]) for kind in kinds}


def flips(found):
    for each in found.data["flips"]:
        yield {
            "road_map": found.names.element(each["roadmap"]),
            "assumption": ANYTHING,
            "value": each["value"],
            "at": each["at"],
            "verdict": VERDICTS[each["verdict"]],
        }


def tightest(found):
    check = found.data.get("check", found.data)
    table = next(each for each in found.tables if each.keys[:2] == ("stage", "party"))
    by_title = {stage(each["stage"]): each for each in check["stages"]}
    by_title[stage(None)] = check["stay"]
    by_name = {found.names.party(party): party for party in parties(found)}
    for title, name, *_ in table.rows:
        each = by_title[str(title)]["slack"][by_name[str(name)]]
        yield {
            "stage": str(title),
            "party": str(name),
            "breakdown": each["breakdown"],
            "minmax": each["minmax"],
            "relative": 100 * each["relative"],
            "breach": ANYTHING,
        }


def outliving(found):
    for each in found.data["roadmaps"]:
        kept = {told["years"]: told["chance"] for told in each["kept"]["standing"]}
        yield {
            "road_map": found.names.element(each["roadmap"]),
            "kept_completed": each["kept"]["completed"],
            "kept_year_1": kept[1],
            "kept_year_5": kept[5],
            "kept_ends": ANYTHING,
        }


def standing(found):
    pairs = zip(found.data["standing"], found.data["kept"]["standing"], strict=True)
    for each, kept in pairs:
        told = {1: "after 1 year", 5: "after 5 years"}
        yield {
            "date": ANYTHING,
            "what": told.get(each["years"], "a change of leadership is due"),
            "kept": kept["chance"],
            "chance": each["chance"],
        }


def breaks(found):
    for each in found.data["turnover"]["breaks"]:
        yield {
            "stage": stage(each["stage"]),
            "party": found.names.party(each["party"]),
            "leaders": ANYTHING,
            "chance": each["chance"],
            "slack": each["slack"],
        }


def guarantors(found):
    for each in found.data["guarantees"]:
        yield {
            "guarantor": found.names.party(each["guarantor"]),
            "guarantee": found.names.element(each["guarantee"]),
            "against": found.names.party(each["against"]),
            "credible": each["credible"],
            "gain_now": each["gain_now"],
            "gain": each["gain"],
            "victim_loses": each["victim_loses"],
        }


def thresholds(found):
    """Where the road map holds, and where the party itself keeps it."""
    every = found.data["thresholds"]
    for rows in (
        [(each, each) for each in every],
        [(each, each["keeps"]) for each in every if each.get("keeps")],
    ):
        yield [
            {
                "kind": ANYTHING,
                "party": each["party"] and found.names.party(each["party"]),
                "proved": flat(where["proved"]),
                "possible": flat(where["possible"]),
            }
            | ({"per_year": flat(each["per_year"])} if where is each else {})
            for each, where in rows
        ]


def flat(intervals):
    return [end for each in intervals for end in each]


def least_guarantees(found):
    for each in found.data["guarantees"]:
        for party, amount in each["parties"].items():
            kind = "lump" if each["kind"] == "lump" else "per period"
            yield {
                "kind": f"guarantee, {kind}",
                "party": found.names.party(party),
                "amount": amount["amount"],
                "binding": stage(amount["stage"]) if amount["stage"] else None,
            }


def claims(found):
    for each in found.data["claims"]:
        yield {
            "claim": each["claim"],
            "quote": each["quote"],
            "verdict": each["verdict"],
            "figure": ANYTHING,
        }


def chronology(found):
    for each in found.data["chronology"]:
        yield {
            "date": each["date"],
            "end": each["end"],
            "kind": ANYTHING,
            "parties": who(each, found),
            "title": "disputed" if each["disputed"] else each["title"] or ANYTHING,
            "option": ANYTHING,
        }


def who(event, found):
    """Who took part; of a message also to whom it went, and through whom."""
    named = {key: found.names.actors(tuple(event[key])) for key in ("to", "through")}
    said = found.names.actors(tuple(event["parties"]))
    for key, whom in named.items():
        said += f", {key} {whom}" if whom else ""
    return said


def meetings(found):
    for each in found.data["meetings"]:
        yield {
            "pair": found.names.actors(tuple(each["parties"])),
            "meetings": each["count"],
            "last": each["last"],
            "due": each["due"],
        }


def words_and_deeds(found):
    owners = {option.id: option.party for option in found.names.case.options}
    for each in found.data["options"]:
        yield {
            "party": found.names.party(owners[each["option"]]),
            "option": found.names.option(each["option"]),
            "word": each["word"],
            "deed": each["deed"],
            "verification": each["verification"],
            "due": each["due"][0] if each["due"] else None,
            "standing": ANYTHING,
        }


def records(found):
    for each in found.data["records"]:
        yield {
            "who": found.names.actor(each["who"]),
            "kept": len(each["kept"]),
            "broken": len(each["broken"]),
            "disputed": each["disputed"],
            "lawful": len(each["lawful"]),
            "believed": each["believed"],
        }


def deeds(found):
    for each in found.data["deeds"]:
        yield {
            "date": each["date"],
            "parties": found.names.actors(tuple(each["parties"])),
            "deed": ("+" if each["value"] else "-") + each["option"],
            "state": found.names.state(each["to"]),
            "gained": found.names.parties(tuple(each["gained"])) or None,
            "lost": found.names.parties(tuple(each["lost"])) or None,
        }
