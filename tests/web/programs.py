"""A program that asks the JSON API, by a token of somebody's."""

import json

from tests.web.pages_of_cases import SMALL

YAML = "application/yaml"


class Program:
    """Sends requests as a program does: a token, a body, no cookie."""

    def __init__(self, secret=None, language=None):
        from django.test import Client

        self.secret = secret
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self._headers = {}
        if secret is not None:
            self._headers["authorization"] = f"Bearer {secret}"
        if language is not None:
            self._headers["accept-language"] = language

    def send(self, method, path, body="", kind=YAML):
        """Send a request below the root of the API and give the response."""
        more = {"content_type": kind} if body else {}
        return self._client.generic(
            method, f"/api/v1/{path}", body, headers=self._headers, **more
        )

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, body="", kind=YAML):
        return self.send("POST", path, body, kind)

    def put(self, path, body="", kind=YAML):
        return self.send("PUT", path, body, kind)

    def delete(self, path):
        return self.send("DELETE", path)

    def add(self, text=SMALL):
        """Put a case into the library and give its key."""
        answer = self.post("cases", text)
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()["key"]


def codes(answer):
    """Give what an answer says is wrong, by code."""
    assert answer.headers["Content-Type"].startswith("application/json")
    return [each["code"] for each in json.loads(answer.content)["problems"]]
