"""Each process is killed in turn while people work: it comes back, nothing is lost, nothing is done twice."""

import collections
import os
import signal
import threading
import time

from house import ProductTest
from installation import eventually

TAG = f"load-{os.getpid()}"


class CrashTests(ProductTest):
    def test_every_process_may_be_killed_under_load(self):
        self.enter()
        invoices = self.open_invoices(2000)
        load = [Worker(self, number, invoices[number * 400:]) for number in range(4)]
        for worker in load:
            worker.start()
        try:
            for name in ("freehold-runtime serve", "freehold-control serve", "sample/data", "cluster/data",
                         "freehold-sample"):
                with self.subTest(killed=name):
                    self.killed(name, load)
        finally:
            for worker in load:
                worker.stopped = True
            for worker in load:
                worker.join()
        self.exactly_once(load)

    def killed(self, name, load):
        """It comes back by itself, or what it served does, and people go on."""
        self.house.kill(name)
        time.sleep(1)
        eventually(lambda: self.house.process(name), 30)
        before = sum(len(worker.done) for worker in load)
        eventually(lambda: sum(len(worker.done) for worker in load) > before + 20, 40)
        eventually(lambda: self.owner.get(f"{self.house.control}/w/home").status == 200, 40)

    def exactly_once(self, load):
        done = {reference for worker in load for reference in worker.done}
        rows = collections.Counter(self.house.sql(
            f"select reference from payments where reference like '{TAG}-%'").split())
        self.assertGreater(len(done), 100)
        self.assertEqual([reference for reference, count in rows.items() if count > 1], [])
        self.assertEqual(done - set(rows), set(), "answered as done, and not there")
        unanswered = set(rows) - done - {reference for worker in load for reference in worker.unknown}
        self.assertEqual(unanswered, set(), "there, and never answered")
        self.audited(len(rows))

    def audited(self, rows):
        """Every action that touched a row has its intent in the trail; a killed runtime leaves an intent without an end."""
        count = (
            "select count(*) filter (where event = 'action_ended' and outcome = 'done'),"
            " count(*) filter (where event = 'action_intended')"
            " from freehold.audit_events where element = 'record_payment'")

        def complete():
            ended, intended = map(int, self.house.control_sql(count, user="postgres").split("|"))
            return intended >= rows and ended >= rows - 4

        eventually(complete, 30)

    def test_a_runtime_gets_new_keys_while_it_serves_and_while_it_is_killed(self):
        self.enter()
        key = self.house.data / "runtime/runtime.key"
        keys = {key.read_text()}
        for _ in range(3):
            self.rotate()
            self.assertEqual(self.owner.get(self.app).status, 200)
            keys.add(key.read_text())
        self.assertEqual(len(keys), 4)
        for pause in (0.2, 0.6, 1.0):
            rotation = threading.Thread(target=self.rotate)
            rotation.start()
            time.sleep(pause)
            self.house.kill("freehold-runtime serve")
            rotation.join()
            eventually(lambda: self.house.process("freehold-runtime serve"), 30)
            eventually(lambda: self.owner.get(self.app).status == 200, 40)
            keys.add(key.read_text())
        self.assertEqual(len(keys), 7)
        self.assertFalse(key.with_name("runtime.key.next").exists())
        rotations = "select count(*) from freehold.audit_events where event = 'runtime_key_rotated'"
        self.assertEqual(int(self.house.control_sql(rotations, user="postgres")), 6)
        # What the last key signs is heard.
        opened = "select count(*) from freehold.audit_events where event = 'app_session_opened'"
        before = int(self.house.control_sql(opened, user="postgres"))
        self.enter()
        eventually(lambda: int(self.house.control_sql(opened, user="postgres")) > before, 30)

    def rotate(self):
        done = self.house.tool("rotate-key", "--data", self.house.data / "runtime", program="freehold-runtime")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_open_apps_go_on_without_the_control_plane(self):
        self.enter()
        control = self.house.process("freehold-control serve")
        os.kill(control, signal.SIGSTOP)
        try:
            reference = f"{TAG}-alone"
            self.assertEqual(self.owner.get(self.app).status, 200)
            asked = self.ask_payment(self.open_invoices(), reference)
            self.assertEqual(self.owner.submit(asked, "record_payment", follow=False).status, 303)
            self.assertEqual(self.payments(reference), 1)
        finally:
            os.kill(control, signal.SIGCONT)
        eventually(lambda: self.owner.get(f"{self.house.control}/w/home").status == 200)

    def test_killing_freehold_dev_ends_everything_and_the_next_start_finds_it_all(self):
        self.enter()
        payments = self.house.sql("select count(*) from payments")
        self.house.dev.kill()
        self.house.dev.wait()
        eventually(lambda: not self.house.processes(), 45)
        self.house.start()
        self.assertEqual(self.house.sql("select count(*) from payments"), payments)
        self.assertEqual(self.owner.get(f"{self.house.control}/w/home").status, 200)
        self.assertEqual(self.enter().status, 200)

    def test_a_second_freehold_dev_on_the_same_folder_is_refused(self):
        done = self.house.tool("dev", "--no-open", "--data", self.house.data, "--port", "1", "--runtime-port", "2")
        self.assertEqual(done.returncode, 5, done.stdout + done.stderr)
        self.assertIn("Another “freehold dev”", done.stderr)


class Worker(threading.Thread):
    """Records one payment after another; a form without an answer is sent again until there is one."""

    def __init__(self, test, number, invoices):
        super().__init__(daemon=True)
        self.test, self.number, self.invoices = test, number, invoices[:400]
        self.browser = test.copy()
        self.stopped, self.done, self.unknown = False, [], []

    def run(self):
        for count, invoice in enumerate(self.invoices * 10):
            if self.stopped:
                return
            reference = f"{TAG}-{self.number}-{count}"
            try:
                page = self.browser.get(f"{self.test.app}/invoices/{invoice}", timeout=20)
                asked = self.browser.submit(
                    page, "record_payment", {"in.amount": "0.01", "in.reference": reference}, follow=False)
                asked.form("record_payment")
            except (OSError, ConnectionError, AssertionError):
                time.sleep(0.2)
                continue
            self.insist(asked, reference)

    def insist(self, asked, reference):
        for _ in range(120):
            try:
                page = self.browser.submit(asked, "record_payment", follow=False, html=False, timeout=20)
                if page.status == 303:
                    self.done.append(reference)
                    return
                if page.json.get("problem") == "outcome_unknown":
                    self.unknown.append(reference)
                    return
            except (OSError, ConnectionError, ValueError):
                pass
            time.sleep(0.3)
