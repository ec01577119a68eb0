"""A browser that costs little itself: one request a connection, as sync workers serve them."""

import gzip
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

CHUNK = 256 * 1024


@dataclass
class Answer:
    status: int
    headers: object
    body: bytes
    seconds: float
    seconds_to_first: float
    length: int

    @property
    def text(self):
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


@dataclass
class Browser:
    """Sends what browsers send, and the headers that every request to this site needs."""

    port: int
    headers: dict = field(default_factory=dict)

    def ask(self, method, path, *, body=b"", headers=None, keep=True):
        sent = {"Accept-Encoding": "gzip, br", **self.headers}
        sent |= {"Connection": "close", **(headers or {})}
        if body:
            sent |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": len(body),
            }
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        started_at = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as connection:
            connection.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            return read_answer(connection, started_at, keep=keep)

    def get(self, path, **words):
        return self.ask("GET", path, **words)


def read_answer(connection, started_at, *, keep):
    """To the end; without `keep` the body is counted and thrown away."""
    data, first_at = b"", None
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(CHUNK)
        first_at = first_at or time.perf_counter()
        if not chunk:
            raise ConnectionError(f"no answer: {data[:200]!r}")
        data += chunk
    head, _, rest = data.partition(b"\r\n\r\n")
    status_line, _, fields = head.partition(b"\r\n")
    parts, length = [rest], len(rest)
    while chunk := connection.recv(CHUNK):
        length += len(chunk)
        if keep:
            parts.append(chunk)
    return Answer(
        status=int(status_line.split()[1]),
        headers=BytesHeaderParser().parsebytes(fields),
        body=b"".join(parts),
        seconds=time.perf_counter() - started_at,
        seconds_to_first=first_at - started_at,
        length=length,
    )


def at_once(threads, calls):
    """Run the calls in so many threads; returns their results and the seconds it took."""
    with ThreadPoolExecutor(threads) as pool:
        started_at = time.perf_counter()
        results = list(pool.map(lambda call: call(), calls))
        return results, time.perf_counter() - started_at


def p95(numbers):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
