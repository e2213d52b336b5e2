"""What grows with the number of equilibria grows no faster than they do."""

import pytest

import detente as dt


def two_parties(n_options):
    """Each cares for the options of the other alone: every state is an equilibrium."""
    ours, theirs = (
        [f"{letter}{k}" for k in range(n_options // 2)] for letter in ("a", "b")
    )
    lines = ["detente: 1", "parties:"]
    for party, own in (("p", ours), ("q", theirs)):
        options = ", ".join(f"{option}: {{}}" for option in own)
        lines.append(f"  {party}: {{options: {{{options}}}}}")
    lines.append("preferences:")
    lines += [f"  p: [{', '.join(theirs)}]", f"  q: [{', '.join(ours)}]"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("concepts", [None, ["R"]])
def test_two_parties_with_statements_are_analysed_in_seconds(tmp_path, concepts):
    path = tmp_path / "two.yaml"
    path.write_text(two_parties(18))
    found = dt.analyze(path, concepts)
    assert max(notable.count for notable in found.overview.notable) > 10_000
