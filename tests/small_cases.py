"""Small cases of which every answer has been read, word for word."""

LEADERS = """
detente: 1
title: Two farms and a miser
as_of: 2020-01-01
parties:
  upper: {name: Upper, options: {x: {name: Water}}}
  lower: {name: Lower, options: {y: {name: Fish, takes: 2 months}}}
preferences:
  upper: {weights: {x: -1, y: 2}}
  lower: {weights: {y: -1, x: {value: 2, range: [0.5, 4], assumed: yes}}}
period: 1 month
patience: 0.9
types:
  miser: {party: lower, name: A miser, preferences: {weights: {x: 2, y: -100}}}
  saint: {party: upper, name: A saint, preferences: {weights: {y: 1}}}
turnover:
  lower: [{to: miser, hazard: 0.02}]
  upper: [{to: saint, on: 2021-03-04, probability: 0.3}]
roadmaps:
  both: {name: Both, stages: [[x, y]]}
  turns: {name: In turn, stages: [x, y], until: 2025-01-01}
"""

BLOW = """
detente: 1
title: A blow on a date, and its answer
as_of: 2020-01-01
parties:
  a: {name: Army, options: {press: {name: Press, undo: never}}}
  b: {name: Band, options: {hit: {name: Hit, undo: never}}}
preferences:
  a: {weights: {hit: -4, press and hit: 1.1, press: -0.1}}
  b: {weights: {hit: 2, press: -1}}
patience: 0.9
movers: [b, a]
deadlines: {d: {name: The raid, date: 2020-04-02, by: b, then: hit}}
roadmaps: {wait: {name: A truce, since: 2020-01-01, stages: [press]}}
"""

GRAPH = """
detente: 1
title: A quarrel
parties: {ann: {name: Ann}, bob: {name: Bob}}
states: {calm: Calm, words: Hard words, blows: Blows}
status_quo: calm
moves:
  ann: {calm: [words], words: [calm]}
  bob: {words: [blows]}
preferences:
  ann: {ranking: [words, calm, blows]}
  bob: {ranking: [calm, blows, words]}
labels: {end: blows}
"""

VILLAGES = """
detente: 1
title: {en: Three villages}
as_of: 2021-06-01
sources:
  herald: {title: The Herald, date: 2021}
  crier: {title: The Crier, author: C. Rier, date: 2021-05-01}
bodies: {abbey: {name: The abbey}}
parties:
  east:
    name: East
    options:
      dam: {name: Open the dam, undo: 1 day, verify: [abbey]}
      toll: {name: Take a toll, now: yes, until: 2022-01-01}
  west: {name: West, options: {mill: {name: Stop the mill, undo: 1 year}}}
  north: {name: North, options: {road: {name: Mend the road, undo: never}}}
terms: {peace: {is: dam and mill, name: Peace}}
projects:
  fair: {name: The fair, parties: [east, west], needs: peace, blocked_by: toll}
  bridge: {name: The bridge, needs: dam or road}
constraints: [{is: not (dam and toll), name: No toll on open water}]
preferences:
  east: {weights: {mill: 4, dam: -1, toll: 1}}
  west: {weights: {dam: 3, mill: -1, road: 0.5}}
  north: {weights: {dam: 1, road: -3}}
period: 1 month
patience: 0.8
guarantees:
  oath: {name: The oath, by: abbey, protects: west, against: [east], penalty: {flow: 2},
    believed: 0.5, until: 2023-01-01}
roadmaps:
  pact: {name: The pact, since: 2021-01-01, stages: [[dam, not toll], mill, road]}
  half: {name: Half of it, stages: [[dam, not toll], mill]}
events:
  - {date: 2020-12-01, kind: meeting, parties: [east, west], place: The mill}
  - {date: 2021-01-10, kind: statement, parties: [east], option: dam, value: yes,
      expires: 2021-03-01, source: herald, quote: we open it}
  - {date: 2021-02-01, kind: deed, parties: [east], option: dam, value: yes,
      source: crier}
  - {date: 2021-02-03, kind: deed, parties: [east], option: dam, value: no,
      source: herald}
  - {date: 2021-02-20, kind: verification, parties: [abbey], option: dam}
  - {date: 2021-03-01, kind: statement, parties: [west], option: mill, value: no}
  - {date: 2021-04-01, kind: kept, parties: [north], title: Paid what it owed}
  - {date: 2021-04-02, kind: breach, parties: [east], option: toll, value: yes,
      disputed: yes}
  - {date: 2021-05-05, kind: meeting, parties: [east, north, abbey]}
  - {date: 2021-07-01, kind: meeting, parties: [east, west]}
claims:
  often: {kind: fact, source: crier, quote: they met, test: {met: [[east, west, 1]]}}
  never: {kind: forecast, source: herald, quote: it fails, test: {fails: pact}}
  hope: {kind: judgement, source: herald, quote: they long for it}
  open: {kind: fact, source: crier, quote: the dam is open, test: {formula: dam}}
  calm: {kind: judgement, source: crier, quote: it stays, test: {stable: toll}}
  best: {kind: judgement, source: crier, quote: half is better,
    test: {better: [half, pact]}}
  risk: {kind: judgement, source: crier, quote: the North pays,
    test: {more_exposed: [north, east]}}
  like: {kind: judgement, source: crier, quote: West wants all,
    test: {prefers: [west, half, pact]}}
  rich: {kind: judgement, source: herald, quote: the toll helps,
    test: {stronger: [east, free]}}
  done: {kind: fact, source: herald, quote: they did it,
    test: {followed: {plan: pact, until: 2021-03-01}}}
  keep: {kind: fact, source: crier, quote: they keep it, test: {followed: pact}}
  push: {kind: demand, source: herald, quote: leave out the road, test: {moves: pact}}
  must: {kind: demand, source: crier, quote: two are enough,
    test: {forces: {coalition: [east, west], to: peace, within: 1}}}
variants: {free: {title: Without a toll, set: {options.toll.now: no}}}
"""

CROSSING = """
detente: 1
title: A crossing
parties:
  cart: {name: Cart, options: {go: {name: Cart goes}}}
  coach: {name: Coach, options: {drive: {name: Coach goes}, horn: {name: Horn}}}
preferences:
  cart: {weights: {go: 1, go and drive: -4}}
  coach: {weights: {drive: 2, go and drive: -5, horn: -0.5, horn and go: 0.75}}
sees: {coach: {title: A cart that cannot stop, set: {options.go.undo: never}}}
"""

WATCHED = VILLAGES.replace(
    "undo: 1 day,",
    "undo: 1 day, seen: {by: [west, abbey], after: 1 month, hidden: 0.1},",
).replace("undo: 1 year", "undo: 1 year, seen: {chance: 0.5}")

ORDERS = """
detente: 1
title: Two monks
as_of: 2020-05-05
author: An abbot
parties:
  hugo: {name: Hugo, options: {fast: {name: Fast}, bell: {name: Ring, now: yes}}}
  odo: {name: Odo, options: {sing: {name: Sing, undo: never}}}
  cook: {name: Cook, options: {feed: {name: Feed them}}}
preferences:
  hugo: {statements: [sing, not fast, bell]}
  odo: {statements: [fast, not sing, not bell]}
  cook: {weights: {fast: -1, feed: 0.5}}
roadmaps:
  vow: {name: A vow, stages: [[fast, not bell], sing]}
  turn: {name: Odo first, stages: [sing, fast]}
"""

DUEL = """
detente: 1
title: Two who are tempted
parties:
  ada: {name: Ada, options: {x: {name: Pay}, z: {name: Sue}}}
  ben: {name: Ben, options: {y: {name: Build}}}
preferences:
  ada: {weights: {x: 1, z: -0.5, y and z: 1.5, y: -1}}
  ben: {weights: {y: 2, z: -5}}
"""

VALLEY = """
detente: 1
title: A valley and its crown
as_of: 2020-01-01
sources: {book: {title: The book, date: 2019}}
parties:
  north:
    name: North
    options:
      dam: {name: Open the dam, takes: 2 months, undo: 3 months,
        seen: {by: [south], after: 2 months, chance: 0.5}}
      tax: {name: Lift the tax, undo: 1 month}
  south:
    name: South
    options:
      mill: {name: Stop the mill, undo: 1 year, seen: {after: 1 month}}
      fees: {name: Take fees, now: yes}
  crown: {name: Crown, options: {guard: {name: Send guards}}}
preferences:
  north: {weights: {mill: 4, dam: -1, fees: -2, tax: -0.5}}
  south: {weights: {dam: {value: 3, range: [1, 4], assumed: yes}, mill: -1, fees: 1,
    tax: 1}}
  crown: {weights: {dam and mill: 2, guard: -0.25, mill and guard: 0.5}}
period: 1 month
patience: {north: 0.9, south: 0.8, crown: 0.95}
movers: [south, north, crown]
guarantees:
  oath: {name: The oath, by: crown, protects: north, against: [south],
    penalty: {flow: 0.5}, ties: [blood, trade]}
  bond: {name: The bond, by: crown, protects: south, against: [north], undoing: [dam],
    penalty: {lump: 2}, believed: 0.75, binding: yes}
roadmaps:
  swap: {name: A swap, since: 2020-01-01,
    stages: [{steps: [dam, mill], escrow: yes}, tax]}
  gift: {name: A gift, stages: [mill, dam]}
  free: {name: Without fees, stages: [not fees, [dam, tax]]}
events:
  - {date: 2001-01-01, kind: kept, parties: [crown]}
  - {date: 2002-01-01, kind: breach, parties: [crown], disputed: yes}
  - {date: 2003-01-01, kind: breach, parties: [crown], lawful: yes,
      option: guard, value: no}
"""

REIGN = """
detente: 1
title: Two who wait for an heir
as_of: 2020-06-01
sources: {book: {title: The book, date: 2020}}
parties:
  upper: {name: Upper, options: {x: {name: Water}, w: {name: Wells, undo: never}}}
  lower: {name: Lower, options: {y: {name: Fish}}}
preferences:
  upper: {weights: {x: -1, y: 2, w: 0.75}}
  lower: {weights: {y: -1, x: 2}}
patience: 0.9
types: {miser: {party: lower, name: A miser, preferences: {weights: {x: 2, y: -100}}}}
turnover: {lower: [{to: miser, hazard: 0.02}]}
deadlines:
  flood: {name: The flood, date: 2021-03-04, unless: y, by: upper, then: w}
  drought: {name: The drought, date: 2021-05-06, unless: not y, by: upper, then: w}
scopes:
  strict: {name: To the letter, option: x, counts: [small, large]}
roadmaps:
  both: {name: Both, since: 2020-01-01, stages: [x, y]}
  never: {name: Wells first, stages: [w, x]}
events:
  - {date: 2020-01-05, kind: deed, parties: [upper], option: x, value: yes}
  - {date: 2020-02-01, kind: statement, parties: [lower], option: y, value: yes}
  - {date: 2020-03-02, kind: deed, parties: [upper], option: x, value: no}
  - {date: 2020-03-05, kind: deed, parties: [upper], option: x, value: yes}
  - {date: 2020-03-09, kind: breach, parties: [upper], option: x, disputed: yes}
  - {date: 2020-04-02, kind: deed, parties: [lower], option: y, value: yes,
      title: Fish at last}
  - {date: 2020-04-03, kind: deed, parties: [upper], option: x, value: no,
      tags: [small]}
  - {date: 2020-04-04, kind: statement, parties: [upper], option: x, value: yes}
  - {date: 2020-05-05, kind: meeting, parties: [upper, lower], place: The ford}
  - {date: 2020-07-07, kind: deed, parties: [upper], option: x, value: yes}
claims:
  rain: {kind: forecast, source: book, quote: the flood decides,
    test: {deadline: flood}}
  dry: {kind: forecast, source: book, quote: a drought decides,
    test: {deadline: drought}}
  heir: {kind: forecast, source: book, quote: an heir ends it,
    test: {ended_by: [both, miser]}}
  wells: {kind: forecast, source: book, quote: an heir fills the wells,
    test: {ended_by: [never, miser]}}
"""

MANY = """
detente: 1
title: Seven gates
as_of: 2020-06-01
parties:
  keeper:
    name: Keeper
    options:
      a: {name: "Open the first gate, to the market and the river behind it, at dawn"}
      b: {name: Open the second gate}
      c: {name: Open the third gate}
      d: {name: Open the fourth gate}
      e: {name: Open the fifth gate}
      f: {name: Open the sixth gate, now: yes}
      g: {name: Open the seventh gate, now: yes}
  guest: {name: Guest, options: {h: {name: Come in}}}
preferences:
  keeper: {weights: {a: 1, b: 1, c: 1, d: 1, e: 1, f: -1, g: -1}}
  guest: {weights: {h: 1}}
events:
""" + "".join(
    f"  - {{date: 2020-0{1 + each // 9}-{1 + 3 * (each % 9):02}, kind: statement, "
    f"parties: [{'keeper' if each % 4 else 'guest'}]}}\n"
    for each in range(36)
)
