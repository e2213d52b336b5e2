"""Texts that would take memory or time out of all proportion; `n` says how much.

Each kind is a way in which a small file could exhaust a reader that searches
where it should look up, or keeps what it should count.
"""

from collections.abc import Callable, Iterable

HEAD = "detente: 1\nparties: {p: {options: {x: {}, y: {}}}}\n"


def several(form: str, n: int) -> str:
    """Write a form for the numbers from 0; `#` stands for the number."""
    return ", ".join(form.replace("#", str(number)) for number in range(n))


def with_options(count: int) -> str:
    """Begin a case with one party that has some options."""
    return f"detente: 1\nparties: {{p: {{options: {{{several('o#: ', count)}}}}}}}\n"


def with_parties(count: int) -> str:
    """Begin a case with parties of one option each."""
    parties = several("p#: {options: {o#: }}", count)
    return f"detente: 1\nparties: {{{parties}}}\n"


def listed(key: str, form: str) -> Callable[[int], str]:
    """Put a list of many into a key, given as `key` or `key: {more: [`."""
    opening = key if key.endswith(("[", "{")) else f"{key}: ["
    closing = "".join(
        {"[": "]", "{": "}"}[sign] for sign in reversed(opening) if sign in "[{"
    )
    return lambda n: f"{HEAD}{opening}{several(form, n)}{closing}\n"


def _rules(n: int, forms: Iterable[str]) -> str:
    lines = (form.replace("#", str(at % 12)) for at in range(n) for form in forms)
    return with_options(12) + "constraints:\n" + "".join(f"- {x}\n" for x in lines)


def _rules_of_twenty(n: int) -> str:
    """Rules that differ, each over a million states."""
    rules = "".join(
        f"- o{at % 20} or not o{at // 20 % 20} or o{at // 400 % 20}\n"
        for at in range(n)
    )
    return f"{with_options(20)}constraints:\n{rules}"


def _clash(n: int) -> str:
    return _rules(n, ["o# or not o0"]) + "- o3\n- not o3\n"


def _labels_and_rules(n: int) -> str:
    labels = ", ".join(
        f"l{at}: {''.join('YN'[at >> bit & 1] for bit in range(12))}" for at in range(n)
    )
    return _rules(n, ["o# implies not o11"]) + f"labels: {{{labels}}}\n"


def _events_and_variants(n: int) -> str:
    event = "- {date: 2019-01-01, kind: deed, option: x}\n"
    variants = several("v#: {set: {title: a, period: 2 months}}", n)
    return f"{HEAD}events:\n{event * n}variants: {{{variants}}}\n"


def _views(n: int) -> str:
    return f"{with_parties(n)}sees: {{{several('p#: {set: {title: a}}', n)}}}\n"


def _views_of_rules(n: int) -> str:
    """Views that perceive something only far from now, over twenty options."""
    options = several("o#: ", 20)
    parties = several("p#: ", n)
    rules = several("o# or not o19", 19)
    views = several("p#: {only: o19 and o18 and o17}", n)
    return (
        f"detente: 1\nparties: {{q: {{options: {{{options}}}}}, {parties}}}\n"
        f"constraints: [{rules}]\nsees: {{{views}}}\n"
    )


def _states(n: int) -> str:
    states, moves = several("s#: ", n + 1), several("s#: [s0, s#1]", n // 10)
    return (
        f"detente: 1\nparties: {{p: }}\nstates: {{{states}}}\nstatus_quo: s1\n"
        f"moves: {{p: {{{moves}}}}}\nlabels: {{{several('l#: z#', n)}}}\n"
    )


def _misspelt(n: int) -> str:
    terms, rules = several("term_#: x", n), several("trem_#", n)
    return f"{HEAD}terms: {{{terms}}}\nconstraints: [{rules}]\n"


def _long_names(n: int) -> str:
    long, other = "ab" * n, "ba" * n
    terms, rules = several(f"{long}#: x", 40), several(f"{other}#", 40)
    return f"{HEAD}terms: {{{terms}}}\nconstraints: [{rules}]\n"


def _rings(n: int) -> str:
    chain = ", ".join(f"c{at}: c{max(0, at - 1)}" for at in range(n))
    return f"{HEAD}terms: {{{several('t#: t#', n)}, {chain}}}\n"


def _weights(n: int) -> str:
    weights = ", ".join(f"o{at % 12} or not o{at // 12 % 12}: 1" for at in range(144))
    more = several("{of: o1, value: 1}", n)
    return (
        f"{with_options(12)}preferences: {{p: {{weights: {{{weights}}}}}}}\n"
        f"types: {{t: {{party: p, preferences: {{weights: [{more}]}}}}}}\n"
    )


def _leaderships(n: int) -> str:
    types, turnover = several("h#: {party: p}", n), several("{to: g#, hazard: .1}", n)
    return f"{HEAD}types: {{{types}}}\nturnover: {{p: [{turnover}]}}\n"


def _edits(n: int) -> str:
    event = "- {id: e#, date: 2019-01-01, kind: deed, option: x}\n"
    events = "".join(event.replace("#", str(at)) for at in range(n))
    changes = several("events.e#.title: a", n)
    return f"{HEAD}events:\n{events}variants: {{v: {{set: {{{changes}}}}}}}\n"


def _indented(n: int) -> str:
    lines = "".join(f"  l{at}: now\n" for at in range(n))
    return f"{HEAD}labels:\n{lines} x: y\n"


KINDS: dict[str, Callable[[int], str]] = {
    "movers": listed("movers", "p"),
    "ranking repeated": listed("preferences: {p: {ranking: [", "YY"),
    "ranking misspelt": listed("preferences: {p: {ranking: [", "YZ"),
    "published repeated": listed("published: {R: {equilibria: [", "YY"),
    "parties of an event": listed(
        "events: [{date: 2019-01-01, kind: meeting, parties: [", "q"
    ),
    "key repeated": listed("labels: {", "a: now"),
    "tags": listed("labels: [", "!x a"),
    "escapes": listed("labels: [", '"\\e"'),
    "lists as keys": listed("labels: {", "? [a] : b"),
    "unknown keys": listed("sources: {", "s#: {ttle: x}"),
    "keys that are missing": listed("terms: {", "t#: {note: x}"),
    "unknown names": listed("constraints: [", "z and w#"),
    "unknown names of one formula": lambda n: (
        f"{HEAD}constraints:\n- {several('z#', n).replace(',', ' or')}\n"
    ),
    "pieces of a text": lambda n: (
        f"{HEAD}sources: {{s: {{name: a, {several('b#', n)}}}}}\n"
    ),
    "pieces like keys": lambda n: (
        f"{HEAD}sources: {{s: {{name: a, {several('nam#', n)}}}}}\n"
    ),
    "brackets that open": listed("constraints: [", "(x"),
    "brackets that are cut": listed("constraints: [", "(x#, y)"),
    "misspelt terms": _misspelt,
    "long names": _long_names,
    "rings of terms": _rings,
    "rules": lambda n: _rules(n, ["o# or not o3", "at_most(2, o#, o1, o2)"]),
    "rules of twenty options": _rules_of_twenty,
    "rules that clash": _clash,
    "labels and rules": _labels_and_rules,
    "weights": _weights,
    "events and variants": _events_and_variants,
    "views": _views,
    "views of rules": _views_of_rules,
    "states": _states,
    "leaderships": _leaderships,
    "edits of a list": _edits,
    "indentation": _indented,
    "stages": listed("roadmaps: {m: {stages: [", "[x]"),
    "claims": listed("claims: {", "c#: {kind: fact, about: [c#, zz]}"),
    "guarantees": listed("guarantees: {", "g#: {by: q, protects: p, against: p}"),
    "anchors": listed("labels: {", "a#: &a# now"),
    "languages": listed("title: {", "en-a#: x"),
    "arrows": lambda n: (
        f"{HEAD}constraints:\n- {' implies '.join('x' * min(n, 999))}\n"
    ),
    "counts": lambda n: (
        f"{with_options(12)}constraints:\n"
        f"- exactly(3, {', '.join(f'o{at % 12}' for at in range(min(n, 1500)))})\n"
    ),
}
