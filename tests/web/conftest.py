"""The web app on a database of its own, and people who come to it."""

import importlib.util
import os

import pytest

WITH_THE_WEB = importlib.util.find_spec("django") is not None
if not WITH_THE_WEB:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """Django, set up on an empty folder; questions are answered at once."""
    import django
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    # A browser that the same process drives has a loop running all the while.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["DETENTE_DATA"] = str(tmp_path_factory.mktemp("data"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "detente.web.settings"
    django.setup()
    from django.conf import settings

    settings.DETENTE_EXECUTOR = "tests.web.remembering.Remembering"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(kept, verbosity=0)
    teardown_test_environment()


@pytest.fixture
def base(app):
    """A database as it was before the test."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def person(base):
    """Give somebody with an account, by name."""
    from detente.web.accounts.models import User

    def known(name):
        return User.objects.get_or_create(username=name)[0]

    return known


@pytest.fixture
def signed_in(person):
    """Give the browser of somebody who is signed in."""
    from django.test import Client

    def browser(name="ada"):
        client = Client(enforce_csrf_checks=False)
        client.force_login(person(name))
        return client

    return browser


@pytest.fixture
def ada(signed_in):
    return signed_in("ada")


@pytest.fixture
def program(base, person):
    """Give a program that asks the JSON API as somebody."""
    from detente.web.api.door import paces
    from detente.web.api.models import Token
    from tests.web.programs import Program

    paces.cache_clear()

    def made(name="ada", language=None, *, writes=True):
        secret = Token.draw(person(name), f"of {name}", None, writes=writes)
        return Program(secret, language)

    yield made
    paces.cache_clear()
