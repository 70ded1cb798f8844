"""The real programs under `freehold dev`, with data of their own, signed in as the owner."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import process
from person import Person

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def programs():
    if "FREEHOLD_BIN" in os.environ:
        return Path(os.environ["FREEHOLD_BIN"])
    return Path((ROOT / ".build" / "release-products").read_text().strip())


class House:
    def __init__(self, spec):
        self.folder = tempfile.mkdtemp(prefix="fhbench-", dir="/tmp")
        os.chmod(self.folder, 0o711)
        self.spec = spec
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [programs() / "freehold", "dev", "--data", f"{self.folder}/d", "--port", str(free_port()),
             "--runtime-port", str(free_port()), "--json", "--no-open", "--spec", self.spec],
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "ready":
                break
        else:
            raise SystemExit("freehold dev ended before it was ready")
        self.console, self.apps = event["control"], event["app"].rstrip("/")
        self.link = event["owner_link"]
        self.runtime = process.find("freehold-runtime serve", self.folder)
        self.control = process.find("freehold-control serve", self.folder)
        self.company = process.find("postgres -D", f"{self.folder}/d/sample")
        self.store = process.find("postgres -D", f"{self.folder}/d/control")

    def sign_in(self, app):
        person = Person()
        page = person.send(person.get(self.link), "/owner/")
        assert page.status == 200, page.url
        page = person.send(person.get(f"{self.console}/open/home/{app}"), "/_freehold/pass")
        assert page.status == 200, f"{page.status} {page.url}"
        return person

    def company_connection(self):
        """How the app's role comes in."""
        folder = Path(self.folder, "d", "sample")
        port = re.search(r"port=(\d+)", process.processes()[self.company][1]).group(1)
        return {"host": "127.0.0.1", "port": port, "dbname": "company", "user": "company_app",
                "password": (folder / "company_app-password").read_text(), "sslmode": "disable"}

    def store_connection(self, user="freehold_app"):
        folder = Path(self.folder, "d", "control")
        password = (folder / "cluster/superuser-password" if user == "postgres" else folder / "keys/database-app")
        return {"host": folder / "cluster/socket", "port": 5432, "dbname": "freehold", "user": user,
                "password": password.read_text().strip()}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(90)

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        if not os.environ.get("FREEHOLD_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
