"""Whatever is sent, the API answers as its description says (schemathesis)."""

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.web.pages_of_cases import SMALL

schemathesis = pytest.importorskip("schemathesis")
NO_CASE = ["2xx", "400", "401", "403", "404", "409", "422"]
"""No description says what makes a text a case, or which parameters go together."""
EXAMPLES = {"positive": 2, "negative": 1}


@pytest.fixture
def described(base, person):
    """The description, with a case, a version and a job to be asked about."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    from detente.web.api.door import paces
    from detente.web.api.models import Token
    from detente.web.cases.saving import new_case, tell

    ada = person("ada")
    case = new_case(ada, SMALL, tell(SMALL, ada, "en"))
    secret = Token.draw(ada, "schemathesis", None, writes=True)
    checks = {"positive_data_acceptance": {"expected-statuses": NO_CASE}}
    config = schemathesis.Config.from_dict(
        {
            "parameters": {"path.key": [case.key, "none"], "path.number": 1},
            "headers": {"Authorization": f"Bearer {secret}"},
            "checks": checks,
        }
    )
    paces.cache_clear()
    with override_settings(DETENTE_API_PACE=10**9):
        address = "/api/v1/openapi.json"
        yield schemathesis.openapi.from_wsgi(address, WSGIHandler(), config=config)
    paces.cache_clear()


def sent(operation, mode):
    """Send what fits the description of an operation, or what does not."""
    from django.db import transaction

    @seed(7)
    @settings(
        max_examples=EXAMPLES[mode.value],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case):
        with transaction.atomic():
            case.call_and_validate()
            transaction.set_rollback(True)

    asked()


def test_every_answer_is_as_described(described):
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:
        sent(operation, schemathesis.GenerationMode.POSITIVE)
        if operation.query or operation.body:
            sent(operation, schemathesis.GenerationMode.NEGATIVE)
