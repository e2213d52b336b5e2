"""Why a claim that somebody forces something is judged as it is, in words."""

from detente.report.naming import Names
from detente.study.record.claim_verdict import ClaimFigure


def forced_text(figure: ClaimFigure, names: Names) -> str:
    """Say in how many orders of movers, or with what chance, it can be forced."""
    if not figure.numbers:
        return names.say("it holds in no feasible situation")
    who = names.parties(figure.names) or names.say("nobody")
    if figure.values:
        least, most = (names.figure(100 * (x or 0.0), ".4g") for x in figure.values)
        if least == most:
            return names.say(
                "{who}: with a chance of {least} %, whatever the others do",
                who=who,
                least=least,
            )
        return names.say(
            "{who}: with a chance of {least} to {most} %, by the order of movers",
            who=who,
            least=least,
            most=most,
        )
    forcing, judged, rounds = figure.numbers
    if not forcing:
        return names.say(
            "{who}: the others can prevent it, in every order of movers", who=who
        )
    if forcing == judged:
        said = names.say(
            "{who}: whatever the others do, in every order of movers", who=who
        )
    else:
        said = names.say(
            "{who}: whatever the others do, in {n} of {all} orders of movers",
            who=who,
            n=names.number(forcing),
            all=names.number(judged),
        )
    within = names.count("within {n} round", "within {n} rounds", rounds)
    return f"{said}, {within}"
