"""What a variant of a case says of the first questions: now, signing, calling off."""

from detente.engine import Engine
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.stability.explanation import explain


@dataclass(frozen=True, slots=True)
class VariantReading:
    """The first answers under one variant.

    Attributes
    ----------
    name : str
        The variant.
    leaving : tuple of str
        Parties that would leave now, by the concept that the summary speaks of.
    plans : tuple of (str, CallingOff or None)
        Who would sign each road map, and who would call it off; None where it is
        impossible.
    """

    name: str
    leaving: tuple[str, ...]
    plans: tuple[tuple[str, CallingOff | None], ...]


def read_variant(
    name: str, engine: Engine, concept: Concept, dynamics: Dynamics | None
) -> VariantReading:
    """Answer the first questions under one variant.

    Parameters
    ----------
    name : str
        The variant.
    engine : Engine
        Its states.
    concept : Concept
        R, GMR, SMR, SEQ or SSEQ.
    dynamics : Dynamics or None
        The same, played in periods; None where road maps are not asked about.

    Returns
    -------
    VariantReading
    """
    now = engine.status_quo
    leaving = tuple(
        party
        for place, party in enumerate(engine.parties)
        if not explain(engine, now, place, concept).stable
    )
    if dynamics is None:
        return VariantReading(name, leaving, ())
    plans = []
    for plan in dynamics.case.negotiation.road_maps:
        layout = lay_out(dynamics, plan)
        found = (
            None if layout.reasons else find_calling_off(dynamics, layout, alone=False)
        )
        plans.append((plan.id, found))
    return VariantReading(name, leaving, tuple(plans))
