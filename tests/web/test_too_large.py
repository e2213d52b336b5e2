"""What is more than the server takes is refused by a page, in the sender's language."""

import socket
from http.client import HTTPConnection
from threading import Thread

import pytest

pytestmark = [pytest.mark.needs("django"), pytest.mark.needs("waitress")]
MORE = "13000000"


@pytest.fixture(scope="module")
def listening(app):
    """The server itself, without a proxy; give its port."""
    from detente.web.serving import Serving, _listening

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _listening(Serving(port=port), "")
    running = Thread(target=server.run)
    running.start()
    yield port
    server.close()
    running.join()


def sent(port, path, **headers):
    """Send the head of a request, and as of the body what it takes to be refused."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.putrequest("POST", path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(b"x")
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer, told


def test_a_file_that_the_server_does_not_read_is_refused_on_a_page(listening):
    answer, told = sent(
        listening, "/cases/add/file/", Content_Length=MORE, Accept_Language="ru"
    )
    assert answer.status == 413
    assert "предел 12 МБ" in told
    assert '<link rel="stylesheet"' in told
    assert answer.headers["Connection"] == "close"


def test_as_much_as_the_server_does_not_read_is_too_much_for_the_app(listening):
    from detente.web.too_large import MOST

    answer, told = sent(listening, "/cases/add/file/", Content_Length=str(MOST))
    assert answer.status == 413
    assert "12 MB" in told


def test_a_body_of_which_no_length_is_told_is_refused_once_it_is_too_large(listening):
    from detente.web.too_large import MOST

    head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", listening)) as connection:
        connection.sendall(head.encode())
        connection.sendall(f"{MOST + 1:x}\r\n".encode() + b"x" * MOST)
        told = connection.makefile("rb").read(400).decode()
    assert told.startswith("HTTP/1.1 413 ")


def test_a_program_is_told_so_in_json(listening):
    answer, told = sent(listening, "/api/v1/answers/check", Content_Length=MORE)
    assert answer.status == 413
    assert answer.headers["Content-Type"].startswith("application/json")
    assert '"too-large"' in told


def test_another_server_that_reads_all_of_it_comes_to_the_same_page(base):
    from django.test import Client

    length = {"CONTENT_LENGTH": MORE}
    answer = Client().post("/cases/add/text/", {"text": "x"}, **length)
    assert answer.status_code == 413
    assert "12 MB" in answer.content.decode()
    less = {"CONTENT_LENGTH": "11999999"}
    assert Client().post("/cases/add/text/", {"text": "x"}, **less).status_code != 413


def test_what_is_wrong_with_the_head_alone_is_told_by_the_server(listening):
    answer, told = sent(listening, "/", Content_Length="many")
    assert (answer.status, "<html" in told) == (400, False)
