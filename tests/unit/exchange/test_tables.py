"""Cases are read from tables, CSV or workbook; what is wrong is told of its cell."""

import io
import json
import zipfile

import pytest

import detente as dt
from detente.casefile.formats import csv_rows, read_case_tables
from detente.casefile.formats.table_writer import case_tables
from detente.model.formula import written
from tests.running import detente

OPTIONS = "party,option,name,now,undo\na,x,,yes,never\na,z,,,\nb,y,Act,no,at once\n"


def read(text):
    return read_case_tables(csv_rows(text, "t.csv"), "t.csv")


def faults(text):
    with pytest.raises(dt.CaseError) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


def test_options_say_who_owns_them_how_they_are_called_and_where_they_stand():
    case = read(OPTIONS).case
    assert case.status_quo == "YNN"
    assert case.option["x"].undo.is_never
    assert str(case.option["y"].about.name) == "Act"
    assert [party.id for party in case.parties] == ["a", "b"]


def test_parties_and_options_may_be_called_by_names_in_any_letters():
    case = read("party,option\n中国,谈判\nThe Union,Strike at once\n").case
    assert [party.id for party in case.parties] == ["zhong_guo", "the_union"]
    assert [str(option.about.name) for option in case.options] == [
        "谈判",
        "Strike at once",
    ]


def test_a_name_stands_for_its_party_in_every_table():
    text = (
        "party,name\nus,United States\nnk,North Korea\n\n"
        "party,option\nUnited States,strike\nnk,invade\n\n"
        "party,of,value\nNorth Korea,strike,-1/3\n\n"
        'date,kind,parties,option\n2019-01-02,meeting,"North Korea; us",\n'
    )
    case = read(text).case
    assert case.preference["nk"].weights
    assert case.events[0].parties == ("nk", "us")


def test_an_event_of_a_table_names_several_in_other_cells_too():
    told = "date,kind,parties,to,through,tags\n2019-01-02,message,a,a b,b,loud;late\n"
    (event,) = read(f"{OPTIONS}\n{told}").case.events
    assert (event.to, event.through) == (("a", "b"), ("b",))
    assert event.tags == ("loud", "late")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_part_the_cells(separator):
    assert read(OPTIONS.replace(",", separator)).case == read(OPTIONS).case


def test_the_table_of_states_that_detente_prints_is_read_with_its_payoffs():
    ran = detente("states", "korea-2017", "--all", "--format", "csv")
    options = detente("check", "korea-2017", "--format", "csv").out
    case = read(f"{options}\n{ran.out.replace('us,nk', 'United States,North Korea')}")
    printed = json.loads(dt.stability("korea-2017").to_json())["concepts"]
    found = json.loads(dt.stability(case.case).to_json())["concepts"]
    for concept in printed:
        assert found[concept]["equilibria"] == printed[concept]["equilibria"]


def test_a_table_of_states_leaves_those_listed_and_no_others():
    found = read(f"{OPTIONS}\nstate\nYNN\nYYN\nYNY\n")
    rules = [written(rule.formula) for rule in found.case.constraints]
    assert rules == ["x", "not (x and z and y)"]
    assert "the 3 states listed are feasible" in str(found.warnings[0].message)


def test_states_without_options_are_a_graph_of_their_own():
    text = (
        "state,name,a,b\ns1,Talks,2,1\ns2,War,1,2\n\nparty,from,to\na,s1,s2\nb,s2,s1\n"
    )
    case = read(text).case
    assert case.status_quo == "s1"
    assert case.preference["a"].ranking == (("s1",), ("s2",))
    assert case.preference["b"].ranking == (("s2",), ("s1",))


def test_places_of_a_ranking_tie_where_they_are_the_same():
    rows = "a,2,NN\na,1,YN\na,1,YY\na,3,NY\n"
    text = f"party,option\na,x\nb,y\n\nparty,place,state\n{rows}"
    assert read(text).case.preference["a"].ranking == (("YN", "YY"), ("NN",), ("NY",))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("party,option,nam\na,x,\n", "1:14: the table of options has no column 'nam'"),
        ("party,option\na,\n", "2:1: this row has nothing under option"),
        ("party,option\na,x,3\n", "2:5: this cell stands under no column"),
        ("foo,bar\n1,2\n", "1:1: no table begins with these columns"),
        ("party,option,option\na,x,\n", "1:14: the column 'option' stands here twice"),
        (
            "party,option,now\na,x,maybe\n",
            "2:5: now must be yes or no, not 'maybe'",
        ),
        (
            f"{OPTIONS}\nparty,statement\na,x and\n",
            "7:3: nothing follows 'and'",
        ),
        (f"{OPTIONS}\nparty,statement\nc,x\n", "7:1: there is no party 'c'"),
        (f"{OPTIONS}\nparty,place,state\nCa,1,YNN\n", "7:1: there is no party 'ca'"),
        (f"{OPTIONS}\nparty,of,value\na,x,many\n", "7:5: weights must be a number"),
        (
            f"{OPTIONS}\nparty,place,state\na,first,YNN\n",
            "7:3: this must be a number, not 'first'",
        ),
        (f"{OPTIONS}\nstate,q\nYNN,1\n", "6:7: no party is called 'q'"),
        (f"{OPTIONS}\nstate,a\nYNN,\n", "7:1: this row has nothing under a"),
        (f"{OPTIONS}\ndate,kind\n2019-02-30,meeting\n", "7:1: date: there is no day"),
        (f"{OPTIONS}\nkey,value\nas_of,soon\n", "7:7: as_of must be a date"),
        ('party,option\na,"x\n', "2:1: this row is not well-formed CSV"),
        ("", ": there is nothing in it"),
    ],
)
def test_a_fault_is_told_of_its_row_and_column(text, fault):
    found = faults(text)
    assert len(found) == 1
    assert found[0].startswith(f"t.csv{'' if fault[0] == ':' else ':'}{fault}")


def test_all_faults_are_told_at_once():
    text = f"{OPTIONS}\nparty,of,value\na,q,1\nc,x,2\na,x,many\n"
    assert [fault.split(": ")[0] for fault in faults(text)] == [
        "t.csv:7:3",
        "t.csv:8:1",
        "t.csv:9:5",
    ]


def test_faults_of_every_kind_are_told_at_once_and_each_once():
    """Of shape, of numbers, of what a cell may hold, not what may follow from them."""
    text = (
        "party,option,now,undo,colour\n"
        "a,x,maybe,never,red\na,z,,some day,blue\nc,,,,\nb,y,,,\n\n"
        "party,of,value\na,y,many\nc,y,1\nb,lost,2\n\n"
        "party,place,state\na,first,YNN\n\n"
        "party,statement\na,x and\nb,lost\n"
    )
    assert [fault.split(": ")[0] for fault in faults(text)] == [
        "t.csv:1:23",
        "t.csv:2:5",
        "t.csv:3:6",
        "t.csv:4:1",
        "t.csv:8:5",
        "t.csv:13:3",
        "t.csv:16:3",
    ]
    assert not any("lost" in fault for fault in faults(text))
    mended = text.replace(",colour", "").replace(",red", "").replace(",blue", "")
    mended = mended.replace("c,,,,\n", "").replace("a,first,YNN", "a,1,YNN")
    mended = mended.replace("a,y,many", "a,y,1")
    assert sum("lost" in fault for fault in faults(mended)) == 2


def test_an_option_twice_is_told_of_its_second_row():
    (fault,) = faults("party,option\na,x\nb,x\n")
    assert fault == "t.csv:3:3: 'x' is already an option, on line 2"


def test_tables_are_written_by_the_command_and_read_back(tmp_path):
    tables, case = tmp_path / "t.csv", tmp_path / "case.yaml"
    assert detente("export", "korea-2017", tables).code == 0
    assert detente("import", tables, "--output", case).code == 0
    assert dt.load(case).preferences == dt.load("korea-2017").preferences


def test_what_tables_have_no_place_for_is_said():
    said = " ".join(
        str(problem.message)
        for problem in dt.convert_case("korea-2019", "csv").warnings
    )
    assert "CSV has no place for: " in said
    assert "roadmaps" in said
    assert "events" not in said


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_case_may_start_as_tables(tmp_path, language):
    tables, case = tmp_path / "new.csv", tmp_path / "case.yaml"
    ran = detente("new", tables, "--lang", language)
    assert f"detente import {tables}" in ran.out
    assert detente("import", tables, "--output", case).code == 0
    assert detente("check", case).code == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "nfg", "gmcr"])
def test_another_command_says_how_to_bring_a_foreign_file(tmp_path, ending):
    ran = detente("analyze", tmp_path / f"x.{ending}")
    assert ran.code == 2
    assert "not a case file" in ran.err
    assert "detente import" in ran.err


def test_json_says_what_was_written(tmp_path):
    file = tmp_path / "t.csv"
    data = json.loads(detente("export", "elmira", file, "--format", "json").out)
    assert data["to"] == "csv"
    assert data["written"] == str(file)


WORKBOOKS = [pytest.mark.needs("openpyxl"), pytest.mark.needs("defusedxml")]


class TestWorkbooks:
    """What only a workbook can be."""

    pytestmark = WORKBOOKS

    @staticmethod
    def book(rows):
        from openpyxl import Workbook

        workbook = Workbook()
        for row in rows:
            workbook.active.append(row)
        stream = io.BytesIO()
        workbook.save(stream)
        return stream.getvalue()

    @staticmethod
    def saved(folder, raw):
        file = folder / "t.xlsx"
        file.write_bytes(raw)
        return file

    def refused(self, folder, raw):
        with pytest.raises((dt.CaseError, dt.TooLargeError)) as raised:
            dt.import_case(self.saved(folder, raw))
        return str(raised.value)

    def test_cells_are_read_as_what_they_are(self, tmp_path):
        import datetime

        rows = [
            ["party", "option", "now"],
            ["a", "x", True],
            ["b", "y", False],
            [],
            ["party", "of", "value"],
            ["a", "y", 0.5],
            ["b", "x", "1/3"],
            ["a", "x", -2.0],
            [],
            ["key", "value"],
            ["as_of", datetime.datetime(2019, 4, 1, tzinfo=None)],  # noqa: DTZ001
        ]
        case = dt.import_case(self.saved(tmp_path, self.book(rows))).case
        assert case.status_quo == "YN"
        assert str(case.as_of) == "2019-04-01"
        amounts = [str(each.amount.value) for each in case.preference["a"].weights]
        assert amounts == ["0.5", "-2"]

    def test_a_fault_names_sheet_column_and_row(self, tmp_path):
        said = self.refused(
            tmp_path, self.book([["party", "option", "now"], ["a", "x", "maybe"]])
        )
        assert "t.xlsx: Sheet!C2: now must be yes or no, not 'maybe'" in said

    def test_a_formula_without_a_value_is_refused_and_not_left_out(self, tmp_path):
        rows = [["party", "option"], ["a", "x"], [], ["party", "of", "value"]]
        said = self.refused(tmp_path, self.book([*rows, ["a", "x", "=1+1"]]))
        assert "Sheet!C5: a formula without a value stands here" in said

    def test_text_that_looks_like_a_formula_stays_text(self, tmp_path):
        parties = {"p": {"name": "=1+1", "options": {"a": {"name": "@SUM(A1)"}}}}
        case = dt.load({"detente": 1, "title": "+x", "parties": parties})
        file = tmp_path / "t.xlsx"
        dt.export_case(case, file)
        assert dt.import_case(file).case == case

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"\0" * 60_000_000)
        assert "unpacks to more than" in self.refused(tmp_path, stream.getvalue())

    def test_entities_are_refused(self, tmp_path):
        raw = self.book([["party", "option"], ["a", "x"]])
        lines = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(raw)) as old,
            zipfile.ZipFile(stream, "w") as packed,
        ):
            for name in old.namelist():
                part = old.read(name)
                if name == "xl/workbook.xml":
                    part = lines + part[part.index(b"<workbook") :]
                packed.writestr(name, part)
        assert "no workbook that can be read" in self.refused(
            tmp_path, stream.getvalue()
        )

    @pytest.mark.parametrize("seed", range(12))
    def test_a_damaged_workbook_is_refused_or_read(self, tmp_path, seed):
        import random

        rng = random.Random(seed)
        raw = bytearray(self.book([["party", "option"], ["a", "x"]]))
        for _ in range(rng.randint(1, 30)):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        file = self.saved(tmp_path, bytes(raw))
        assert detente("import", file).code in (0, 2, 3)

    def test_a_workbook_is_not_printed(self):
        ran = detente("export", "elmira", "-", "--to", "xlsx")
        assert ran.code == 2
        assert "a workbook needs a file of its own" in ran.err

    def test_no_workbook_at_all_is_told_as_such(self, tmp_path):
        assert "no workbook" in self.refused(tmp_path, b"party,option\na,x\n")


def test_every_option_has_its_row_with_what_is_said_of_it_and_nothing_more():
    text = (
        "party,option,name,now,undo,redo,requires,takes,cost\n"
        "a,x,Well,yes,never,,,,\n"
        "a,z,,no,,never,x and not y,2 months,1.5\n"
        "b,y,,no,1 week,at once,,,\n"
    )
    tables = case_tables(read(text).case)
    ((head, rows),) = (rest for name, *rest in tables if name == "options")
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [
        [row[key] for key in ("party", "option", "now", "undo", "redo", "requires")]
        for row in told
    ] == [
        ["a", "x", "yes", "never", "", ""],
        ["a", "z", "no", "", "never", "x and not y"],
        ["b", "y", "no", "1 week", "", ""],
    ]
    assert [(row["name"], row.get("takes"), row.get("cost")) for row in told] == [
        ("Well", "", ""),
        ("", "2 months", "1.5"),
        ("", "", ""),
    ]


def test_a_party_may_have_an_order_and_weights_each_from_its_table():
    text = (
        "party,option\na,x\nb,y\n\n"
        "party,statement,note\na,not x,dear\n\n"
        "party,of,value,low,high,assumed,note\na,x,-2,-3,-1,yes,judged\nb,x,1,,,,\n\n"
        "party,place,state\nb,1,YN\nb,2,NN\nb,2,YY\nb,3,NY\n"
    )
    wants = read(text).case.preference
    assert [written(each.formula) for each in wants["a"].statements] == ["not x"]
    (weight,) = wants["a"].weights
    amount = weight.amount
    assert (amount.value, amount.low, amount.high) == (-2, -3, -1)
    assert wants["b"].ranking == (("YN",), ("NN", "YY"), ("NY",))
    assert [each.amount.value for each in wants["b"].weights] == [1]


def test_every_event_has_its_row_with_what_is_said_of_it_and_nothing_more():
    case = dt.load(
        "detente: 1\ntitle: Told\n"
        "parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}\n"
        "roadmaps: {deal: {stages: [[x, y]]}}\n"
        "sources: {paper: A paper}\n"
        "events:\n"
        "  - {id: bare, date: 2020-01-01, kind: statement}\n"
        "  - {id: full, date: 2020-02-01, end: 2020-02-03, kind: statement, "
        "roadmap: deal, place: Geneva, source: paper, quote: They said so, "
        "supersedes: bare, tags: [loud, late]}\n"
    )
    ((head, rows),) = (rest for name, *rest in case_tables(case) if name == "events")
    bare, full = (dict(zip(head, row, strict=True)) for row in rows)
    said = {
        "end": "2020-02-03",
        "roadmap": "deal",
        "place": "Geneva",
        "source": "paper",
        "quote": "They said so",
        "supersedes": "bare",
        "tags": "loud; late",
    }
    assert {key: full[key] for key in said} == said
    assert {key: bare[key] for key in said} == dict.fromkeys(said, "")


def test_what_stands_beside_the_option_of_an_event_is_read_too():
    told = "date,kind,option,parties,value,title\n2019-01-02,deed,Act,b,yes,Done\n"
    (event,) = read(f"{OPTIONS}\n{told}").case.events
    assert (event.option, event.parties, event.value) == ("y", ("b",), True)
