"""The variants of a case, read as the cases that they are."""

from collections.abc import Iterator
from dataclasses import replace

from detente.casefile.faults import Faults
from detente.casefile.variants.again import (
    Known,
    changed_keys,
    is_about_rules,
    read_again,
)
from detente.casefile.variants.edits import pointed, varied
from detente.casefile.yaml.tree import Mapping as Branch, Place, place_of
from detente.errors import CaseError, Message, Problem


def variant_faults(known: Known) -> Iterator[Problem]:
    """Read every variant, keep those without a fault, and give faults at the variant.

    Parameters
    ----------
    known : Known
        The case that the variants are of.

    Yields
    ------
    Problem
        What makes a variant no case.
    """
    found = known.data.get("variants")
    variants = found if isinstance(found, Branch) else Branch()
    for key, body in variants.items():
        if key not in known.names.sections["variants"]:
            continue
        place = place_of(key) or known.setting.start
        try:
            problems = _faults(known, str(key), place)
        except CaseError as error:
            yield from error.problems
            problems = Faults()
            known.room.take([known.data])
        for problem in problems:
            message = Message(
                "in the variant '{variant}': {problem}",
                variant=str(key),
                problem=problem.message,
            )
            told = replace(problem, message=message)
            yield pointed(told, place, place_of(body))
        if known.room.left < 0:
            return


def _faults(known: Known, variant: str, at: Place) -> Faults:
    data = varied(known.data, variant, known.setting.start)
    edited, problems = read_again(known, data, at)
    if not problems and is_about_rules(changed_keys(known, data)):
        from detente.casefile.variants.views import view_faults  # noqa: PLC0415 - rarely

        problems.extend(view_faults(edited))
    if edited.whole and not problems:
        known.variants[variant] = replace(edited.case, variant=variant)
    return problems
