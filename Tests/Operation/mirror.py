"""A chat service that lets the bot in, shows it one message, and answers everything else wrongly, with all that the bot
sent in the answer: its address, its fields, its body. What the bot writes down of that must not hold its token."""

import json
import time
from http.server import BaseHTTPRequestHandler

from room import serve

FAULTS = ["garbage", 301, 400, 401, 403, 404, 409, 429, 500, "cut"]


def now() -> int:
    """The seconds since 1970."""
    return int(time.time())


def plain(path: str):
    """The plain chat API; the webhook profile reads it too."""
    if path.startswith("/v1/me") and not path.startswith("/v1/messages"):
        return {"id": "bot", "name": "bot"}
    if path.startswith("/v1/messages?") and "after=1" not in path:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        author = {"id": "ana", "name": "Ana", "bot": False}
        return {"next": "1", "messages": [
            {"id": "m1", "cursor": "1", "room": "general", "text": "!help", "author": author, "ts": stamp}]}
    return None


def matrix(path: str):
    """What the Matrix profile asks for first."""
    if path.endswith("/whoami"):
        return {"user_id": "@bot:x"}
    if "/sync" in path and "since=s1" not in path:
        event = {"type": "m.room.message", "event_id": "$1", "sender": "@ana:x", "origin_server_ts": now() * 1000,
                 "content": {"msgtype": "m.text", "body": "!help"}}
        return {"next_batch": "s1", "rooms": {"join": {"!room:x": {"timeline": {"events": [event]}}}}}
    return None


def mattermost(path: str):
    """What the Mattermost profile asks for first."""
    if path.endswith("/users/me"):
        return {"id": "bot", "username": "bot"}
    if path.endswith("/channels"):
        return [{"id": "room", "type": "O", "team_id": "t", "delete_at": 0}]
    if "/posts?" in path:
        at = now() * 1000
        post = {"id": "p1", "create_at": at, "update_at": at, "edit_at": 0, "delete_at": 0, "user_id": "ana",
                "channel_id": "room", "root_id": "", "message": "!help", "type": "", "props": {}}
        return {"order": ["p1"], "posts": {"p1": post}}
    return None


def telegram(path: str):
    """What the Telegram profile asks for first; its token stands in the path."""
    if path.endswith("/getMe"):
        return {"ok": True, "result": {"id": 1, "is_bot": True, "username": "bot"}}
    if path.endswith("/getUpdates"):
        message = {"message_id": 1, "date": now(), "text": "!help", "chat": {"id": -5, "type": "group"},
                   "from": {"id": 7, "is_bot": False, "first_name": "Ana"}}
        return {"ok": True, "result": [{"update_id": 1, "message": message}]}
    return None


class Mirror:
    """One such service, with one kind of fault."""

    def __init__(self, service, fault):
        self.seen = []
        self.shown = set()
        self.was_told = False
        mirror = self

        class Door(BaseHTTPRequestHandler):
            """One request of the bot."""

            protocol_version = "HTTP/1.1"

            def take(self):
                """Answers well what is asked for first, and anything else wrongly."""
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                good = service(self.path)
                if good is not None and not mirror.is_repeat(self.path):
                    return self.give(200, json.dumps(good).encode())
                mirror.seen.append(self.path)
                mirror.was_told |= b"!help" in body or "/hook/" in self.path
                told = f"{self.headers.get('Authorization', '')} {self.path} {body.decode(errors='replace')}"
                words = {name: told for name in ("error", "description", "errcode", "message", "id")}
                answer = json.dumps({"ok": False, **words}).encode()
                if fault == "garbage":
                    return self.give(200, told.encode())
                if fault == "cut":
                    self.close_connection = True
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + answer)
                    return None
                return self.give(fault, answer)

            def give(self, status: int, body: bytes):
                """Sends an answer."""
                self.send_response(status, self.path.replace("\n", ""))
                self.send_header("Content-Length", str(len(body)))
                if status == 301:
                    self.send_header("Location", self.path + "?again")
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = take

            def log_message(self, *_):
                """Says nothing: what goes wrong shows in the checks."""

        self.server = serve(Door)
        self.url = self.server.url

    def is_repeat(self, path: str) -> bool:
        """Whether something was asked for before: the one message is shown once."""
        is_repeat = path in self.shown
        self.shown.add(path)
        return is_repeat

    def close(self):
        """Ends the service."""
        self.server.shutdown()
        self.server.server_close()
