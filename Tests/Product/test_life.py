"""One app's whole life: sign in, open, look, change, publish, audit."""

import json
import re
import threading
import urllib.parse

from browser import Browser
from house import CANARY, SPEC_TEXT, ProductTest
from installation import eventually


class LifeTests(ProductTest):
    def test_an_owner_link_is_good_for_one_use(self):
        link = self.house.owner_link()
        first, second = Browser(), Browser()
        page, other = first.get(link), second.get(link)
        self.assertIn("Sign in", page.text)
        path = urllib.parse.urlsplit(link).path
        self.assertEqual(first.submit(page, path).status, 200)
        self.refused_page(second.submit(other, path), 410)

    def test_a_page_filters_searches_sorts_and_pages(self):
        self.enter()
        page = self.owner.get(f"{self.app}/?country=IE&status=open")
        self.assertEqual(page.status, 200, page.said)
        found = self.house.sql(
            "select count(*) from invoices i join customers c on c.id = i.customer_id where i.paid_on is null"
            " and i.status = 'open' and i.due_on < current_date and c.country = 'IE'")
        self.assertGreater(int(found), 50)
        links = [link for link in page.links if link.startswith("/collections/?")]
        self.assertTrue(links, page.links[:30])
        for link in {re.sub(r"\d{4}-\d\d-\d\d", "", link): link for link in links}.values():
            self.assertEqual(self.owner.get(self.house.app() + link).status, 200, link)
        self.assertEqual(self.owner.get(f"{self.app}/?q.1=nothing-like-this").status, 200)
        export = next(link for link in page.links if "csv" in link or "export" in link)
        rows = self.owner.get(urllib.parse.urljoin(page.url, export)).text.strip().split("\r\n")
        self.assertEqual(len(rows) - 1, int(found))

    def test_a_wrong_form_is_shown_again_with_what_was_typed_and_changes_nothing(self):
        self.enter()
        asked = self.ask_payment(self.open_invoices(), f"{CANARY}<i>", amount="lots")
        self.assertEqual(asked.status, 422, asked.said)
        self.assertIn('value="lots"', asked.text)
        self.assertIn(f"{CANARY}&lt;i&gt;", asked.text)
        self.assertIn('aria-invalid="true"', asked.text)
        self.assertEqual(self.payments(f"{CANARY}<i>"), 0)

    def test_what_the_data_does_not_allow_is_told_at_the_form_and_changes_nothing(self):
        self.enter()
        reference = f"{CANARY}-much"
        asked = self.ask_payment(self.open_invoices(), reference, amount="999999")
        page = self.owner.submit(asked, "record_payment", follow=False)
        self.assertEqual(page.status, 409, page.said)
        self.assertIn("Invoice</h1>", page.text)
        for words in ('class="errors"', 'value="999999"', f'value="{reference}"', "Nothing was changed"):
            self.assertIn(words, page.text)
        self.assertEqual(self.payments(reference), 0)
        fields = dict(page.form("record_payment")["fields"]) | {"confirmed": "1"}
        again = self.owner.post(self.house.app() + page.form("record_payment")["action"], fields, html=False)
        self.logged(self.refused(again, 409, "unexpected_rows").json["request"], "unexpected_rows")
        right = self.owner.submit(page, "record_payment", {"in.amount": "0.01", "confirmed": "1"}, follow=False)
        self.assertEqual(right.status, 303, right.said)
        self.assertEqual(self.payments(reference), 1)
        other = self.owner.submit(page, "record_payment", {"in.amount": "0.02", "confirmed": "1"}, follow=False, html=False)
        self.refused(other, 409, "conflict")
        self.assertEqual(self.payments(reference), 1)

    def test_a_row_that_is_not_there_is_a_404(self):
        self.enter()
        self.refused_page(self.owner.get(f"{self.app}/invoices/999999999"), 404, "Nothing here", "not for you to see")
        self.refused(self.owner.get(f"{self.app}/invoices/999999999", html=False), 404, "row_not_found")

    def test_a_form_posted_many_times_is_done_once_and_stands_in_the_audit_trail(self):
        self.enter()
        invoice, reference = self.open_invoices(), f"{CANARY}-once"
        asked = self.ask_payment(invoice, reference)
        answers = []

        def send():
            answers.append(self.copy().submit(asked, "record_payment", follow=False).status)

        senders = [threading.Thread(target=send) for _ in range(8)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        self.assertEqual(answers, [303] * 8)
        self.assertEqual(self.payments(reference), 1)
        page = self.owner.submit(asked, "record_payment")
        self.assertIn("done already", page.text)
        eventually(lambda: "record_payment" in self.owner.get(f"{self.house.control}/w/home/audit").text)
        self.assertNotIn(CANARY, self.owner.get(f"{self.house.control}/w/home/audit").text)

    def test_the_tool_signs_in_publishes_exports_and_verifies(self):
        self.login()
        home = self.house.folder
        spec = home / "second.yaml"
        spec.write_text(SPEC_TEXT.replace("title: Collections", "title: Collections two"))
        done = self.house.tool("publish", spec, "--workspace", "home", "--note", "a second release", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["release"], 2)
        self.enter()
        self.assertIn("Collections two", self.owner.get(self.app).text)
        again = self.house.tool("publish", spec, "--workspace", "home", "--json")
        self.assertEqual((again.returncode, json.loads(again.stdout)["changed"]), (0, False))

        export = home / "audit.jsonl"
        done = self.house.tool("audit", "export", "--workspace", "home", "--output", export)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.house.tool("audit", "verify", export)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        self.assertNotIn(CANARY, export.read_text())
        self.tampered(export)

    def tampered(self, export):
        """Each change of an export is noticed, and its place named."""
        lines = export.read_text().splitlines(keepends=True)
        index = next(i for i, line in enumerate(lines) if "release_published" in line)
        identity = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", lines[index]).group()
        for name, changed in {
            "changed": lines[:index] + [lines[index].replace("release_published", "app_created")] + lines[index + 1:],
            "removed": lines[:index] + lines[index + 1:],
            "moved": lines[:index] + [lines[index + 1], lines[index]] + lines[index + 2:],
            "cut": lines[:-1],
        }.items():
            copy = export.with_name(f"{name}.jsonl")
            copy.write_text("".join(changed))
            done = self.house.tool("audit", "verify", copy)
            self.assertEqual(done.returncode, 1, f"{name}: {done.stdout}{done.stderr}")
            if name == "changed":
                said = done.stdout + done.stderr
                self.assertTrue(str(index) in said or str(index + 1) in said or identity in said, said)
