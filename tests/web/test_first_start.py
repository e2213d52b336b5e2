"""At home: a link that opens the door once, and no other way in."""

import pytest


@pytest.fixture
def link(base):
    from detente.web.accounts.models import SignInLink, User

    return f"/start/{SignInLink.draw(User.local())}/"


@pytest.fixture
def stranger(app):
    from django.test import Client

    return Client()


def test_the_link_leads_to_the_library(stranger, link):
    answer = stranger.get(link, follow=True)
    assert answer.status_code == 200
    assert "Korean Peninsula, April 2019" in answer.content.decode()


def test_the_link_works_once(stranger, link):
    from django.test import Client

    stranger.get(link)
    answer = Client().get(link)
    assert answer.status_code == 403
    assert "This link was used" in answer.content.decode()


def test_whoever_is_in_already_may_use_the_old_link_as_a_bookmark(stranger, link):
    stranger.get(link)
    assert stranger.get(link).headers["Location"] == "/"


def test_an_old_link_opens_nothing(stranger, link):
    from datetime import timedelta

    from detente.web.accounts.models import SignInLink

    for each in SignInLink.objects.all():
        before = each.made - SignInLink.GOOD_FOR - timedelta(seconds=1)
        SignInLink.objects.filter(pk=each.pk).update(made=before)
    assert stranger.get(link).status_code == 403


def test_a_new_link_puts_the_old_one_out_of_use(stranger, link):
    from detente.web.accounts.models import SignInLink, User

    SignInLink.draw(User.local())
    assert stranger.get(link).status_code == 403


def test_the_secret_of_a_link_is_not_kept(link):
    from detente.web.accounts.models import SignInLink

    secret = link.split("/")[2]
    assert secret not in SignInLink.objects.get().mark


def test_without_the_link_there_is_no_way_in(stranger, base):
    answer = stranger.get("/", follow=True)
    assert answer.status_code == 403
    assert "Open the link that was printed" in answer.content.decode()


def test_a_page_says_whether_all_is_well_to_anybody(stranger, base):
    assert stranger.get("/health/").json()["status"] == "ok"
