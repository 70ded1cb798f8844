"""A filtered, sorted page of fifty rows against the bare floor: requests per second, processor time, p99."""
import os
import re
import statistics
import subprocess
import time
import urllib.request

import process
from house import ROOT, free_port, programs

SINCE = "2024-06-01"
CLIENTS = 32


class Floor:
    """The floor's server: the same query, raw libpq, one thread for each connection."""

    def __init__(self, connection, threads):
        self.port = free_port()
        parameters = {name: value for name, value in connection.items() if name != "password"}
        self.process = subprocess.Popen(
            [programs() / "bench-floor", "--port", str(self.port), "--threads", str(threads),
             "--connection", " ".join(f"{name}={value}" for name, value in parameters.items()),
             "--sql", ROOT / "Benchmarks" / "floor.sql", "--value", SINCE],
            env={**os.environ, "PGPASSWORD": connection["password"]}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}/"
        for _ in range(200):
            try:
                self.page = urllib.request.urlopen(self.url).read()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("bench-floor does not answer")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def wrk(url, seconds, cookie=None, clients=CLIENTS):
    """Requests per second and p99 in milliseconds."""
    command = ["wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "--latency"]
    host = re.sub(r"^http://([^/]+).*", r"\1", url)
    # Every *.localhost is this machine, whatever its resolver says.
    command += ["-H", f"Host: {host}"] + (["-H", f"Cookie: {cookie}"] if cookie else [])
    output = subprocess.run(
        [*command, re.sub(r"//[^/:]+", "//127.0.0.1", url)], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in output, output
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    count = int(re.search(r"(\d+) requests in", output).group(1))
    return rate, float(amount) * {"us": 0.001, "ms": 1, "s": 1000}[unit], count


def load(url, server, company, seconds, cookie=None):
    """One round: rate, p99 and processor milliseconds for each request, of the server and its database."""
    before = process.seconds(server), process.family_seconds(company)
    rate, p99, count = wrk(url, seconds, cookie)
    after = process.seconds(server), process.family_seconds(company)
    own, database = ((late - early) * 1000 / count for early, late in zip(before, after))
    return rate, p99, own, database


def measure(report, house, person, rounds, seconds):
    report.section("A page with a filtered, sorted table of 50 rows out of 250,000; 32 clients")
    page = f"{house.apps}/bench?since={SINCE}"
    answer = person.get(page)
    assert answer.status == 200 and answer.text.count("<tr>") == 51, answer.text[:500]
    cookie = person.cookie(re.sub(r"^http://([^/:]+).*", r"\1", page))
    floor = Floor(house.company_connection(), threads=8)
    try:
        assert floor.page.count(b"<tr>") == 51
        load(floor.url, floor.process.pid, house.company, 2)
        load(page, house.runtime, house.company, 2, cookie)
        results = {"floor": [], "page": []}
        for _ in range(rounds):
            results["floor"].append(load(floor.url, floor.process.pid, house.company, seconds))
            results["page"].append(load(page, house.runtime, house.company, seconds, cookie))
    finally:
        floor.stop()
    floor, page = ([statistics.median(column) for column in zip(*results[name])] for name in ("floor", "page"))
    report.figure("floor", floor[0], 1000, "req/s", at_least=True)
    report.figure("page: throughput of the floor's", page[0] / floor[0], 0.5, "×", at_least=True,
                  page_per_second=page[0], floor_per_second=floor[0])
    report.figure("page: processor time of the floor's", sum(page[2:]) / sum(floor[2:]), 3, "×",
                  page_server_ms=page[2], page_database_ms=page[3], floor_server_ms=floor[2], floor_database_ms=floor[3])
    report.figure("page: p99 of the floor's", page[1] / floor[1], 3, "×", page_ms=page[1], floor_ms=floor[1])
