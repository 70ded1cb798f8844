"""Requests that no browser of an honest person sends, to both planes."""

import os
import socket
import urllib.parse

from browser import Browser
from house import CANARY, ProductTest
from installation import eventually


class RequestTests(ProductTest):
    def pass_form(self, workspace="home", app="collections"):
        form = self.owner.get(f"{self.house.control}/open/{workspace}/{app}").form("/_freehold/pass")
        return form["action"], dict(form["fields"])

    def exchange(self, target, fields, origin=None):
        return Browser().post(
            target, fields, follow=False, html=False, headers={"Origin": origin or self.house.control})

    def test_a_pass_is_good_once_here_and_only_from_the_control_plane(self):
        target, fields = self.pass_form()
        elsewhere = target.replace("home.apps", "elsewhere.apps")
        self.refused(self.exchange(elsewhere, fields), 421, "unknown_host")
        self.refused(self.exchange(target, fields, origin="http://evil.example"), 401, "pass_forged")
        token = fields["pass"]
        forged = token[:-8] + ("A" if token[-8] != "A" else "B") + token[-7:]
        self.refused(self.exchange(target, fields | {"pass": forged}), 401, "pass_forged")
        self.assertEqual(self.exchange(target, fields).status, 303)
        self.refused(self.exchange(target, fields), 401, "pass_used")
        self.refused(self.exchange(target, {"pass": "a.b"}), 400, "malformed_request")
        self.refused(self.exchange(target, {"pass": "a" * 100_000}), 413, "too_large")

    def test_a_pass_leads_to_no_foreign_address(self):
        target, fields = self.pass_form()
        page = self.exchange(target, fields | {"app": "//evil.example"})
        self.assertEqual(page.header("Location"), "/_freehold/return")

    def test_a_workspace_knows_neither_passes_nor_cookies_of_another(self):
        self.enter()
        page = self.owner.get(f"{self.house.control}/account")
        self.owner.submit(page, "/workspaces", {"slug": "second", "title": "Second <b>"})
        self.assertNotIn("Second <b>", self.owner.get(f"{self.house.control}/w/second").text)
        target, fields = self.pass_form()
        foreign = target.replace("home.apps", "second.apps")
        eventually(lambda: self.exchange(foreign, fields).json["problem"] == "pass_for_other_host")
        thief = Browser()
        thief.cookies["second.apps.localhost"] = self.owner.cookies["home.apps.localhost"]
        page = thief.get(f"{self.house.app('second')}/collections", follow=False)
        self.assertEqual(page.status, 303)
        self.assertTrue(page.header("Location").startswith(f"{self.house.control}/open/second"))

    def test_another_person_sees_nothing_of_this_workspace(self):
        stranger = Browser()
        control = self.house.control
        stranger.submit(stranger.get(f"{control}/sign-in"), "/sign-in", {"email": "eve@evil.example"})
        outbox = self.owner.get(f"{control}/outbox").text
        link = outbox[outbox.rindex(f"{control}/sign-in/"):].split("<")[0].split('"')[0].split()[0]
        self.assertEqual(stranger.sign_in(link).status, 200)
        for path in ("/w/home", "/w/home/audit", "/w/home/members", "/w/home/apps/collections/spec",
                     "/open/home/collections", "/outbox"):
            self.refused(stranger.get(control + path, html=False), 404, "not_found")

    def test_a_form_counts_only_from_our_own_page_with_its_own_token(self):
        self.enter()
        reference = f"{CANARY}-csrf"
        form = self.ask_payment(self.open_invoices(), reference).form("record_payment")
        target = self.house.app() + form["action"]
        for headers in ({"Origin": "http://evil.example"}, {"Origin": None}, {"Origin": self.house.control},
                        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            page = self.owner.post(target, form["fields"], follow=False, html=False, headers=headers)
            self.refused(page, 403, "form_expired")
        fields = dict(form["fields"])
        for token in (None, "", "x", fields["csrf"][::-1]):
            changed = fields | {"csrf": token} if token is not None else {k: v for k, v in fields.items() if k != "csrf"}
            self.refused(self.owner.post(target, changed, follow=False, html=False), 403, "form_expired")
        console = self.owner.get(f"{self.house.control}/account").form("/account/name")
        page = self.owner.post(
            f"{self.house.control}/account/name", console["fields"], html=False, headers={"Origin": self.house.app()})
        self.refused(page, 403, "form_expired")
        self.assertEqual(self.payments(reference), 0)

    def test_an_action_reaches_only_rows_that_its_query_returns(self):
        self.enter()
        reference = f"{CANARY}-row"
        form = self.ask_payment(self.open_invoices(), reference).form("record_payment")
        target = self.house.app() + form["action"]

        def send(**changes):
            fields = dict(form["fields"]) | {"idempotency": os.urandom(16).hex()}
            fields |= {name.replace("_", ".", 1): value for name, value in changes.items()}
            return self.owner.post(target, fields, follow=False, html=False)

        self.refused(send(param_id="999999999", key_id="999999999"), 404, "row_not_found")
        self.refused(send(param_id="1", key_id="2"), 404, "row_not_found")
        self.refused(send(param_id="1 or true", key_id="1 or true"), 400, "malformed_request")
        self.refused(send(idempotency=""), 400, "malformed_request")
        self.refused(self.owner.post(target.replace("record_payment", "drop_all"), form["fields"], html=False),
                     404, "not_found")
        self.assertEqual(self.payments(reference), 0)

    def test_nobody_is_sent_away_by_a_form_or_acts_under_another_name(self):
        self.enter()
        reference = f"{CANARY}-return"
        form = self.ask_payment(self.open_invoices(), reference).form("record_payment")
        for target in ("//evil.example/", "https://evil.example", "/x\r\nSet-Cookie: a=b", "/\\evil.example"):
            fields = dict(form["fields"]) | {
                "return": target, "idempotency": os.urandom(16).hex(), "in.viewer_email": "evil@evil.example",
                "viewer_email": "evil@evil.example"}
            page = self.owner.post(self.house.app() + form["action"], fields, follow=False)
            self.assertEqual(page.status, 303, page.said)
            self.assertRegex(page.header("Location"), r"^/collections(/[a-z0-9/]*)?$")
            self.assertFalse([value for _, value in page.headers if value.startswith("a=b")])
        self.assertEqual(
            self.house.sql(f"select distinct recorded_by from payments where reference = '{reference}'"),
            "owner@freehold.local")

    def test_a_machine_without_a_session_is_told_so(self):
        for path in ("/", "/collections", "/collections/invoices/1"):
            self.refused(Browser().get(self.house.app() + path, html=False), 401, "not_signed_in")

    def test_wrong_methods_name_the_right_ones(self):
        for method, path, allow in (
            ("DELETE", "/collections", "GET, HEAD"), ("GET", "/_freehold/pass", "POST"),
            ("PUT", "/collections/-/actions/record_payment", "GET, HEAD, POST"), ("POST", "/healthz", "GET, HEAD"),
        ):
            page = self.refused(
                Browser().request(method, self.house.app() + path, html=False), 405, "method_not_allowed")
            self.assertEqual(page.header("Allow"), allow)

    def test_addresses_that_lead_nowhere(self):
        self.enter()
        for path in ("/nope", "/collections/nope", "/collections/../../etc/passwd", "/collections/%2e%2e/%2e%2e/x",
                     "/_freehold/assets/%2e%2e%2fx", "/collections//evil", "//evil.example/", "/%00", "/" + "a" * 8000):
            self.refused(self.owner.request("GET", self.house.app() + path, html=False), 404, "not_found")
        self.refused(self.owner.get(f"{self.app}/invoices/abc", html=False), 422, "invalid_input")
        for query in ("?%ff=1", "?q.1=%00"):
            self.refused(self.owner.get(f"{self.app}/{query}", html=False), 400, "malformed_request")
        self.refused_page(self.owner.get(f"{self.house.app()}/nope"), 404, "nothing at this address")

    def test_broken_requests_are_refused_and_the_server_stays(self):
        host = urllib.parse.urlsplit(self.house.app()).netloc
        head = f"POST /collections/-/actions/record_payment HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\n"
        cut = self.raw(f"{head}{form}Content-Length: 1000\r\n\r\ncsrf={CANARY}")
        self.assertIn('"incomplete_body"', cut)
        self.assertIn(" 413 ", self.raw(f"{head}{form}Content-Length: 50000000\r\n\r\n"))
        for many in (f"X: {'a' * 60000}\r\n", "".join(f"X{i}: a\r\n" for i in range(500))):
            answer = self.raw(f"GET / HTTP/1.1\r\nHost: {host}\r\n{many}\r\n")
            self.assertRegex(answer, r"^HTTP/1.1 431 ")
            self.assertIn('"headers_too_large"', answer)
        for broken in (
            f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            f"{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            f"{head}Content-Length: -5\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00garbage\r\n\r\n",
        ):
            answer = self.raw(broken)
            self.assertRegex(answer, r"^HTTP/1.1 400 ")
            self.assertIn('"malformed_request"', answer)
        for name in ("evil.apps.localhost", "apps.localhost", "localhost", "home.apps.localhost.evil.example"):
            page = Browser().get(f"{self.house.app()}/", html=False, headers={"Host": name})
            self.refused(page, 421, "unknown_host")
        # Slow senders keep nobody else waiting.
        slow = [socket.create_connection(("127.0.0.1", self.house.runtime_port)) for _ in range(200)]
        for connection in slow:
            connection.sendall(head.encode())
        self.assertEqual(self.enter().status, 200)
        for connection in slow:
            connection.close()

    def raw(self, text):
        with socket.create_connection(("127.0.0.1", self.house.runtime_port), timeout=10) as connection:
            connection.sendall(text.encode("latin-1"))
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer.decode("utf-8", "replace")
