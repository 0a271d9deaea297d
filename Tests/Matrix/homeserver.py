"""A real Synapse on a loopback port, with accounts made for one run and a database that nobody keeps."""

import hashlib
import hmac
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from account import Account, Refused, Unreachable, Wire

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".build-matrix" / "venv"
# The major version is pinned: what a homeserver answers is part of what is compared.
REQUIREMENT = "matrix-synapse>=1.163,<2"
SERVER_NAME = "evening.test"
SHARED_SECRET = "only for accounts of this run"
GENEROUS = {"per_second": 10_000, "burst_count": 10_000}


def installed_version() -> str | None:
    """The version of Synapse in the virtual environment; None where it does not work."""
    question = "import synapse, synapse.app.homeserver; print(synapse.__version__)"
    try:
        answer = subprocess.run(
            [VENV / "bin" / "python", "-c", question], capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def install() -> str:
    """Installs Synapse where it is missing, and says which version is there; tries twice."""
    version = installed_version()
    for attempt in (1, 2):
        if version:
            return version
        print(f"Installing {REQUIREMENT} from PyPI in {VENV} …", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.parent.mkdir(parents=True, exist_ok=True)
        provide_venv()
        failed = subprocess.run([sys.executable, "-m", "venv", VENV]).returncode
        failed = failed or subprocess.run(
            [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--prefer-binary",
             "--disable-pip-version-check", REQUIREMENT]).returncode
        version = None if failed else installed_version()
        if not version and attempt == 1:
            print("That did not work; once more.", flush=True)
            time.sleep(3)
    if version:
        return version
    raise SystemExit("Synapse can't be installed: see the lines of pip above.")


def provide_venv() -> None:
    """Debian keeps the module that fills a virtual environment in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    print("Installing python3-venv (needed for the virtual environment) …", flush=True)
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*sudo, "apt-get", "update", "-q"], check=False)
    subprocess.run([*sudo, "apt-get", "install", "-y", "-q", "python3-venv"], check=True)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Homeserver:
    """One Synapse process, its folder and its accounts; it can be stopped and started again."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "synapse.log"
        self.child: subprocess.Popen | None = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self._configure()
        self.wire = Wire(self.url, token=None)

    def _configure(self) -> None:
        """Writes the configuration; JSON is YAML, so no writer of YAML is needed."""
        logging = {
            "version": 1,
            "formatters": {"line": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
            "handlers": {"file": {
                "class": "logging.FileHandler", "filename": str(self.log), "formatter": "line"}},
            "loggers": {f"synapse.access.http.{self.port}": {"level": "INFO"}},
            "root": {"level": "WARNING", "handlers": ["file"]},
            "disable_existing_loggers": False,
        }
        limits = {
            "rc_message": GENEROUS, "rc_registration": GENEROUS, "rc_joins": {
                "local": GENEROUS, "remote": GENEROUS},
            "rc_joins_per_room": GENEROUS,
            "rc_login": {"address": GENEROUS, "account": GENEROUS, "failed_attempts": GENEROUS},
            "rc_invites": {
                "per_room": GENEROUS, "per_user": GENEROUS, "per_issuer": GENEROUS},
            "rc_admin_redaction": GENEROUS,
        }
        configuration = {
            "server_name": SERVER_NAME,
            "pid_file": str(self.folder / "synapse.pid"),
            "listeners": [{
                "port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}]}],
            "database": {
                "name": "sqlite3", "args": {"database": str(self.folder / "synapse.sqlite")}},
            "log_config": str(self.folder / "logging.yaml"),
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "registration_shared_secret": SHARED_SECRET,
            "macaroon_secret_key": "only for this run",
            "form_secret": "only for this run",
            "bcrypt_rounds": 4,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "report_stats": False,
            "enable_registration": False,
            "presence": {"enabled": False},
            **limits,
        }
        (self.folder / "logging.yaml").write_text(json.dumps(logging))
        (self.folder / "homeserver.yaml").write_text(json.dumps(configuration, indent=1))

    def start(self, seconds: float = 90) -> float:
        """Starts it and waits until it answers; says how many seconds that took."""
        began = time.monotonic()
        synapse = [VENV / "bin" / "python", "-m", "synapse.app.homeserver",
                   "--config-path", self.folder / "homeserver.yaml"]
        with open(self.folder / "synapse.out", "ab") as out:
            if not (self.folder / "signing.key").exists():
                subprocess.run(
                    [*synapse, "--generate-keys"], stdout=out, stderr=out, cwd=self.folder,
                    check=True)
            # A session of its own: Ctrl-C reaches this program only, which then ends the others in order.
            self.child = subprocess.Popen(
                synapse, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=self.folder,
                start_new_session=True)
        while time.monotonic() - began < seconds:
            if self.child.poll() is not None:
                raise RuntimeError(f"Synapse ended with {self.child.returncode}: see {self.folder}")
            try:
                self.wire.call("GET", "/_matrix/client/versions", patience=0)
                return time.monotonic() - began
            except (Unreachable, Refused):
                time.sleep(0.1)
        raise RuntimeError(f"Synapse did not answer within {seconds} s: see {self.folder}")

    def stop(self, seconds: float = 20) -> None:
        """Ends it, and kills it where it will not end."""
        self.wire.close()
        if self.child is None:
            return
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.child = None

    def register(self, name: str, shown: str, is_admin: bool = False) -> Account:
        """Makes an account with a device of its own."""
        path = "/_synapse/admin/v1/register"
        nonce = self.wire.call("GET", path)["nonce"]
        password = f"{name} of this run"
        parts = [nonce, name, password, "admin" if is_admin else "notadmin"]
        mark = hmac.new(SHARED_SECRET.encode(), "\0".join(parts).encode(), hashlib.sha1)
        made = self.wire.call("POST", path, {
            "nonce": nonce, "username": name, "displayname": shown, "password": password,
            "admin": is_admin, "mac": mark.hexdigest()})
        return Account(self.url, made["user_id"], shown, made["access_token"])

    def limited_requests(self, user: str) -> int:
        """How many requests of an account were refused with 429 so far, by the server's own log."""
        if not self.log.exists():
            return 0
        needle = "{" + user + "}"
        with open(self.log, encoding="utf-8", errors="replace") as lines:
            return sum(1 for line in lines if needle in line and " 429 " in line)
