"""How often leaders change: the table, the intervals, a list of one's own."""

import csv
import datetime
import io
import json
from importlib.resources import files
from math import exp, factorial, inf, lgamma, log

import pytest

import detente as dt
from detente.errors import CaseError, QuestionError
from detente.model.term import Term
from detente.study.time.gamma import gamma_quantile, gamma_share
from detente.study.time.hazard import SHAPE, YEARS, Hazard, observed
from detente.study.time.hazard_table import countries, named
from tests.running import detente

KIMS = """\
leader,from,to
Kim Il Sung,1948-09-09,1994-07-08
Kim Jong Il,1994-07-08,2011-12-17
Kim Jong Un,2011-12-17,
"""


def table():
    text = (
        files("detente.study.time").joinpath("leader_turnover.csv").read_text("utf-8")
    )
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def kims(tmp_path):
    path = tmp_path / "kims.csv"
    path.write_text(KIMS, "utf-8")
    return path


def loaded(text):
    return dt.load(text)


def day(text):
    return datetime.date.fromisoformat(text)


def test_the_figures_of_the_table_are_those_it_came_with():
    assert len(countries()) == 200
    for country, row in zip(countries(), table(), strict=True):
        hazard = country.hazard
        assert hazard.raw.value == pytest.approx(
            float(row["hazard_per_year"]), abs=5.1e-5
        )
        # The prior is known by its rounded figures only.
        assert hazard.shrunk.value == pytest.approx(
            float(row["hazard_shrunk"]), abs=6e-5
        )
        assert hazard.change(2).value == pytest.approx(
            float(row["p_change_2y"]), abs=6e-4
        )


def test_the_prior_has_the_rate_of_all_countries_together():
    exits = sum(each.hazard.exits for each in countries())
    years = sum(each.hazard.years for each in countries())
    assert pytest.approx(exits / years, rel=0.01) == SHAPE / YEARS


@pytest.mark.needs("scipy")
@pytest.mark.parametrize("shape", [0.05, 0.3, 1, 1.134, 3.134, 17.5, 144.1, 900])
def test_the_gamma_distribution_is_that_of_scipy(shape):
    from scipy.stats import gamma

    for share in (0.0, 1e-6, 0.05, 0.3, 0.5, 0.95, 0.9999):
        expected = gamma.ppf(share, shape)
        assert gamma_quantile(shape, share) == pytest.approx(expected, rel=1e-9)
    for part in (0.01, 0.5, 1, 1.7):
        value = part * shape
        assert gamma_share(shape, value) == pytest.approx(gamma.cdf(value, shape))


def test_a_share_that_is_none_has_no_quantile():
    for share in (1.0, -0.1, inf):
        with pytest.raises(ValueError):  # noqa: PT011 - a wrong call
            gamma_quantile(2.0, share)


def at_most(exits, mean):
    """The chance of so many events at most, by the Poisson distribution."""
    return sum(exp(-mean) * mean**n / factorial(n) for n in range(exits + 1))


@pytest.mark.parametrize("exits", [0, 1, 2, 13, 44])
def test_at_the_ends_of_the_interval_of_counts_5_in_100_are_as_far_off(exits):
    found = Hazard(exits, 71.17).raw
    assert at_most(exits, found.high * 71.17) == pytest.approx(0.05)
    if exits:
        assert 1 - at_most(exits - 1, found.low * 71.17) == pytest.approx(0.05)
    else:
        assert found.low == 0


def test_the_chance_of_a_change_is_that_over_all_rates_that_are_left():
    hazard = Hazard(2, 71.17)
    shape, years = 2 + SHAPE, 71.17 + YEARS
    step, total = 1e-5, 0.0
    for k in range(1, 60_000):
        rate = k * step
        height = shape * log(years) + (shape - 1) * log(rate) - years * rate
        total += exp(height - lgamma(shape)) * (1 - exp(-2 * rate)) * step
    assert hazard.change(2).value == pytest.approx(total, rel=1e-4)
    low, high = hazard.shrunk.low, hazard.shrunk.high
    assert hazard.change(2).low == pytest.approx(1 - exp(-2 * low))
    assert hazard.change(2).high == pytest.approx(1 - exp(-2 * high))


def test_few_changes_are_drawn_further_than_many():
    few, many = Hazard(0, 10).shrunk, Hazard(0, 1000).shrunk
    assert few.value > 10 * many.value
    assert many.value == pytest.approx(SHAPE / (1000 + YEARS))


def test_who_is_in_office_counts_with_years_and_without_a_change():
    terms = [
        Term("a", day("2000-01-01"), day("2004-01-01")),
        Term("b", day("2004-01-01"), None),
    ]
    found = observed(terms, day("2010-01-01"))
    assert found.exits == 1
    assert found.years == pytest.approx(3653 / 365.25)


def test_what_comes_after_the_last_day_is_not_counted():
    terms = [
        Term("a", day("2000-01-01"), day("2004-01-01")),
        Term("b", day("2004-01-01"), None),
    ]
    found = observed(terms, day("2002-01-01"))
    assert found.exits == 0
    assert found.years == pytest.approx(731 / 365.25)


@pytest.mark.parametrize(
    "word", ["PRK", "prk", "North Korea", "КНДР", "северная корея", "DPRK"]
)
def test_a_country_is_known_by_code_and_name(word):
    (found,) = named(word)
    assert found.code == "PRK"


def test_a_code_of_iso_will_do_where_it_is_no_other_one():
    assert [each.code for each in named("DEU")] == ["GMY"]
    assert [each.code for each in named("AUS")] == ["AUS", "AUL"]
    said = detente("hazard", "--country", "AUS").out
    assert "AUS is Austria here; Australia is AUL." in said


def test_codes_and_names_of_the_table_name_one_country_each():
    for country in countries():
        assert named(country.code)[0] == country
        for _, name in country.name.versions:
            assert country in named(name)
            assert len(named(name)) == 1


def test_the_answer_has_the_line_for_a_case_file():
    ran = detente("hazard", "--country", "PRK")
    assert ran.code == 0
    assert "North Korea: 0.041 changes a year (90 in 100: 0.012 to 0.085)" in ran.out
    assert "in 8 of 100" in " ".join(ran.out.split())
    assert "REIGN (Bell, Besaw and Frank 2021)" in ran.out
    assert "elections count twice" in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_line_can_be_pasted_into_a_case_file():
    line = dt.hazard("USA").rates.asked[0].line
    case = loaded(f"""\
detente: 1
title: Two farms
parties: {{a: {{options: {{x: {{}}}}}}, b: {{options: {{y: {{}}}}}}}}
types: {{hawk: {{party: b, preferences: {{weights: {{x: 1}}}}}}}}
turnover:
  b:
    - {line.replace("TYPE", "hawk")}
""")
    (rule,) = case.negotiation.turnover
    amount = rule.hazard.amount
    assert rule.hazard.per == "year"
    assert [float(each) for each in (amount.low, amount.value, amount.high)] == [
        0.112,
        0.184,
        0.272,
    ]


def test_the_hazards_of_the_korean_case_are_those_of_the_table():
    case = loaded("korea-2019")
    rates = {
        rule.party: float(rule.hazard.amount.value)
        for rule in case.negotiation.turnover
        if rule.hazard is not None and rule.before is None
    }
    for party, code in (("usa", "USA"), ("rok", "ROK")):
        (found,) = named(code)
        assert rates[party] == pytest.approx(found.hazard.shrunk.value, abs=5e-4)


def test_several_countries_stand_in_one_table():
    ran = detente("hazard", "--country", "PRK,USA", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["code"] for row in rows] == ["PRK", "USA"]
    assert float(rows[0]["hazard"]) == pytest.approx(0.04088, abs=1e-5)
    assert float(rows[0]["raw_low"]) < float(rows[0]["raw"])


@pytest.mark.parametrize(
    ("word", "meant"), [("PRKK", "PRK"), ("Nort Korea", "PRK"), ("Ирна", "IRN")]
)
def test_a_misspelling_is_answered_by_the_nearest(word, meant):
    ran = detente("hazard", "--country", word)
    assert ran.code == 2
    assert f"there is no country '{word}'" in ran.err
    assert meant in ran.err


def test_every_country_that_is_unknown_is_told_at_once():
    with pytest.raises(QuestionError) as told:
        dt.hazard("Atlantis,PRK,Lemuria")
    assert [each.value for each in told.value.problems] == ["Atlantis", "Lemuria"]


def test_no_country_is_asked_for_with_a_hint():
    ran = detente("hazard")
    assert ran.code == 2
    assert "--terms" in ran.err


def test_a_list_of_ones_own_is_counted_up_to_a_day(kims):
    ran = detente(
        "hazard", "--terms", kims, "--until", "2019-04-23", "--format", "json"
    )
    data = json.loads(ran.out)
    (found,) = data["countries"]
    assert (data["source"], data["from"], data["to"]) == (
        None,
        "1948-09-09",
        "2019-04-23",
    )
    assert found["changes"] == 2
    assert found["years"] == pytest.approx(70.62, abs=0.01)
    assert found["name"] == "kims"
    assert "still in office" in detente("hazard", "--terms", kims).out


def test_the_list_is_left_as_it_is(kims):
    ran = detente("hazard", "--terms", kims, "--output", kims)
    assert ran.code == 2
    assert kims.read_text("utf-8") == KIMS


def test_all_faults_of_a_list_are_told_with_their_places(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(
        "leader;from;to\na;2001-01-01;2000-01-01\nb;2003;\nc;1999-01-01;\n"
        "d;2002-01-01;2003-01-01\ne;2002-06-01;2004-01-01\n",
        "utf-8",
    )
    with pytest.raises(CaseError) as told:
        dt.hazard(terms=path)
    found = [(each.code, each.location.line) for each in told.value.problems]
    assert found == [
        ("ends-before", 2),
        ("no-day", 3),
        ("two-leaders", 5),
        ("two-leaders", 6),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("leader,from,to\n", "empty"),
        ("leader,from,till\n", "unknown-column"),
        ("leader,from\na,2000-01-01\n", "missing-column"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path, text, code):
    path = tmp_path / "none.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(CaseError) as told:
        dt.hazard(terms=path)
    assert told.value.problems[0].code == code


def test_a_list_that_is_not_there_is_refused(tmp_path):
    ran = detente("hazard", "--terms", tmp_path / "none.csv")
    assert ran.code == 2
    assert "there is no such file" in ran.err


def test_a_day_before_all_terms_is_refused(kims):
    with pytest.raises(QuestionError):
        dt.hazard(terms=kims, until=day("1900-01-01"))


def test_the_bundled_table_ends_where_it_ends():
    ran = detente("hazard", "--country", "PRK", "--until", "2020-01-01")
    assert ran.code == 2
    assert "--terms" in ran.err


def test_there_is_no_picture():
    with pytest.raises(QuestionError):
        dt.hazard("PRK").render("svg")


def test_it_shows_itself_in_a_notebook_and_in_latex():
    found = dt.hazard("PRK")
    assert "<table" in found._repr_html_()
    assert str(found) == found.text()
    assert "tabular" in found.render("latex")
    assert json.loads(found.to_json()) == found.to_dict()
