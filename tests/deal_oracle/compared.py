"""One random deal, judged by the studies and by the definitions."""

from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from tests.deal_oracle.breakdown import UnsettledError
from tests.deal_oracle.plan import ImpossibleError, Judge, lay_out
from tests.deal_oracle.rules import Rules, UnfitError

THREATS = ("minmax", "breakdown")


def patience_of(dynamics):
    return dict(zip(dynamics.parties, map(float, dynamics.patience), strict=True))


def disagreements(case, threats=THREATS):
    """What the check of the road map says otherwise than the definitions.

    None where the definitions leave the answer open, or floats cannot tell. The
    figures of a breakdown that goes round are not compared where a date is to come.
    """
    dynamics = open_dynamics(case)
    road_map = case.negotiation.road_maps[0]
    check = check_road_map(dynamics, road_map)
    rules = Rules(case, patience_of(dynamics))
    impossible = check.verdict == "impossible"
    try:
        nodes = lay_out(rules, road_map)
        if impossible:
            return ["impossible"]
        judge = Judge(rules)
        tables = {
            (party, threat): judge.table(nodes, party, threat)
            for party in rules.parties
            for threat in threats
        }
    except ImpossibleError:
        return [] if impossible else ["possible"]
    except (UnfitError, UnsettledError):
        return None
    return [
        wrong
        for stage in check.judged_stages
        for said in stage.slack
        for threat in threats
        if stage.stage in tables[said.party, threat]
        for wrong in differs(
            said, tables[said.party, threat][stage.stage], threat, stage.stage
        )
        if not (wrong[-1] == "band" and rules.last > 0)
    ]


def differs(said, expected, threat, stage):
    place = stage, said.party, threat
    if expected is None or not said.choice:
        return [] if (expected is None) == (not said.choice) else [(*place, "choice")]
    low, _, exact = expected
    got = getattr(said, threat)
    if got is None and threat == "breakdown" and not exact:
        # What goes neither to rest nor round is left out by the study.
        return []
    if got is None or abs(got - low) > 1e-6 * max(1.0, abs(low)):
        return [(*place, got, low, "exact" if exact else "band")]
    if threat == "breakdown" and exact != (said.band is None):
        return [(*place, "exact", exact, said.band)]
    return []
