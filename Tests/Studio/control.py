"""A control plane by itself, for what Studio says to it: killed and started again, its database dumped, its log read."""
import html
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Browser"))
from house import free_ports, programs

POSTGRES = Path("/usr/lib/postgresql/15/bin")
numbers = itertools.count(1)


class Control:
    def __init__(self, *arguments, public=None):
        """`public` is the port that browsers use, where something stands in front."""
        # PostgreSQL runs as a user of its own and must be able to pass through; a socket's path holds 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="fhc-", dir="/tmp"))
        os.chmod(self.folder, 0o711)
        self.data = self.folder / "d"
        self.log = self.folder / "log"
        [self.port] = free_ports(1)
        self.arguments = arguments
        self.origin = f"http://localhost:{public or self.port}"
        self.start()

    def start(self):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [programs() / "freehold-control", "serve", "--data", self.data, "--port", str(self.port),
                 "--address", self.origin, *self.arguments],
                stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
        if not json.loads(self.process.stdout.readline() or "{}").get("ready"):
            said = self.log.read_text()[-2000:]
            self.stop()
            raise AssertionError(said)

    def kill(self):
        """As a machine does that loses its power: the server alone, its database goes on."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        self.process.stdout.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # People

    def owner_link(self):
        done = subprocess.run(
            [programs() / "freehold-control", "owner-link", "--data", self.data], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def sign_in(self, context, link):
        answer = context.request.post(link, headers={"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"})
        assert answer.ok, answer.text()

    def person(self, context, operator):
        """Somebody new is signed in in this browser; his link is read in the operator's outbox."""
        address = f"person{next(numbers)}@example.org"
        answer = context.request.post(f"{self.origin}/sign-in", form={"email": address}, headers={"Origin": self.origin})
        assert answer.ok, answer.text()
        outbox = html.unescape(operator.request.get(f"{self.origin}/outbox").text())
        self.sign_in(context, re.search(rf"To {address} .*?(http://\S+/sign-in/[\w-]+)", outbox, re.DOTALL).group(1))

    def credits(self, context):
        """What the server says about whoever is signed in in this browser."""
        return context.request.get(f"{self.origin}/permits").json()

    # What it has kept

    def database(self, program, *arguments, stdin=None):
        """What `psql` or `pg_dump` prints, as the private cluster's superuser."""
        cluster = self.data / "cluster"
        environment = {
            "PATH": os.environ["PATH"], "PGHOST": str(cluster / "socket"), "PGPORT": "5432", "PGDATABASE": "freehold",
            "PGUSER": "postgres", "PGPASSWORD": (cluster / "superuser-password").read_text().strip(),
        }
        return subprocess.run([POSTGRES / program, *arguments], capture_output=True, env=environment, input=stdin, check=True).stdout

    def sql(self, statement):
        return self.database("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", stdin=statement.encode()).decode().strip()

    def later(self, interval):
        """For every permit so much time goes by, past all triggers."""
        self.sql(f"set session_replication_role = replica; update freehold.credit_entries set at = at - interval '{interval}'")

    def unbalanced(self):
        """Accounts, movements and permits that are not as they must be."""
        return self.sql("""
            select count(*) from (
              select 1 from freehold.credit_entries group by account_id, id, kind having sum(amount) <> 0
              union all
              select 1 from freehold.credit_accounts a where a.available < 0 or a.held < 0
                or a.available <> (select sum(amount) from freehold.credit_entries e where e.account_id = a.account_id and book = 'available')
                or a.held <> (select coalesce(sum(amount), 0) from freehold.credit_entries e where e.account_id = a.account_id and book = 'held')
              union all
              select 1 from freehold.credit_entries group by account_id, id having sum(amount) filter (where book = 'spent') > 1
            ) wrong""")

    def everything(self):
        """All that the control plane keeps: its database as a dump, its write-ahead log, its logs, its data folder."""
        kept = [self.database("pg_dump", "--inserts")]
        kept += [path.read_bytes() for path in [self.log, *self.data.rglob("*")] if path.is_file()]
        return kept
