"""Under which leaderships something happens, told as briefly as can be."""

from itertools import product

from detente.model.case import Case


def types_of(case: Case) -> list[tuple[str, ...]]:
    """List each party's leaderships, its own id first, in file order."""
    leaderships = case.negotiation.leaderships
    return [
        (party.id, *(each.id for each in leaderships if each.party == party.id))
        for party in case.parties
    ]


def causes(
    breaking: set[tuple[str, ...]], types: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Give the fewest names that tell combinations apart from the others.

    Parameters
    ----------
    breaking : set of tuple of str
        Combinations of leaders.
    types : list of tuple of str
        As of `types_of`.

    Returns
    -------
    tuple of tuple of str
        A leadership each, or several at once, all of whose combinations are among
        them; larger ones cover what smaller ones leave. An empty one is always.
    """
    combinations = list(product(*types))
    if all(each in breaking for each in combinations):
        return ((),)
    found: list[tuple[str, ...]] = []
    left = set(breaking)
    for size in range(1, len(types) + 1):
        for cause in _parts(combinations, types, size):
            members = {each for each in combinations if set(cause) <= set(each)}
            if members <= breaking and members & left:
                found.append(cause)
                left -= members
    return tuple(found)


def _parts(
    combinations: list[tuple[str, ...]], types: list[tuple[str, ...]], size: int
) -> list[tuple[str, ...]]:
    """List sets of leaderships of different parties, those of parties with several."""
    several = [place for place, names in enumerate(types) if len(names) > 1]
    parts: dict[tuple[str, ...], None] = {}
    for each in combinations:
        named = [each[place] for place in several]
        for kept in product((False, True), repeat=len(named)):
            if sum(kept) == size:
                chosen = (name for name, keep in zip(named, kept, strict=True) if keep)
                parts[tuple(chosen)] = None
    return list(parts)
