"""Credits when something breaks: lost answers, no network, closed tabs, time that goes by, a server that is killed."""
import http.client
import json
import re
import threading
import unittest
import uuid

from playwright.sync_api import expect

from people import LINE, Credited

PERMITS = re.compile(r"/permits\b")


class Trouble(Credited):
    def drafted(self, context=None):
        page = self.visit(context or self.person())
        self.draft(page)
        self.has(page, 3)
        return page

    def lose(self, page, method, answers=0, requests=0):
        """So many answers, then so many requests of `method` to the permits are lost."""
        left = {"answers": answers, "requests": requests}

        def handle(route):
            if route.request.method != method or not (left["answers"] or left["requests"]):
                return route.continue_()
            if left["answers"]:
                left["answers"] -= 1
                route.fetch()
            else:
                left["requests"] -= 1
            route.abort()
        page.context.route(PERMITS, handle)
        return left

    @staticmethod
    def is_put(request):
        return request.method == "PUT"

    def test_a_lost_answer_to_the_wish_holds_one_credit(self):
        page = self.drafted()
        self.lose(page, "POST", answers=2)
        self.assertNotIn(LINE, self.download(page))
        self.has(page, 2)
        self.assertEqual(self.asked(), ["POST", "POST", "POST", "PUT"])
        self.balanced(page.context, 2)
        self.forgive_network()

    def test_what_the_server_did_not_hear_is_said_again(self):
        for lost in [{"answers": 1}, {"requests": 1}]:
            page = self.drafted()
            self.lose(page, "PUT", **lost)
            with page.expect_event("requestfailed", self.is_put):
                self.assertNotIn(LINE, self.download(page))
            self.has(page, 2)
            # The tab is closed; the next one says it.
            page.close()
            page = self.visit(page.context)
            self.has(page, 2)
            self.until(page, """() => new Promise((resolve) => {
                const request = indexedDB.open('freehold-studio')
                request.onsuccess = () => {
                    const all = request.result.transaction('permits').objectStore('permits').getAll()
                    all.onsuccess = () => { request.result.close(); resolve(all.result.length === 1 && all.result[0].state === 'spent') }
                }
            })""")
            self.balanced(page.context, 2)
        self.forgive_network()

    def test_a_tab_that_closes_between_wish_and_file_pays_once(self):
        page = self.drafted()
        context = page.context

        unanswered = []

        def handle(route):
            if route.request.method != "POST":
                return route.continue_()
            route.fetch()
            unanswered.append(route)
        context.route(PERMITS, handle)
        page.locator("#download").click()
        for _ in range(600):
            if unanswered:
                break
            page.wait_for_timeout(50)
        page.close()
        context.unroute(PERMITS)
        self.balanced(context, 2, held=1)
        page = self.visit(context)
        self.assertNotIn(LINE, self.download(page))
        self.has(page, 2)
        self.balanced(context, 2)
        self.forgive_network()

    def test_two_tabs_pay_once(self):
        context = self.person()
        one = self.visit(context)
        self.draft(one)
        other = self.visit(context)
        expect(other.locator("#state")).to_have_text("Open in another tab")
        for page in [one, other]:
            self.has(page, 3)
        with one.expect_download() as first, other.expect_download() as second:
            one.evaluate("document.getElementById('download').click()")
            other.evaluate("document.getElementById('download').click()")
        for download in [first, second]:
            self.assertNotIn(LINE, self.text(download.value))
        self.has(one, 2)
        self.has(other, 2)
        self.assertEqual(self.asked().count("POST"), 1)
        self.balanced(context, 2)

    def test_a_permit_whose_time_is_over_is_followed_by_another(self):
        page = self.drafted()
        self.lose(page, "POST", answers=3)
        page.locator("#download").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("heading")).to_have_text("The server does not answer")
        dialog.get_by_role("button", name="Cancel").click()
        self.balanced(page.context, 2, held=1)
        self.control.later("10 minutes")
        self.balanced(page.context, 3)
        self.download(page)
        self.has(page, 2)
        self.balanced(page.context, 2)
        self.forgive_network()

    def test_who_says_late_that_he_has_his_file_pays_all_the_same(self):
        page = self.drafted()
        self.lose(page, "PUT", requests=1)
        with page.expect_event("requestfailed", self.is_put):
            self.download(page)
        self.control.later("10 minutes")
        self.balanced(page.context, 3)
        page.reload()
        page.wait_for_selector("body.ready")
        self.has(page, 2)
        page.goto(f"{self.control.origin}/account/credits")
        expect(page.locator("tbody tr").first).to_contain_text("told late")
        self.balanced(page.context, 2)
        self.forgive_network()

    def test_offline_a_person_waits_or_takes_the_line(self):
        page = self.drafted()
        self.offline_ready(page)
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector("body.ready")
        page.locator("#download").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("heading")).to_have_text("No network")
        dialog.get_by_label("Download it now, with the line").check()
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Go on").click()
        self.assertIn(LINE, self.text(download.value))

        page.locator("#download").click()
        dialog.get_by_role("button", name="Go on").click()
        expect(self.bar(page)).to_contain_text("Waits for the server")
        self.bar(page).get_by_role("button", name="Give up").click()
        expect(self.bar(page)).to_be_hidden()

        page.locator("#download").click()
        dialog.get_by_role("button", name="Go on").click()
        expect(self.bar(page)).to_contain_text("Waits for the server")
        with page.expect_download() as download:
            page.context.set_offline(False)
        self.assertNotIn(LINE, self.text(download.value))
        self.has(page, 2)
        # What is paid for needs no network.
        page.context.set_offline(True)
        self.assertNotIn(LINE, self.download(page))
        page.context.set_offline(False)
        self.balanced(page.context, 2)
        self.forgive_network()

    def test_who_begins_and_never_finishes_is_asked_to_wait(self):
        page = self.drafted()
        # As if fifty permits of today had come back.
        self.control.sql("""
            set session_replication_role = replica;
            with permits as (select (select id from freehold.accounts order by created_at desc limit 1) as account, gen_random_uuid() as id from generate_series(1, 50))
            insert into freehold.credit_entries (account_id, id, kind, book, amount, at, asked_as)
            select account, id, kind::freehold.credit_movement, book::freehold.credit_book, amount, now() - interval '1 hour', case when kind = 'held' and book = 'held' then gen_random_uuid() end
            from permits, (values ('held', 'available', -1), ('held', 'held', 1), ('returned', 'held', -1), ('returned', 'available', 1)) v (kind, book, amount)""")
        page.locator("#download").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Too many unfinished downloads")
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Download with the line").click()
        self.assertIn(LINE, self.text(download.value))
        self.balanced(page.context, 3)
        self.complaints = [line for line in self.complaints if "429" not in line]

    def test_the_session_ends_between_the_look_and_the_wish(self):
        page = self.drafted()
        token = self.control.credits(page.context)["token"]
        page.context.route(PERMITS, lambda route: route.continue_() if route.request.method == "GET" else self.sign_out(page, route, token))
        self.assertIn(LINE, self.download(page))
        expect(self.bar(page).get_by_role("link", name="Sign in")).to_be_visible()
        self.complaints = [line for line in self.complaints if "401" not in line]

    def sign_out(self, page, route, token):
        page.context.request.post(f"{self.control.origin}/sign-out", form={"csrf": token}, headers={"Origin": self.control.origin})
        route.continue_()


class Killed(Credited):
    """No browser: many wishes at once, as scripts of Studio ask, while the server is killed again and again."""

    def ask(self, method, path, cookie, token, key=None):
        """What the server says; nothing when it does not answer."""
        headers = {"Host": f"localhost:{self.control.port}", "Cookie": cookie, "Origin": self.control.origin, "X-CSRF-Token": token, "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        connection = http.client.HTTPConnection("127.0.0.1", self.control.port, timeout=60)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, ValueError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        if 400 <= answer.status < 500:
            raise AssertionError(said)
        return said if answer.status < 400 else None

    def test_every_wish_is_paid_once_whatever_is_killed(self):
        context = self.person()
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
        token = self.control.credits(context)["token"]
        permits, problems, stop = {}, [], threading.Event()

        def insist(*request):
            while not stop.wait(0.02):
                if (answer := self.ask(*request)) is not None:
                    return answer
            raise AssertionError("never answered")

        def one(key):
            try:
                permit = insist("POST", "/permits", cookie, token, key)["permit"]
                permits[key] = permit
                self.assertEqual(insist("PUT", f"/permits/{permit}/spent", cookie, token)["state"], "spent")
                self.assertEqual(insist("POST", "/permits", cookie, token, key)["permit"], permit)
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=one, args=[str(uuid.uuid4())]) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(2):
            self.control.kill()
            self.control.start()
        for thread in threads:
            thread.join(120)
        stop.set()
        self.assertEqual(problems, [])
        self.assertEqual(len(set(permits.values())), 3)
        self.balanced(context, 0)


if __name__ == "__main__":
    unittest.main()
