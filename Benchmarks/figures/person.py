"""A person with a browser, without the browser: follows redirects, keeps cookies, sends forms."""
import http.client
import http.cookies
import urllib.parse
from html.parser import HTMLParser


class Form(HTMLParser):
    """The first form of a page (or the one whose action contains `wanted`), with the values that stand in its fields."""

    def __init__(self, html, wanted=""):
        super().__init__()
        self.wanted = wanted
        self.action = None
        self.fields = {}
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form" and self.action is None and self.wanted in found.get("action", ""):
            self.action, self.inside = found.get("action", ""), True
        elif self.inside and tag == "input" and found.get("name"):
            self.fields[found["name"]] = found.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


class Answer:
    def __init__(self, status, headers, body, url):
        self.status, self.headers, self.body, self.url = status, headers, body, url

    @property
    def text(self):
        return self.body.decode()


class Person:
    def __init__(self):
        self.cookies = {}

    def get(self, url):
        return self.request("GET", url)

    def send(self, page, wanted="", **values):
        """Sends the page's form with these values."""
        form = Form(page.text, wanted)
        assert form.action is not None, f"no form for {wanted!r} on {page.url} ({page.status})"
        url = urllib.parse.urljoin(page.url, form.action)
        return self.request("POST", url, {**form.fields, **values}, origin=page.url)

    def request(self, method, url, fields=None, origin=None, redirects=6):
        parts = urllib.parse.urlsplit(url)
        # Every *.localhost is this machine (RFC 6761, section 6.3), whatever its resolver says.
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=60)
        headers = {"Host": parts.netloc, "Accept": "text/html", "Cookie": self.cookie(parts.hostname)}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = "http://" + urllib.parse.urlsplit(origin or url).netloc
        path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request(method, path, urllib.parse.urlencode(fields) if fields is not None else None, headers)
        response = connection.getresponse()
        self.keep(parts.hostname, response)
        answer = Answer(response.status, response.headers, response.read(), url)
        connection.close()
        if answer.status in (301, 302, 303, 307) and redirects:
            return self.request("GET", urllib.parse.urljoin(url, response.headers["Location"]), redirects=redirects - 1)
        return answer

    def cookie(self, host):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.get(host, {}).items())

    def keep(self, host, response):
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies.setdefault(host, {})[name] = morsel.value

    def download(self, url):
        """The number of lines and bytes, without keeping them."""
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=600)
        connection.request("GET", f"{parts.path}?{parts.query}", headers={
            "Host": parts.netloc, "Cookie": self.cookie(parts.hostname)})
        response = connection.getresponse()
        assert response.status == 200, response.status
        lines = size = 0
        while chunk := response.read(1 << 20):
            lines += chunk.count(b"\n")
            size += len(chunk)
        connection.close()
        return lines, size
