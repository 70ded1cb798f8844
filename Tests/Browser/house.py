"""The real product on this machine for one test run: `freehold dev` with data and ports of its own."""
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / ".build" / "browser"
# What moved in a page without anybody having asked for it.
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) shifts.push(one.value); })
      .observe({ type: "layout-shift", buffered: true });"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def programs():
    """The folder of the built programs: FREEHOLD_BIN, or what `make` built."""
    if "FREEHOLD_BIN" in os.environ:
        return Path(os.environ["FREEHOLD_BIN"])
    return Path((ROOT / ".build" / "release-products").read_text().strip())


class House:
    """`options` go to `freehold dev`."""

    def __init__(self, *options):
        # PostgreSQL runs as a user of its own and must be able to pass through; a socket's path holds 107 bytes.
        self.folder = tempfile.mkdtemp(prefix="fhb-", dir="/tmp")
        os.chmod(self.folder, 0o711)
        control, runtime = free_ports(2)
        self.process = subprocess.Popen(
            [programs() / "freehold", "dev", "--data", f"{self.folder}/d", "--port", str(control),
             "--runtime-port", str(runtime), "--json", "--no-open", "--spec", ROOT / "Examples" / "collections.yaml", *options],
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        ready = self.wait_until_ready()
        self.console = ready["control"]
        self.owner_link = ready["owner_link"]
        self.apps = ready["app"].rstrip("/")
        self.app = self.apps + "/collections"

    def wait_until_ready(self):
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "ready":
                return event
        self.stop()
        raise AssertionError("freehold dev ended before it was ready")

    def sign_in(self, browser):
        """The cookies of the owner, who has also opened the app and its secrets."""
        context = browser.new_context()
        page = context.new_page()
        page.goto(self.owner_link)
        page.get_by_role("button", name="Sign in").click()
        page.goto(self.console + "/open/home/collections")
        page.wait_for_url(self.app + "**")
        page.goto(self.console + "/open/home/collections/secrets")
        page.wait_for_url(self.apps + "/_freehold/secrets**")
        cookies = context.storage_state()
        context.close()
        return cookies

    def logs(self):
        return {path.name: path.read_text() for path in Path(self.folder, "d", "logs").iterdir()}

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        if not os.environ.get("FREEHOLD_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
