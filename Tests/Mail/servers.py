"""Mail servers: aiosmtpd as it is, and sockets that misbehave as no library would."""

import socket
import ssl
import subprocess
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"bot@example.org", b"canary-password"


def certificate(folder):
    """Makes a certificate for localhost that only itself vouches for; returns its file and its key."""
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


class Mailbox:
    """Keeps what arrives; `refuse` and `hang_up` make trouble."""

    def __init__(self, refuse=None, hang_up=0):
        self.arrived = []
        self.logins = 0
        self.refuse = refuse or {}
        self.hang_up = hang_up
        self.condition = threading.Condition()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self.condition:
            self.arrived.append({
                "from": envelope.mail_from, "to": list(envelope.rcpt_tos),
                "bytes": envelope.content, "tls": server.transport.get_extra_info("sslcontext") is not None,
                "user": session.authenticated, "hello": session.host_name})
            self.condition.notify_all()
        if self.hang_up > 0:
            self.hang_up -= 1
            server.transport.abort()
        return "250 taken"

    def wait(self, count, seconds=30):
        with self.condition:
            self.condition.wait_for(lambda: len(self.arrived) >= count, timeout=seconds)
        assert len(self.arrived) >= count, f"{len(self.arrived)} mails arrived, not {count}"
        return self.arrived

    def authenticate(self, server, session, envelope, mechanism, data):
        self.logins += 1
        good = (isinstance(data, LoginPassword) and data.login == USER
                and data.password == PASSWORD)
        return AuthResult(success=good, handled=good)


class Server(Controller):
    """aiosmtpd on a free port of this machine; `tls` is none, starttls or whole."""

    def __init__(self, mailbox, tls="none", files=None, auth=False):
        self.options = {"hostname": "localhost"}
        context = None
        if tls != "none":
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*files)
        if tls == "starttls":
            self.options |= {"tls_context": context, "require_starttls": True}
        if auth:
            self.options |= {
                "authenticator": mailbox.authenticate, "auth_required": True,
                "auth_require_tls": tls == "starttls"}
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        super().__init__(mailbox, hostname="127.0.0.1", port=port,
                         ssl_context=context if tls == "whole" else None)
        self.start()

    def factory(self):
        return SMTP(self.handler, **self.options)


class Script:
    """A server that says one line after the other, and then nothing, or hangs up."""

    def __init__(self, answers):
        self.heard = []
        self.connections = 0
        self.answers = answers
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with connection, connection.makefile("rb") as lines:
            try:
                for answer in self.answers:
                    if answer is None:
                        return time.sleep(60)
                    connection.sendall(answer.encode() + b"\r\n")
                    line = lines.readline()
                    if not line:
                        return
                    self.heard.append(line.decode(errors="replace").strip())
                while lines.readline():
                    time.sleep(60)
            except OSError:
                pass

    def stop(self):
        self.socket.close()
