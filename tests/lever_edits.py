"""Every single edit that is tried on a road map, written as a person would type it.

Spelled from the definition (docs/theory/levers.md), without the study.
"""

import datetime
from itertools import combinations, pairwise

YEAR = 365.25
NEVER = "never"


def typed_edits(case, plan):
    """All edits of clauses and steps, by `--set`, each once."""
    found = []
    for step in dict.fromkeys(step for stage in plan.stages for step in stage.steps):
        found += times_back(case, step)
        found += ends(case, plan, step.option)
        if case.option[step.option].seen is not None:
            found.append(f"options.{step.option}.seen=")
    if dict(plan.until).get("") and case.as_of:
        found.append(f"roadmaps.{plan.id}.until=never")
    found += dates(case)
    found += stages(case, plan)
    found += moved_steps(case, plan)
    return list(dict.fromkeys(found))


def times_back(case, step):
    option = case.option[step.option]
    rule, key = (option.undo, "undo") if step.taken else (option.redo, "redo")
    never = str(getattr(rule.never, "value", "a formula"))
    by_nature = never == "True" if option.by_nature is None else option.by_nature
    if never == "a formula" or by_nature:
        return
    within = case.negotiation.reversible_within
    quick = never == "False" and rule.takes.days <= within.days
    for times in (1, 2, 5, 10):
        count = within.count * times
        length = f"{count:f} {within.unit}{'' if count == 1 else 's'}"
        if times == 1 and quick:
            continue
        if never == "True" or rule.takes.days != within.days * times:
            yield f"options.{option.id}.{key}={length}"
    if never == "False":
        yield f"options.{option.id}.{key}=never"


def ends(case, plan, option):
    if case.as_of is None:
        return
    for years in (1, 2, 5, 10):
        day = case.as_of + datetime.timedelta(days=round(years * YEAR))
        known = dict(plan.until)
        if "" in known or known.get(option) == day:
            continue
        pairs = ", ".join(f"{k}: {v}" for k, v in {**known, option: day}.items())
        yield f"roadmaps.{plan.id}.until={{{pairs}}}"
    if option in dict(plan.until):
        rest = ", ".join(f"{k}: {v}" for k, v in plan.until if k != option)
        yield f"roadmaps.{plan.id}.until=" + (f"{{{rest}}}" if rest else "never")


def dates(case):
    for deadline in case.negotiation.deadlines if case.as_of else ():
        for months in (3, 6, 12, 24):
            for sign in (1, -1):
                days = datetime.timedelta(days=round(sign * months * YEAR / 12))
                if deadline.date + days > case.as_of:
                    yield f"deadlines.{deadline.id}.date={deadline.date + days}"


def text_of(steps, escrow, within):
    listed = "[" + ", ".join(steps) + "]"
    more = (", escrow: yes" if escrow else "") + (
        f", within: {within}" if within else ""
    )
    return f"{{steps: {listed}{more}}}" if more else listed


def written(stage):
    """A stage as (steps, escrow, within), in text."""
    steps = [
        each.option if each.taken else f"not {each.option}" for each in stage.steps
    ]
    length = stage.within
    within = None
    if length is not None:
        within = f"{length.count:f} {length.unit}{'' if length.count == 1 else 's'}"
    return steps, stage.escrow, within


def stages(case, plan):
    path = f"roadmaps.{plan.id}.stages"
    given = [written(each) for each in plan.stages]

    def whole(parts):
        return f"{path}=[{', '.join(text_of(*each) for each in parts)}]"

    for k, (steps, escrow, within) in enumerate(given):
        owners = {case.option[each.option].party for each in plan.stages[k].steps}
        if len(owners) > 1 and not escrow:
            yield f"{path}.{k}={text_of(steps, 'yes', within)}"
        for length in ("3 months", "6 months", "1 year", "2 years"):
            if length != within:
                yield f"{path}.{k}={text_of(steps, escrow, length)}"
        if len(steps) > 1:
            cuts = [[[each], [o for o in steps if o != each]] for each in steps]
            cuts += [cut[::-1] for cut in cuts]
            cuts += [[[each] for each in steps], [[each] for each in steps[::-1]]]
            for cut in cuts:
                parts = [(each, escrow, within) for each in cut]
                yield whole([*given[:k], *parts, *given[k + 1 :]])
    for i, j in combinations(range(len(given)), 2):
        swapped = list(given)
        swapped[i], swapped[j] = given[j], given[i]
        yield whole(swapped)
    for k, ((a, e, w), (b, f, v)) in enumerate(pairwise(given)):
        longest = max((each for each in (w, v) if each), key=days_of, default=None)
        both = (list(dict.fromkeys([*a, *b])), e and f, longest)
        yield whole([*given[:k], both, *given[k + 2 :]])


def days_of(length):
    count, unit = length.split()
    sizes = {"day": 1, "week": 7, "month": YEAR / 12, "year": YEAR}
    return float(count) * sizes[unit.removesuffix("s")]


def moved_steps(case, plan):
    path = f"roadmaps.{plan.id}.stages"
    given = [written(each) for each in plan.stages]

    def whole(parts):
        kept = [each for each in parts if each[0]]
        return f"{path}=[{', '.join(text_of(*each) for each in kept)}]"

    def put(stage, step):
        return list(dict.fromkeys([*stage[0], step])), *stage[1:]

    for k, (steps, *_) in enumerate(given):
        for step in steps:
            without = list(given)
            without[k] = ([each for each in steps if each != step], *given[k][1:])
            if any(each[0] for each in without):
                yield whole(without)
            for j in range(len(given)):
                if j != k:
                    moved = list(without)
                    moved[j] = put(given[j], step)
                    yield whole(moved)
    there = {each.option for stage in plan.stages for each in stage.steps}
    for option, letter in zip(case.options, plan.start or case.status_quo, strict=True):
        rule = option.redo if letter == "N" else option.undo
        if option.id in there or option.settled or rule.is_never:
            continue
        step = option.id if letter == "N" else f"not {option.id}"
        for k, stage in enumerate(given):
            yield f"{path}.{k}={text_of(*put(stage, step))}"
        yield whole([*given, ([step], False, None)])
