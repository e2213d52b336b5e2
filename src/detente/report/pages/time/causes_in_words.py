"""Leaderships under which something happens, in words."""

from detente.report.naming import Names


def causes_in_words(under: tuple[tuple[str, ...], ...], names: Names) -> str:
    """Say under which leaderships something happens, as `StageBreak.under` has them."""
    if under == ((),):
        return names.say("whoever rules")
    causes = [names.listed([_leader(name, names) for name in cause]) for cause in under]
    return "; ".join(causes)


def _leader(name: str, names: Names) -> str:
    """Name a leadership; a party's own id is for those who rule it as written."""
    if name in names.case.party:
        return names.say("{party} (as now)", party=names.party(name))
    return names.element(name)
