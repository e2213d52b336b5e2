"""A breach told in options and states."""

from detente.engine.bits import differing, is_taken
from detente.model.road_map import Step
from detente.study.deal.deviation import (
    Choice,
    Deviation,
    ThreatName,
    threat_after,
)
from detente.study.deal.tolerance import slight
from detente.study.deal.unnoticed import Unnoticed
from detente.study.deal.verdict import Breach
from detente.study.game.dynamics import Dynamics


def told_breach(
    dynamics: Dynamics, choice: Choice, threat: ThreatName, deviation: Deviation
) -> Breach:
    """Tell what a party does instead of its part, and where that leads.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    choice : Choice
        The node and the party.
    threat : str
        breakdown or minmax.
    deviation : Deviation
        The best breach there.

    Returns
    -------
    Breach
    """
    node, party = choice.node, choice.party
    package = differing(node.start, node.end)
    own = int(dynamics.turn(party).flips[-1])
    extra = deviation.flips & ~package
    landed = differing(node.start, deviation.landing)
    unseen = deviation.unseen
    least = slight(dynamics, party)
    return Breach(
        omits=_steps(dynamics, package & own & ~deviation.flips, node.start),
        undoes=_options(dynamics, extra & node.start),
        takes=_options(dynamics, extra & ~node.start),
        falls_through=_steps(dynamics, package & ~own & ~landed, node.start),
        lands=dynamics.engine.state(deviation.landing),
        gain_now=deviation.gain_now,
        loss_later=deviation.loss_later,
        slack=deviation.slack,
        leads_to=_leads_to(dynamics, choice, threat, deviation),
        no_punishment=bool(deviation.loss_later < -least),
        unnoticed=None
        if unseen is None
        else Unnoticed(unseen.periods, unseen.chance, unseen.given_up, unseen.owns_up),
    )


def _leads_to(
    dynamics: Dynamics, choice: Choice, threat: ThreatName, deviation: Deviation
) -> tuple[str, ...]:
    """Say where it comes to rest; what nobody notices, where the road map ends."""
    node, landing, unseen = choice.node, deviation.landing, deviation.unseen
    state = dynamics.engine.state
    if unseen is not None:
        node, landing = unseen.node, unseen.landing
        if unseen.periods is None and unseen.owns_up is None:
            return (state(landing),)
    follows = threat_after(dynamics, threat, choice.party, deviation.promise)
    return tuple(map(state, follows.leads_to(node.time + 1, node.world, landing)))


def _options(dynamics: Dynamics, flips: int) -> tuple[str, ...]:
    bits = dynamics.bits
    return tuple(option for option, bit in bits.items() if is_taken(flips, bit))


def _steps(dynamics: Dynamics, flips: int, start: int) -> tuple[str, ...]:
    bits = dynamics.bits
    return tuple(
        written_step(Step(option, not is_taken(start, bits[option])))
        for option in _options(dynamics, flips)
    )


def written_step(step: Step) -> str:
    """Write a step as a case file does."""
    return step.option if step.taken else f"not {step.option}"
