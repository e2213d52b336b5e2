"""Two parties at a strait, and what one of them believes of the other."""

BLUFF = """\
detente: 1
title: A bluff in the strait
parties:
  north: {name: North, options: {march: {name: March}}}
  south: {name: South, options: {resist: {name: Resist}}}
preferences:
  north: {ranking: [YN, NN, NY, YY]}
  south: {ranking: [NN, NY, YN, YY]}
sees:
  north:
    title: South would fight.
    set:
      preferences.south: {ranking: [NN, NY, YY, YN]}
"""

RESOLVE = """\
detente: 1
title: Resolve in the strait
parties:
  north: {name: North, options: {march: {name: March}}}
  south: {name: South, options: {resist: {name: Resist}}}
preferences:
  north: {ranking: [YN, NN, NY, YY]}
  south: {ranking: [NN, NY, YY, YN]}
sees:
  north:
    title: South would give in.
    set:
      preferences.south: {ranking: [NN, NY, YN, YY]}
"""
