"""Two hundred people at once while each server is killed half way, and a server that is told to stop while it is busy.

FREEHOLD_LOAD_SECONDS is how long the load lasts: seconds in `make test`, a minute in `make test-full`.
"""

import asyncio
import os
import random
import signal
import threading
import time

import test_crashes
from house import ProductTest
from installation import eventually
from people import Log, Person

SECONDS = float(os.environ.get("FREEHOLD_LOAD_SECONDS", "9"))
PEOPLE, AT_THE_CONSOLE, WRITING = 200, 40, 8


class LoadTests(ProductTest):
    def cookie(self, host):
        return "; ".join(f"{name}={value}" for name, value in self.owner.cookies.get(host, {}).items())

    def person(self, address):
        host = address.split("//")[1].split(":")[0]
        return Person(self.cookie(host), address)

    def test_two_hundred_people_while_each_server_is_killed_once(self):
        self.enter()
        known = dict(line.split("|") for line in self.house.sql(
            "select id, number from invoices order by random() limit 500").split())
        invoices = self.open_invoices(WRITING * 200)
        writers = [test_crashes.Worker(self, 100 + number, invoices[number * 200:]) for number in range(WRITING)]
        for writer in writers:
            writer.start()
        log = Log()
        killed = {}
        try:
            asyncio.run(self.crowd(known, log, killed))
        finally:
            for writer in writers:
                writer.stopped = True
            for writer in writers:
                writer.join()
        self.assertEqual(log.unexcused(killed)[:5], [])
        self.assertGreater(len(log.right), PEOPLE * SECONDS / 8)
        self.no_write_is_lost(writers)

    async def crowd(self, known, log, killed):
        end = time.monotonic() + SECONDS
        people = [self.reads_apps(known, log, end) for _ in range(PEOPLE - AT_THE_CONSOLE - WRITING)]
        people += [self.reads_console(log, end) for _ in range(AT_THE_CONSOLE)]
        await asyncio.gather(self.accidents(killed), *people)

    async def accidents(self, killed):
        for plane, name in (("runtime", "freehold-runtime serve"), ("control", "freehold-control serve")):
            await asyncio.sleep(SECONDS / 3)
            killed[plane] = time.monotonic()
            self.house.kill(name)

    async def reads_apps(self, known, log, end):
        person = self.person(self.app)
        await asyncio.sleep(random.random())
        while time.monotonic() < end:
            invoice = random.choice(list(known))
            await self.ask(person, f"/collections/invoices/{invoice}", known[invoice], "runtime", log)
            await asyncio.sleep(random.uniform(0.5, 1.5))
        person.leave()

    async def reads_console(self, log, end):
        person = self.person(self.house.control)
        await asyncio.sleep(random.random())
        while time.monotonic() < end:
            path, words = random.choice([("/w/home", "Collections"), ("/w/home/apps/collections", "Releases")])
            await self.ask(person, path, words, "control", log)
            await asyncio.sleep(random.uniform(0.5, 1.5))
        person.leave()

    async def ask(self, person, path, words, plane, log):
        try:
            answer = await person.ask(path)
        except (OSError, EOFError, asyncio.TimeoutError, ValueError) as failure:
            return log.note(plane, f"{path}: {failure!r}")
        if answer.status != 200:
            return log.note(plane, f"{path}: {answer.status}")
        # A wrong answer is never excused.
        self.assertIn(words, answer.body.decode())
        log.note(plane)

    def no_write_is_lost(self, writers):
        done = {reference for writer in writers for reference in writer.done}
        rows = self.house.sql(
            f"select reference from payments where reference ~ '^{test_crashes.TAG}-10[0-9]-'").split()
        self.assertGreater(len(done), WRITING)
        self.assertEqual(len(rows), len(set(rows)), "done twice")
        self.assertEqual(done - set(rows), set(), "answered as done, and not there")

    def test_a_server_that_is_told_to_stop_answers_what_it_was_asked(self):
        self.enter()
        for name, address, path in (
            ("freehold-runtime serve", self.app, "/collections"), ("freehold-control serve", self.house.control, "/w/home"),
        ):
            with self.subTest(stopped=name):
                eventually(lambda: self.owner.get(address).status == 200, 40)
                asyncio.run(self.stop_while_busy(name, address, path))
                eventually(lambda: self.owner.get(address).status == 200, 60)

    async def stop_while_busy(self, name, address, path):
        answers, lost = [0] * 24, []
        pid = self.house.process(name)

        async def keep_asking(number):
            person = self.person(address)
            while True:
                try:
                    answer = await person.ask(path)
                except (OSError, EOFError, asyncio.TimeoutError) as failure:
                    return lost.append(repr(failure))
                self.assertEqual(answer.status, 200)
                answers[number] += 1
                if answer.is_last:
                    return

        asking = [asyncio.create_task(keep_asking(number)) for number in range(len(answers))]
        while min(answers) < 2:
            await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGTERM)
        began = time.monotonic()
        await asyncio.gather(*asking)
        self.assertEqual(lost, [])
        await asyncio.to_thread(eventually, lambda: not os.path.exists(f"/proc/{pid}/exe") or self.is_gone(pid), 30)
        self.assertLess(time.monotonic() - began, 30)

    @staticmethod
    def is_gone(pid):
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
