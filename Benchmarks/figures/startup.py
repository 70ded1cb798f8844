"""From the start of a process to its first answer, and what both hold while nobody asks."""
import http.client
import statistics
import subprocess
import time
from pathlib import Path

import process
from house import free_port, programs


def first_answer(command, port, log):
    """Seconds until the process answers a first request, and the process."""
    began = time.perf_counter()
    with open(log, "ab") as output:
        started = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return time.perf_counter() - began, started
        except OSError:
            assert started.poll() is None, Path(log).read_text()[-2000:]
            assert time.perf_counter() - began < 60, f"no answer from {command}"
            time.sleep(0.001)


def second_start(house):
    """Seconds until `freehold dev` on the data of an earlier run has answered at the console and at an app's host."""
    began = time.perf_counter()
    house.start()
    try:
        for address in (house.console, house.apps):
            port = int(address.rpartition(":")[2])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/", headers={"Host": address.rpartition("/")[2], "Accept": "text/html"})
            status = connection.getresponse().status
            assert status in (200, 303), f"{address} answers {status}"
        return time.perf_counter() - began
    finally:
        house.stop()


def measure(report, house, rounds):
    """The house must have been stopped, so that its clusters were, too."""
    report.section("From process start to the first answered request, and memory at rest")
    again = statistics.median(second_start(house) for _ in range(rounds))
    data = Path(house.folder, "d")
    control_port, runtime_port = free_port(), free_port()
    control_command = [programs() / "freehold-control", "serve", "--data", data / "control", "--port", str(control_port),
                       "--address", f"http://localhost:{control_port}"]
    runtime_command = [programs() / "freehold-runtime", "serve", "--data", data / "runtime", "--port", str(runtime_port),
                       "--domain", "apps.localhost", "--control", f"http://localhost:{control_port}"]
    times = {"control": [], "runtime": []}
    memory = []
    for _ in range(rounds):
        took, control = first_answer(control_command, control_port, data / "control.out")
        times["control"].append(took * 1000)
        took, runtime = first_answer(runtime_command, runtime_port, data / "runtime.out")
        times["runtime"].append(took * 1000)
        time.sleep(3)
        memory.append([process.memory(one.pid) for one in (control, runtime)])
        for one in (runtime, control):
            one.terminate()
            one.wait(60)
    report.figure("control plane, PostgreSQL's start included", statistics.median(times["control"]), 500, "ms")
    report.figure("runtime", statistics.median(times["runtime"]), 100, "ms")
    report.figure("all of `make run` again, with the first run's data", again, 3, "s")
    both = [statistics.median(column) for column in zip(*memory)]
    report.figure("both at rest, without PostgreSQL", sum(both), 120, "MiB", control=both[0], runtime=both[1])
