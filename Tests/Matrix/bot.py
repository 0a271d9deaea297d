"""The real program, started as an operator would start it."""

import os
import signal
import subprocess
import time
from pathlib import Path


class Bot:
    """One process at a time on one state folder; it can be killed and started again."""

    def __init__(self, binary: Path, homeserver: str, token: str, state: Path, coordinator: str,
                 log: Path):
        self.binary, self.state, self.log = binary, state, log
        self.command = [
            str(binary), "run", "--endpoint", "matrix", "--state", str(state),
            "--coordinator", coordinator]
        self.environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("MATRIX_", "CHAT_", "ROUNDTABLE_"))}
        self.environment |= {"MATRIX_HOMESERVER": homeserver, "MATRIX_TOKEN": token}
        self.child: subprocess.Popen | None = None
        self.lives = 0

    def start(self) -> None:
        """Starts a new life on the same state."""
        self.lives += 1
        with open(self.log, "ab") as out:
            out.write(f"--- life {self.lives}\n".encode())
            out.flush()
            self.child = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env=self.environment, start_new_session=True)

    def require_alive(self) -> None:
        """Fails with what the process left behind where it should run and does not."""
        if self.child is not None and self.child.poll() is not None:
            raise AssertionError(f"the bot has ended by itself with code {self.child.returncode}")

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.require_alive()
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.child = None

    def terminate(self, seconds: float = 10) -> tuple[int | None, float]:
        """Asks it to end; gives its exit code, None where it had to be killed, and the seconds taken."""
        self.require_alive()
        began = time.monotonic()
        self.child.send_signal(signal.SIGTERM)
        try:
            code = self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            code = None
        self.child = None
        return code, time.monotonic() - began

    def end(self) -> None:
        """Ends it whatever it does, as the last thing that happens to it."""
        if self.child is not None and self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        self.child = None

    def processor_seconds(self) -> float:
        """How much processor time this life has taken so far."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_megabytes(self) -> float:
        """How much memory this life holds now."""
        for line in Path(f"/proc/{self.child.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def ask(self, *arguments: str) -> subprocess.CompletedProcess:
        """Runs another of its subcommands beside it, on the same state."""
        return subprocess.run(
            [str(self.binary), *arguments, "--state", str(self.state)], capture_output=True,
            text=True, env=self.environment, timeout=30)

    def last_lines(self, count: int = 40) -> str:
        """The end of its log."""
        if not self.log.exists():
            return "(no log)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])
