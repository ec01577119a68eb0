"""Somebody at the other end of the wire: what is sent is sent as it is, what comes is kept whole."""

import http.client
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.server import CSRF, Server

SECURE_HOST = "kick.example.org"


@dataclass
class Answer:
    status: int
    headers: list
    text: str
    path: str

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def cookies(self):
        """Cookie name to its Set-Cookie line."""
        lines = [value for key, value in self.headers if key.lower() == "set-cookie"]
        return {line.partition("=")[0]: line for line in lines}

    @property
    def location(self):
        return self.header("Location")


def dashed(headers):
    return {name.replace("_", "-"): text for name, text in dict(headers).items()}


class Visitor:
    """Keeps cookies as a browser does; every header can be forged."""

    def __init__(self, server, *, cookies=(), headers=()):
        self.server = server
        self.cookies = {server.csrf_cookie: CSRF, **dict(cookies)}
        self.headers = dashed(headers)

    def ask(self, method, path, fields=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"Host": self.server.host, "Origin": self.server.origin, **self.server.always}
        sent |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= {**self.headers, **dashed(headers)}
        body, token = None, self.cookies[self.server.csrf_cookie]
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read().decode(), path)
        connection.close()
        for line in answer.cookies.values():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, fields=(), **headers):
        return self.ask("POST", path, dict(fields), **headers)

    def again(self, **headers):
        """The same browser, elsewhere: what it gets from now on this one does not."""
        return Visitor(self.server, cookies=self.cookies, headers=headers)


class Wired(Server):
    """Kick behind gunicorn, on this machine."""

    csrf_cookie, always = "kick-csrf", {}

    @property
    def host(self):
        return f"localhost:{self.port}"

    @property
    def origin(self):
        return f"http://{self.host}"

    def visitor(self, **headers):
        return Visitor(self, headers=headers)


class Secured(Wired):
    """As it is in earnest: https, behind a proxy that says so."""

    csrf_cookie, always = "__Host-kick-csrf", {"X-Forwarded-Proto": "https"}
    host, origin = SECURE_HOST, f"https://{SECURE_HOST}"

    def __init__(self, folder, **options):
        super().__init__(folder, **options)
        self.surroundings |= {"SITE_URL": self.origin, "BEHIND_HTTPS_PROXY": "1"}

    def get(self, path):
        answer = self.visitor().get(path)
        return answer.status, answer.location, answer.text
