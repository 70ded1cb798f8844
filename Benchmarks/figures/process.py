"""What Linux knows of processes: processor time, memory, children."""
import os
import re
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def processes():
    """pid → (parent, command line) of all processes."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                found[int(folder.name)] = (int(after_name[1]), command)
            except OSError:
                pass
    return found


def find(*words):
    """The one process whose command line has all these words."""
    pids = [pid for pid, (_, command) in processes().items() if all(word in command for word in words)]
    assert pids, f"no process with {words}"
    return min(pids)


def family(pid):
    """The process and all that descend from it."""
    everyone = processes()
    members = {pid}
    while True:
        more = {child for child, (parent, _) in everyone.items() if parent in members} - members
        if not more:
            return members
        members |= more


def seconds(pid, with_ended_children=False):
    """Processor time so far. Ended children count where they were waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = int(fields[11]) + int(fields[12])
    return (own + (int(fields[13]) + int(fields[14]) if with_ended_children else 0)) / TICK


def family_seconds(pid):
    total = 0.0
    for member in family(pid):
        try:
            total += seconds(member, with_ended_children=True)
        except OSError:
            pass
    return total


def backend_nanoseconds(pid):
    """Processor time of one thread, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def memory(pid, what="VmRSS"):
    """In MiB; VmHWM is the peak."""
    return int(re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def forget_peak(pid):
    Path(f"/proc/{pid}/clear_refs").write_text("5")
