"""One installation of the real product for the whole run: `freehold dev` in a temporary folder, on free ports."""

import atexit
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from browser import Browser

SPEC = pathlib.Path(__file__).parents[2] / "Examples" / "collections.yaml"
POSTGRES = "/usr/lib/postgresql/15/bin"


class Installation:
    def __init__(self, programs):
        self.programs = pathlib.Path(programs).resolve()
        # PostgreSQL runs as another user, who has to pass; a socket's path holds 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fhp", dir="/tmp"))
        self.folder.chmod(0o711)
        self.data = self.folder / "d"
        self.port, self.runtime_port = free_port(), free_port()
        self.metrics_port, self.runtime_metrics_port = free_port(), free_port()
        self.control = f"http://localhost:{self.port}"
        self.dev = None
        atexit.register(self.remove)

    # The processes.

    def start(self):
        """Returns the owner's link once all is ready."""
        self.dev = subprocess.Popen(
            [
                self.programs / "freehold", "dev", "--json", "--no-open", "--data", self.data, "--port", str(self.port),
                "--runtime-port", str(self.runtime_port), "--spec", SPEC, "--metrics-port", str(self.metrics_port),
                "--runtime-metrics-port", str(self.runtime_metrics_port),
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        said = []
        for line in self.dev.stdout:
            said.append(line)
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if event.get("event") == "ready":
                    threading.Thread(target=self.dev.stdout.read, daemon=True).start()
                    return event["owner_link"]
        raise AssertionError("freehold dev did not start:\n" + "".join(said))

    def stop(self):
        if self.dev and self.dev.poll() is None:
            self.dev.send_signal(signal.SIGINT)
            self.dev.wait(60)

    def process(self, name):
        """The id of the child of `freehold dev` (or of one of its children) whose command line holds `name`."""
        for pid, command in self.processes():
            if name in command:
                return pid
        return None

    def processes(self):
        """Every process that names our folder, without `freehold dev`."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit() or (self.dev and int(entry.name) == self.dev.pid):
                continue
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if f"{self.folder}/" in command and "psql" not in command:
                    found.append((int(entry.name), command))
        return found

    def kill(self, name):
        pid = self.process(name)
        assert pid, f"{name} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    def remove(self):
        """Stops all and removes the folder, whatever happened before."""
        with contextlib.suppress(Exception):
            self.stop()
        for _ in range(50):
            if not self.processes():
                break
            time.sleep(0.2)
        for pid, _ in self.processes():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if self.dev and self.dev.poll() is None:
            self.dev.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    # What is beside the processes.

    def tool(self, *arguments, program="freehold", **more):
        """A run of one of the programs, with its own home."""
        environment = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        return subprocess.run(
            [self.programs / program, *map(str, arguments)], capture_output=True, text=more.pop("text", True),
            env=environment, timeout=more.pop("timeout", 120), **more)

    def set_secret(self, workspace, name, value):
        if not isinstance(value, str):
            value = json.dumps(value)
        done = self.tool(
            "secrets", "set", "--data", self.data / "runtime", "--workspace", workspace, name,
            program="freehold-runtime", input=value)
        assert done.returncode == 0, done.stderr

    def shop(self, **changes):
        """The secret of the sample company's database, with changes."""
        return {
            "host": "127.0.0.1", "port": int((self.data / "sample/port").read_text()), "database": "company",
            "user": "company_app", "password": (self.data / "sample/company_app-password").read_text().strip(),
            "tls": "disable",
        } | changes

    def sql(self, statement, user="company_app"):
        """What psql prints for a statement on the sample company's database."""
        shop = self.shop()
        if user == "postgres":
            shop |= {
                "host": str(self.data / "sample/socket"), "user": "postgres",
                "password": (self.data / "sample/superuser-password").read_text().strip(),
            }
        return psql(statement, shop)

    def control_sql(self, statement, user="freehold_app", password=None):
        """The same on the control plane's own cluster: one connection, everything it prints, errors too."""
        keys = self.data / "control/keys"
        cluster = self.data / "control/cluster"
        passwords = {
            "freehold_app": keys / "database-app", "freehold_sealer": keys / "database-sealer",
            "postgres": cluster / "superuser-password",
        }
        server = {
            "host": str(cluster / "socket"), "port": 5432, "database": "freehold", "user": user,
            "password": password or passwords[user].read_text().strip(),
        }
        return psql(statement, server, stop=False)

    def app(self, workspace="home"):
        return f"http://{workspace}.apps.localhost:{self.runtime_port}"

    def logs(self):
        return "".join(path.read_text(errors="replace") for path in (self.data / "logs").iterdir())

    def owner(self, link=None):
        browser = Browser()
        page = browser.sign_in(link or self.owner_link())
        assert page.status == 200, page.said
        return browser

    def owner_link(self):
        done = self.tool("owner-link", "--data", self.data / "control", program="freehold-control")
        assert done.returncode == 0, done.stderr
        return re.search(r"http://\S+/owner/[\w-]+", done.stdout).group()


def psql(statement, server, stop=True):
    environment = {
        "PATH": os.environ["PATH"], "PGHOST": server["host"], "PGPORT": str(server["port"]),
        "PGDATABASE": server["database"], "PGUSER": server["user"], "PGPASSWORD": server["password"],
    }
    done = subprocess.run(
        [f"{POSTGRES}/psql", "-XAtq", "-v", f"ON_ERROR_STOP={int(stop)}"], input=statement, capture_output=True,
        text=True, env=environment, timeout=60)
    assert done.returncode == 0 or not stop, done.stderr
    return (done.stdout if stop else done.stdout + done.stderr).strip()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def eventually(condition, seconds=20, pause=0.1):
    """The first true value of `condition`, which may fail until then."""
    deadline, last = time.monotonic() + seconds, None
    while True:
        try:
            if value := condition():
                return value
            last = None
        except (AssertionError, OSError, ValueError) as problem:
            last = problem
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {last or condition}")
        time.sleep(pause)
