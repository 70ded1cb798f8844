"""What a person's browser does, without a browser: cookies for each host, forms, redirects, and nothing kept secret."""

import html
import http.client
import html.parser
import json
import urllib.parse


class Page:
    """An answer, with its forms as a browser would send them."""

    def __init__(self, status, headers, body, url):
        self.status, self.headers, self.body, self.url = status, headers, body, url

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def forms(self):
        reader = _FormReader()
        reader.feed(self.text)
        return reader.forms

    def form(self, action):
        """The first form whose action holds `action`."""
        for form in self.forms:
            if action in form["action"]:
                return form
        raise AssertionError(f"no form {action!r} among {[form['action'] for form in self.forms]}: {self.said}")

    @property
    def links(self):
        reader = _FormReader()
        reader.feed(self.text)
        return reader.links

    @property
    def said(self):
        """The page's text without its tags, as far as a failed test needs it."""
        reader = _FormReader()
        reader.feed(self.text)
        return f"{self.status} {self.url}: " + " ".join(" ".join(reader.text).split())[:600]


class _FormReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.links, self.text = [], [], []
        self.select = self.area = None
        self.hidden = 0

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag in ("script", "style"):
            self.hidden += 1
        if tag == "a" and a.get("href"):
            self.links.append(a["href"])
        if tag == "form":
            self.forms.append({"action": a.get("action", ""), "method": a.get("method", "get").lower(), "fields": []})
        if not self.forms:
            return
        fields = self.forms[-1]["fields"]
        if tag == "input" and a.get("name") and a.get("type") not in ("submit", "button"):
            if a.get("type") in ("checkbox", "radio") and "checked" not in a:
                return
            fields.append((a["name"], a.get("value", "")))
        if tag == "button" and a.get("name"):
            fields.append((a["name"], a.get("value", "")))
        if tag == "select":
            self.select = [a.get("name"), None]
        if tag == "option" and self.select and (self.select[1] is None or "selected" in a):
            self.select[1] = a.get("value", "")
        if tag == "textarea":
            self.area = [a.get("name"), ""]

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.hidden -= 1
        if tag == "select" and self.select:
            self.forms[-1]["fields"].append((self.select[0], self.select[1] or ""))
            self.select = None
        if tag == "textarea" and self.area:
            self.forms[-1]["fields"].append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.area[1] += data
        elif not self.hidden:
            self.text.append(data)


class Browser:
    """Cookies by host name. Every name under `localhost` is this machine."""

    def __init__(self):
        self.cookies = {}
        self.requests = []

    def request(self, method, url, body=None, headers=None, html=True, connect=None, timeout=60):
        parts = urllib.parse.urlsplit(url)
        send = {"Host": parts.netloc, "Accept": "text/html" if html else "application/json"}
        jar = self.cookies.setdefault(parts.hostname, {})
        if jar:
            send["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        if method == "POST":
            send["Origin"] = f"{parts.scheme}://{parts.netloc}"
        send.update(headers or {})
        send = {name: value for name, value in send.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", connect or parts.port, timeout=timeout)
        try:
            target = parts.path or "/"
            connection.putrequest(method, target + (f"?{parts.query}" if parts.query else ""), True, True)
            if body is not None and "Content-Length" not in send and "Transfer-Encoding" not in send:
                send["Content-Length"] = str(len(body))
            for name, value in send.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            page = Page(response.status, response.getheaders(), response.read(), url)
        finally:
            connection.close()
        for name, value in page.headers:
            if name.lower() == "set-cookie":
                self._keep(jar, value)
        return page

    @staticmethod
    def _keep(jar, value):
        pair, *attributes = value.split(";")
        name, _, content = pair.strip().partition("=")
        if any(attribute.strip().lower() == "max-age=0" for attribute in attributes):
            jar.pop(name, None)
        else:
            jar[name] = content

    def get(self, url, follow=True, **more):
        return self._go("GET", url, None, follow, more)

    def post(self, url, fields, follow=True, **more):
        more["headers"] = {"Content-Type": "application/x-www-form-urlencoded"} | (more.get("headers") or {})
        return self._go("POST", url, urllib.parse.urlencode(fields).encode(), follow, more)

    def _go(self, method, url, body, follow, more):
        page = self.request(method, url, body, **more)
        for _ in range(8):
            if not follow or page.status not in (302, 303, 307):
                return page
            page = self.request("GET", urllib.parse.urljoin(page.url, page.header("Location")))
        raise AssertionError(f"redirects without end at {page.url}")

    def submit(self, page, action, changes=None, **more):
        """Sends the page's form whose action holds `action`, as it stands there but for `changes`."""
        form = page.form(action)
        changes = dict(changes or {})
        fields = [(name, changes.pop(name, value)) for name, value in form["fields"]] + list(changes.items())
        url = urllib.parse.urljoin(page.url, form["action"])
        if form["method"] == "get":
            return self.get(url.split("?")[0] + "?" + urllib.parse.urlencode(fields), **more)
        return self.post(url, fields, **more)

    def sign_in(self, link):
        page = self.get(link)
        return self.submit(page, urllib.parse.urlsplit(link).path)

    def open(self, control, workspace, app):
        """From the console's list into an app, by its pass; returns the app's first page."""
        page = self.get(f"{control}/open/{workspace}/{app}")
        form = page.form("/_freehold/pass")
        return self.post(form["action"], form["fields"], headers={"Origin": control})


def unescape(text):
    return html.unescape(text)
