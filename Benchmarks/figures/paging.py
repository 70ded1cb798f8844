"""Page 5,000 against page 1, reached as a person would: by the link to the next page, 4,999 times."""
import html
import re
import statistics
import time
import urllib.parse

import process


def following(page):
    found = re.search(r'<a[^>]*rel="?next[^>]*>', page.text) or re.search(r'<a[^>]*href="[^"]*"[^>]*>\s*Next', page.text)
    return found and urllib.parse.urljoin(page.url, html.unescape(re.search(r'href="([^"]*)"', found.group(0)).group(1)))


def duration(person, url):
    began = time.perf_counter()
    assert person.get(url).status == 200
    return (time.perf_counter() - began) * 1000


def measure(report, house, person, pages):
    report.section("The next page after 4,999 pages")
    first = last = f"{house.apps}/bench"
    page = person.get(first)
    for _ in range(pages - 1):
        last = following(page)
        assert last, f"no next page on {page.url}"
        page = person.get(last)
    times = {first: [], last: []}
    for _ in range(60):
        for url in times:
            times[url].append(duration(person, url))
    early, late = (statistics.median(times[url]) for url in (first, last))
    report.figure(f"page {pages:,} against page 1", late / early, 1.5, "×", first_ms=early, last_ms=late)


def measure_export(report, house, person):
    report.section("A million rows as CSV")
    page = person.get(f"{house.apps}/bench/lines")
    link = html.unescape(re.search(r'href="([^"]*export=[^"]*)"', page.text).group(1))
    url = urllib.parse.urljoin(page.url, link)
    process.forget_peak(house.runtime)
    before = process.memory(house.runtime)
    began = time.perf_counter()
    rows, size = person.download(url)
    took = time.perf_counter() - began
    growth = process.memory(house.runtime, "VmHWM") - before
    report.figure("growth of resident memory", growth, 32, "MiB", rows=rows - 1, seconds=took, megabytes=size / 1e6)
    assert rows - 1 == 1_000_000, rows
