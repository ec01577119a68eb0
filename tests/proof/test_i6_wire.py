"""CATALOGUE I6: a forged host in the shapes that only a bare line can have."""

import re
import socket

import pytest

from tests.proof.wire import Wired

ELSEWHERE = "ond.example"


@pytest.mark.proof
def test_i6_on_the_wire(committed, tmp_path, figure):
    lines = [
        ["GET /konto/logga-in/ HTTP/1.1", f"Host: {ELSEWHERE}"],
        [f"GET http://{ELSEWHERE}/konto/logga-in/ HTTP/1.1", f"Host: {ELSEWHERE}"],
        ["GET /konto/logga-in/ HTTP/1.1", "Host: localhost", f"Host: {ELSEWHERE}"],
        ["GET /konto/logga-in/ HTTP/1.1", f"Host: {ELSEWHERE}", "Host: localhost"],
        ["GET /konto/logga-in/ HTTP/1.1", f" Host: {ELSEWHERE}"],
        ["GET /konto/logga-in/ HTTP/1.1", f"Host : {ELSEWHERE}"],
        ["GET /konto/logga-in/ HTTP/1.1", "Host:"],
    ]
    with Wired(tmp_path) as server:
        answers = [spoken(server.port, words) for words in lines]

    figure("I6", f"{len(lines)} forged requests on the wire: all refused")
    assert [answer for answer in answers if not re.match(r"HTTP/1.. 400 ", answer)] == []
    assert not any(ELSEWHERE in answer.partition("\r\n\r\n")[2] for answer in answers)


def spoken(port, words):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall("\r\n".join([*words, "Connection: close", "", ""]).encode())
        parts = iter(lambda: line.recv(65536), b"")
        return b"".join(parts).decode(errors="replace")
