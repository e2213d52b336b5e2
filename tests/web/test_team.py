"""The server of a team: it starts only where that is safe, and keeps what it must."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

KEY = "k" * 60


@pytest.fixture
def around():
    from detente.web.surroundings import surroundings

    told = {
        "DETENTE_SECRET_KEY": KEY,
        "DETENTE_HOSTS": "deals.example.org",
        "DETENTE_BEHIND_TLS_PROXY": "yes",
    }
    return surroundings(told)


def codes(around, **serving):
    from detente.web.serving import Serving, unsafe

    return [each.code for each in unsafe(Serving(**serving), around)]


def test_at_home_nothing_is_missing(around):
    bare = replace(around, secret="", proxy="", named=False)
    assert codes(bare) == codes(bare, host="::1") == codes(bare, host="localhost") == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])
def test_in_public_everybody_needs_an_account(around, host):
    assert codes(around, host=host) == ["no-accounts"]
    assert codes(around, host=host, team=True) == []


def test_a_team_lacks_all_that_is_missing_at_once(around):
    bare = replace(around, secret="short", proxy="", named=False)
    assert codes(bare, team=True) == ["no-secret", "no-tls", "no-host"]


@pytest.mark.parametrize(
    ("said", "proxy"), [("yes", "127.0.0.1"), ("10.0.0.2", "10.0.0.2"), ("no", "")]
)
def test_the_proxy_is_on_this_machine_or_named(said, proxy):
    from detente.web.surroundings import surroundings

    assert surroundings({"DETENTE_BEHIND_TLS_PROXY": said}).proxy == proxy


def test_a_database_is_told_by_its_address():
    from detente.web.surroundings import database_of, surroundings

    url = "postgresql://ann:p%40ss@db.example.org:5433/deals?sslmode=require"
    made = database_of(surroundings({"DETENTE_DATABASE_URL": url}))
    assert str(made["ENGINE"]).endswith("postgresql")
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("deals", "ann", "p@ss")
    assert (made["HOST"], made["PORT"]) == ("db.example.org", "5433")
    assert made["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_another_database_is_refused(url):
    from detente.web.surroundings import database_of, surroundings

    with pytest.raises(ValueError, match="DETENTE_DATABASE_URL"):
        database_of(surroundings({"DETENTE_DATABASE_URL": url}))


def test_the_key_at_home_is_drawn_once_and_read_by_its_owner_only(tmp_path):
    from detente.web.surroundings import secret_of, surroundings

    around = surroundings({"DETENTE_DATA": str(tmp_path / "new")})
    drawn = secret_of(around)
    assert len(drawn) >= 50
    assert secret_of(around) == drawn
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


@pytest.fixture
def team(base, settings_of_a_team):
    from django.test import Client

    return Client()


@pytest.fixture
def settings_of_a_team():
    from django.test import override_settings

    with override_settings(TEAM=True):
        yield


def invited(name="ben", *, staff=False):
    from detente.web.accounts.views import invited as invite

    return invite(None, name, staff=staff)


GOOD = "correct horse battery"


def test_who_is_invited_chooses_a_password_once(team):
    link = invited()
    assert team.get(link).status_code == 200
    chosen = {"new_password1": GOOD, "new_password2": GOOD}
    assert team.post(link, chosen).status_code == 302
    assert team.get("/").status_code == 200
    assert team.post(link, chosen).status_code == 403


@pytest.mark.parametrize("weak", ["1234567890", "password", "short", "ben"])
def test_a_weak_password_is_refused_with_the_reason(team, weak):
    answer = team.post(invited(), {"new_password1": weak, "new_password2": weak})
    assert answer.status_code == 200
    assert 'class="fault"' in answer.content.decode()


def test_the_link_at_home_signs_nobody_of_a_team_in(team):
    from detente.web.accounts.models import SignInLink, User

    secret = SignInLink.draw(User.objects.create(username="ben"))
    assert team.get(f"/start/{secret}/").status_code == 403


def signing_in(client, name, password):
    return client.post("/sign-in/", {"username": name, "password": password})


@pytest.fixture
def ben(team):
    from detente.web.accounts.models import User

    return User.objects.create_user("ben", password=GOOD)


def test_name_and_password_let_in(team, ben):
    assert signing_in(team, "ben", GOOD).status_code == 302
    assert team.get("/").status_code == 200


def test_after_five_failures_not_even_the_right_password_lets_in(team, ben):
    for _ in range(5):
        assert signing_in(team, "Ben", "wrong").status_code == 200
    assert signing_in(team, "ben", GOOD).status_code == 429


def test_failures_elsewhere_do_not_bar_somebody_here_at_once(team, ben):
    from django.test import Client

    far = Client(REMOTE_ADDR="198.51.100.7")
    for _ in range(20):
        signing_in(far, "ben", "wrong")
    assert signing_in(team, "ben", GOOD).status_code == 302


def test_many_failures_from_one_address_bar_it(team, ben):
    for n in range(30):
        signing_in(team, f"name{n}", "wrong")
    assert signing_in(team, "ben", GOOD).status_code == 429


def test_an_account_that_is_shut_lets_nobody_in(team, ben):
    ben.is_active = False
    ben.save()
    assert signing_in(team, "ben", GOOD).status_code == 200


def test_who_is_shut_out_while_inside_is_out_at_once(team, ben):
    signing_in(team, "ben", GOOD)
    ben.is_active = False
    ben.save()
    assert team.get("/").status_code == 302


@pytest.fixture
def entry(base):
    from detente.web.audit.models import Entry

    return Entry.write(None, "tried", "this")


@pytest.mark.parametrize(
    "edit",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: type(entry).objects.update(what="other"),
        lambda entry: type(entry).objects.all().delete(),
    ],
)
def test_an_entry_of_the_log_is_not_edited(entry, edit):
    from detente.web.audit.models import UneditableError

    with pytest.raises(UneditableError):
        edit(entry)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET what = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_itself_refuses_to_edit_the_log(entry, statement):
    from django.db import DatabaseError, connection, transaction

    with (
        pytest.raises(DatabaseError, match="cannot be edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_deeds_stand_in_the_log(signed_in):
    from detente.web.audit.models import Entry
    from tests.web.pages_of_cases import SMALL, put, save

    ada = signed_in("ada")
    key = put(ada)
    save(ada, key, SMALL + "# more\n", 1)
    ada.post(f"/cases/{key}/versions/1/restore/")
    ada.post(f"/cases/{key}/delete/")
    told = [(each.who, each.what, each.about) for each in Entry.objects.all()[::-1]]
    deeds = ("case added", "case saved", "version brought back", "case deleted")
    assert told == [("ada", deed, key) for deed in deeds]


def test_the_log_is_told_in_the_readers_language(signed_in, person):
    from tests.web.pages_of_cases import put, shown

    ada = person("ada")
    ada.is_staff = True
    ada.save()
    browser = signed_in("ada")
    put(browser)
    browser.post("/people/invite/", {"name": "ben", "staff": "on"})
    told = shown(browser, "/people/log/")
    assert ">case added</td>" in told
    assert "ben (staff)" in told
    browser.post("/language/", {"language": "ru", "back": "/"})
    told = shown(browser, "/people/log/")
    assert ">спор добавлен</td>" in told
    assert "ben (ведёт сервер)" in told


@pytest.mark.parametrize(
    ("role", "english", "russian"),
    [
        ("reader", "may read", "может читать"),
        ("editor", "may write", "может править"),
        ("owner", "owns it", "владеет"),
    ],
)
def test_the_log_tells_a_role_in_words(signed_in, person, role, english, russian):
    from tests.web.pages_of_cases import put, shown

    ada = person("ada")
    ada.is_staff = True
    ada.save()
    person("ben")
    browser = signed_in("ada")
    key = put(browser)
    browser.post(f"/cases/{key}/share/", {"name": "ben", "role": role})
    assert f">{key} (ben: {english})</td>" in shown(browser, "/people/log/")
    browser.post("/language/", {"language": "ru", "back": "/"})
    assert f">{key} (ben: {russian})</td>" in shown(browser, "/people/log/")


@pytest.mark.parametrize("path", ["/welcome/none/", "/start/none/"])
def test_who_comes_to_a_team_with_a_link_that_does_not_work_is_not_sent_home(
    team, path
):
    answer = team.get(path, secure=True)
    told = answer.content.decode()
    assert answer.status_code == 403
    assert 'href="/sign-in/"' in told.split("<main")[1]
    assert "detente serve" not in told


def test_every_deed_in_the_log_has_a_name():
    from detente.report.words import words_of
    from detente.web.accounts.people import _deeds

    root = Path(__file__).parents[2] / "src/detente/web"
    code = "".join(each.read_text("utf-8") for each in root.rglob("*.py"))
    written = set(re.findall(r'Entry\.write\(\s*(?:self\.)?request,\s*"([^"]+)"', code))
    assert len(written) > 15
    assert written <= set(_deeds(words_of("en")))


def test_a_backup_is_read_back_whole(base, signed_in, tmp_path):
    from detente.errors import QuestionError
    from detente.web import keeping
    from detente.web.audit.models import Entry
    from detente.web.cases.models import Case, Version
    from tests.web.pages_of_cases import SMALL, put, save

    ada = signed_in("ada")
    save(ada, put(ada), SMALL + "# Второй\n", 1)
    file = Path(tmp_path) / "all.gz"
    n = keeping.backup(file)
    with pytest.raises(QuestionError, match="already"):
        keeping.restore(file)
    before = list(Version.objects.values_list("number", "text", "author__username"))
    assert n == 1 + 1 + 1 + 2 + Entry.objects.count()
    Case.objects.all().delete()
    assert before
    damaged = Path(tmp_path) / "damaged.gz"
    damaged.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(QuestionError, match=r"already|not a whole one"):
        keeping.restore(damaged)
