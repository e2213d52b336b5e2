"""Who may do what: every address of the app, asked by everybody."""

import pytest

from tests.web.pages_of_cases import SMALL, put, save

PEOPLE = ("nobody", "stranger", "reader", "editor", "owner", "staff")
IN, GO, NO, AWAY, IDLE = 200, 302, 403, 404, 409
EVERYBODY = (IN,) * 6
ANYBODY_IN = (GO, IN, IN, IN, IN, IN)
READERS = (GO, AWAY, IN, IN, IN, AWAY)
READERS_DO = (GO, AWAY, GO, GO, GO, AWAY)
EDITORS = (GO, AWAY, NO, GO, GO, AWAY)
OWNERS = (GO, AWAY, NO, NO, IN, AWAY)
OWNERS_DO = (GO, AWAY, NO, NO, GO, AWAY)
STAFF = (GO, NO, NO, NO, NO, IN)
"""What each of `PEOPLE` is answered; nobody is sent to the form that signs in."""

TEXT: dict[str, object] = {"text": SMALL + "# more\n", "base": 1}
SHARED: dict[str, object] = {"name": "reader", "role": "reader"}
TABLE: dict[str, tuple[str, dict[str, object], tuple[int, ...]]] = {
    # address: (method, what is sent, what each is answered)
    "health": ("get", {}, EVERYBODY),
    "look": ("get", {}, EVERYBODY),
    "speak": ("post", {"language": "ru", "back": "/"}, (GO,) * 6),
    "accounts:start": ("get", {}, (NO, GO, GO, GO, GO, GO)),
    "accounts:welcome": ("get", {}, (NO,) * 6),
    "accounts:sign_in": ("get", {}, (NO, GO, GO, GO, GO, GO)),
    "accounts:sign_out": ("post", {}, (GO,) * 6),
    "accounts:own": ("get", {}, ANYBODY_IN),
    "accounts:people": ("get", {}, STAFF),
    "accounts:invite": ("post", {"name": "new"}, STAFF),
    "accounts:person": ("post", {}, (GO, NO, NO, NO, NO, GO)),
    "accounts:log": ("get", {}, STAFF),
    "cases:asked": ("get", {}, ANYBODY_IN),
    "jobs:answer": ("get", {}, (GO, AWAY, AWAY, AWAY, IN, AWAY)),
    "jobs:cancel": ("post", {}, (GO, AWAY, AWAY, AWAY, GO, AWAY)),
    "cases:library": ("get", {}, ANYBODY_IN),
    "cases:add": ("get", {}, ANYBODY_IN),
    "cases:begin": ("post", {}, (GO,) * 6),
    "cases:paste": ("post", {"text": SMALL}, (GO,) * 6),
    "cases:upload": ("post", {}, (GO, 400, 400, 400, 400, 400)),
    "cases:case": ("get", {}, READERS),
    "cases:text": ("get", {}, READERS),
    "cases:preview": ("post", TEXT, READERS),
    "cases:discard": ("post", {}, EDITORS),
    "cases:copy": ("post", {}, READERS_DO),
    "cases:download": ("get", {}, READERS),
    "cases:delete": ("post", {}, OWNERS_DO),
    "cases:share": ("get", {}, OWNERS),
    "cases:unshare": ("post", {}, OWNERS_DO),
    "cases:versions": ("get", {}, READERS),
    "cases:compare": ("get", {}, READERS),
    "cases:version": ("get", {}, READERS),
    "cases:restore": ("post", {}, EDITORS),
    "answers:first": ("get", {}, READERS_DO),
    "answers:report": ("get", {}, READERS),
    "answers:states": ("get", {}, READERS),
    "answers:why": ("get", {}, READERS),
    "answers:what_if": ("get", {}, READERS),
    "answers:tried": ("post", {}, READERS),
    "answers:keep": ("post", {"set": "options.pay.undo=never"}, READERS_DO),
    "answers:road_maps": ("get", {}, READERS),
    "answers:road_map": ("get", {}, READERS),
    "answers:track": ("post", {}, READERS),
    "answers:moves": ("get", {}, READERS),
    "programs:tokens": ("get", {}, ANYBODY_IN),
    "programs:revoke": ("post", {}, (GO, AWAY, AWAY, AWAY, GO, AWAY)),
    "programs:page": ("get", {}, EVERYBODY),
    "programs:openapi": ("get", {}, EVERYBODY),
}
"""Addresses of other rooms have a table in the tests of their room."""
ELSEWHERE = ("questions:", "assessments:", "following:", "api:")
ALSO_POSTED: dict[str, tuple[dict[str, object], tuple[int, ...]]] = {
    "cases:text": (TEXT, EDITORS),
    "cases:share": (SHARED, OWNERS_DO),
    "programs:tokens": ({"name": "mine", "days": "30"}, ANYBODY_IN),
}


@pytest.fixture
def scene(signed_in, person):
    """A case with an owner, an editor and a reader; and everybody's browser."""
    from django.test import Client

    browsers = {name: signed_in(name) for name in PEOPLE[1:]}
    browsers["nobody"] = Client()
    staff = person("staff")
    staff.is_staff = True
    staff.save()
    owner = browsers["owner"]
    key = put(owner)
    for name in ("reader", "editor"):
        owner.post(f"/cases/{key}/share/", {"name": name, "role": name})
    save(owner, key, SMALL + "# second\n", 1)
    return browsers, key


def place(name, key, person):
    """Give the address of a view, filled with things that there are."""
    from django.urls import reverse

    from detente.web.api.models import Token
    from detente.web.jobs.models import Job

    given = {
        "accounts:start": {"secret": "x"},
        "accounts:welcome": {"secret": "x"},
        "accounts:person": {"person": person("stranger").pk, "act": "shut"},
        "cases:unshare": {"key": key, "person": person("reader").pk},
        "cases:version": {"key": key, "number": 1},
        "cases:restore": {"key": key, "number": 1},
        "cases:asked": {},
        "answers:road_map": {"key": key, "name": "plan"},
        "answers:track": {"key": key, "name": "plan"},
        "answers:moves": {"key": key, "name": "plan"},
    }
    if name in ("jobs:answer", "jobs:cancel"):
        job = Job.objects.filter(owner=person("owner")).first()
        return reverse(name, kwargs={"job": job.pk})
    if name == "programs:revoke":
        Token.draw(person("owner"), "a script", None, writes=False)
        return reverse(name, kwargs={"token": Token.objects.get().pk})
    if name in given:
        return reverse(name, kwargs=given[name])
    room = name.partition(":")[0]
    alone = name in ("cases:library", "cases:add", "cases:begin", "cases:paste")
    if room in ("cases", "answers") and not alone and name != "cases:upload":
        return reverse(name, kwargs={"key": key})
    return reverse(name)


def names():
    """Find the name of every address of the app."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns, before=""):
        for each in patterns:
            if isinstance(each, URLPattern):
                yield f"{before}{each.name}"
            else:
                room = f"{each.namespace}:" if each.namespace else ""
                yield from walk(each.url_patterns, before + room)

    return list(walk(get_resolver().url_patterns))


def test_every_address_is_in_the_table(app):
    ours = [name for name in names() if not name.startswith(ELSEWHERE)]
    assert sorted(ours) == sorted(TABLE)


def answered(browsers, method, address, sent):
    """Ask as everybody, each as if the others had not."""
    from django.db import transaction

    found = []
    for who in PEOPLE:
        with transaction.atomic():
            found.append(getattr(browsers[who], method)(address, sent).status_code)
            transaction.set_rollback(True)
    return tuple(found)


@pytest.mark.parametrize("name", TABLE)
def test_everybody_is_answered_what_the_table_says(scene, person, name):
    browsers, key = scene
    method, sent, answers = TABLE[name]
    assert answered(browsers, method, place(name, key, person), sent) == answers


@pytest.mark.parametrize("name", ALSO_POSTED)
def test_who_may_look_may_not_therefore_write(scene, person, name):
    browsers, key = scene
    sent, answers = ALSO_POSTED[name]
    sent = sent | {"base": 2} if "base" in sent else sent
    assert answered(browsers, "post", place(name, key, person), sent) == answers


POSTED = [name for name in TABLE if TABLE[name][0] == "post"]


def test_what_changes_something_is_not_done_by_a_link(scene, person):
    browsers, key = scene
    asked = {
        name: browsers["owner"].get(place(name, key, person)).status_code
        for name in POSTED
    }
    # That one leads back to the road map that it would have judged.
    assert asked.pop("answers:track") == 302
    assert {name for name, code in asked.items() if code not in (405, 403)} == set()


def test_no_form_of_another_site_is_taken(scene, person):
    from django.test import Client

    _, key = scene
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(person("owner"))
    for name in [*POSTED, *ALSO_POSTED]:
        answer = forged.post(place(name, key, person), TABLE[name][1])
        assert answer.status_code == 403, name
        assert "Load the page again" in answer.content.decode()


@pytest.mark.parametrize("name", ["korea-2017", "elmira"])
def test_a_bundled_case_is_changed_by_nobody(ada, name):
    assert ada.post(f"/cases/{name}/text/", TEXT).status_code == 404
    assert ada.post(f"/cases/{name}/delete/").status_code == 404
    assert ada.get(f"/cases/{name}/versions/").status_code == 404


def test_the_last_owner_stays(scene, person):
    browsers, key = scene
    owner = person("owner")
    browsers["owner"].post(f"/cases/{key}/share/{owner.pk}/")
    browsers["owner"].post(f"/cases/{key}/share/", {"name": "owner", "role": "reader"})
    assert browsers["owner"].get(f"/cases/{key}/share/").status_code == 200


def test_who_leaves_a_case_is_told_where_else_to_go(scene, person):
    browsers, key = scene
    owner = browsers["owner"]
    assert "Leave it" not in owner.get(f"/cases/{key}/share/").content.decode()
    owner.post(f"/cases/{key}/share/", {"name": "editor", "role": "owner"})
    assert "Leave it" in owner.get(f"/cases/{key}/share/").content.decode()
    answer = owner.post(f"/cases/{key}/share/{person('owner').pk}/")
    assert answer.headers["Location"] == "/"
    assert owner.get(f"/cases/{key}/").status_code == 404


def test_who_is_shut_out_sees_nothing_more(scene, person):
    browsers, key = scene
    browsers["owner"].post(f"/cases/{key}/share/{person('reader').pk}/")
    assert browsers["reader"].get(f"/cases/{key}/").status_code == 404


def test_a_role_is_given_to_nobody_who_is_not_there(scene):
    browsers, key = scene
    sent = {"name": "ghost", "role": "owner"}
    answer = browsers["owner"].post(f"/cases/{key}/share/", sent)
    assert answer.status_code == 400
    assert "Nobody here has this name." in answer.content.decode()
