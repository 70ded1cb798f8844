"""The console's pages in a workspace that has grown: server time under 16 clients, bytes that a browser receives."""
import collections
import json
import re
import time
import urllib.parse
from pathlib import Path

import crowd
import process
import store
from pages import wrk

CLIENTS = 16
MILLISECONDS, BYTES = 15, 120_000


def measure(report, house, person, seconds):
    report.section(
        f"The console under {CLIENTS} clients: {crowd.APPS} apps, {crowd.MEMBERS} members, {crowd.EVENTS:,} audit rows")
    crowd.fill(house)
    store.wait_until_sealed(store.Store(house))
    app = re.search(r"/open/home/([a-z0-9_]+)", person.get(f"{house.console}/w/home?q=collections").text)
    app = app.group(1) if app else "bench"
    for name, path in pages(app):
        page(report, house, person, name, path, seconds)


def pages(app):
    home = "/w/home"
    return [
        ("apps", home),
        ("an app", f"{home}/apps/{app}"),
        ("a release", f"{home}/apps/{app}/releases/2"),
        ("members", f"{home}/members"),
        ("audit", f"{home}/audit"),
        ("audit of one kind of event", f"{home}/audit?event=app_created"),
        ("runtimes", f"{home}/runtimes"),
        ("account", "/account"),
        ("workbench", f"{home}/apps/{app}/spec"),
    ]


def page(report, house, person, name, path, seconds):
    address = house.console + path
    answer = person.get(address)
    assert answer.status == 200, f"{answer.status} {address}"
    cookie = person.cookie(urllib.parse.urlsplit(address).hostname)
    wrk(address, 1, cookie, CLIENTS)
    start = log(house).stat().st_size
    before = process.seconds(house.control), process.family_seconds(house.store)
    rate, _, count = wrk(address, seconds, cookie, CLIENTS)
    after = process.seconds(house.control), process.family_seconds(house.store)
    own, database = ((late - early) * 1000 / count for early, late in zip(before, after))
    times = server_times(house, start)
    size = transferred(house, person, answer)
    report.figure(f"{name}: p95 of the server's time", times[len(times) * 95 // 100] / 1000, MILLISECONDS, "ms",
                  median_ms=times[len(times) // 2] / 1000, requests_per_second=rate,
                  server_cpu_ms=own, database_cpu_ms=database)
    report.figure(f"{name}: bytes with all it loads", size, None if name == "workbench" else BYTES, "B",
                  page=len(answer.body))


def log(house):
    return Path(house.folder, "d", "logs", "freehold-control.log")


def server_times(house, start):
    """Microseconds of each answer of the route that was asked most since the log had this size, ascending."""
    # The log's lines are gathered for a moment.
    time.sleep(0.5)
    with open(log(house), "rb") as lines:
        lines.seek(start)
        found = [json.loads(line) for line in lines if b'"message":"request"' in line]
    route, _ = collections.Counter(line["route"] for line in found).most_common(1)[0]
    times = sorted(line["us"] for line in found if line["route"] == route and line["status"] == 200)
    assert len(times) > 100, f"{len(times)} answers of {route}"
    return times


def transferred(house, person, answer):
    """The page and what its head asks for, as a browser that has nothing yet receives it."""
    links = re.findall(r'<(?:link rel="stylesheet"|script|img)[^>]*?(?:href|src)="(/[^"]+)"', answer.text)
    return len(answer.body) + sum(len(person.get(house.console + link).body) for link in dict.fromkeys(links))
