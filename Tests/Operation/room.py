"""A chat room that speaks the plain chat API, for one bot: it can be told to refuse, to be away, or to want another token."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse


def serve(door: type) -> ThreadingHTTPServer:
    """Starts a server on the loopback, at a free port, whose requests `door` answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    server.daemon_threads = True
    # A bot that is killed drops its connections.
    server.handle_error = lambda *_: None
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Room:
    """The messages of a room and what the bot said, in order; safe to use from several threads."""

    def __init__(self, token: str):
        self.token = token
        self.refuses = ""
        self.feed, self.posts, self.keys = [], [], {}
        self.below = {}
        self.polls, self.turned_away = 0, 0
        self.changed = threading.Condition()
        room = self

        class Door(BaseHTTPRequestHandler):
            """One request of the bot."""

            protocol_version = "HTTP/1.1"

            def do_GET(self):
                room.get(self)

            def do_POST(self):
                room.post(self)

            def log_message(self, *_):
                """Says nothing: what goes wrong shows in the checks."""

        self.server = serve(Door)
        self.url = self.server.url

    def say(self, text: str, author: str = "ana", room: str = "general", **others) -> str:
        """Lets a member say something; gives the id of the message."""
        return self.say_all([(text, author)], room, **others)[0]

    def say_all(self, lines, room: str = "general", **others) -> list:
        """Lets members say many things at once."""
        with self.changed:
            first = len(self.feed) + 1
            for number, (text, author) in enumerate(lines, first):
                stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
                author = {"id": author, "name": author.title(), "bot": False}
                self.feed.append(
                    {"id": f"m{number}", "cursor": str(number), "room": room, "thread": None, "text": text,
                     "author": author, "ts": stamp, **others})
            self.changed.notify_all()
            return [f"m{number}" for number in range(first, len(self.feed) + 1)]

    def wait(self, condition, seconds: float = 20) -> bool:
        """Waits until `condition()` holds; false where it does not in time."""
        with self.changed:
            return self.changed.wait_for(condition, seconds)

    def answers(self, message: str) -> list:
        """What the bot said below a message."""
        return self.below.get(message, [])

    def admits(self, door) -> bool:
        """Whether a request bears the room's token; counts those that do not."""
        if door.headers.get("Authorization") == f"Bearer {self.token}":
            return True
        with self.changed:
            self.turned_away += 1
            self.changed.notify_all()
        return False

    def get(self, door) -> None:
        """Answers a poll, or who the bot is."""
        if not self.admits(door):
            return answer(door, 401, {"error": "unauthorised"})
        address = urlparse(door.path)
        if address.path == "/v1/me":
            return answer(door, 200, {"id": "bot", "name": "Roundtable"})
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        after, limit = int(query.get("after", 0)), int(query.get("limit", 200))
        with self.changed:
            self.changed.wait_for(lambda: len(self.feed) > after, float(query.get("wait", 0)))
            page = self.feed[after:after + limit]
            self.polls += 1
            self.changed.notify_all()
        answer(door, 200, {"messages": page, "next": page[-1]["cursor"] if page else str(after)})

    def post(self, door) -> None:
        """Takes what the bot says, once under each key."""
        body = json.loads(door.rfile.read(int(door.headers["Content-Length"])))
        if not self.admits(door):
            return answer(door, 401, {"error": "unauthorised"})
        with self.changed:
            if self.refuses and self.refuses in body.get("text", ""):
                return answer(door, 400, {"error": "not_in_this_room"})
            key = body.get("idempotency_key")
            if key in self.keys:
                return answer(door, 200, {"id": self.keys[key]})
            self.posts.append(body)
            self.below.setdefault(body.get("thread"), []).append(body.get("text"))
            self.keys[key] = f"b{len(self.posts)}"
            self.changed.notify_all()
        answer(door, 201, {"id": self.keys[key]})


def answer(door, status: int, body: dict) -> None:
    """Sends a JSON answer."""
    data = json.dumps(body).encode()
    door.send_response(status)
    door.send_header("Content-Type", "application/json")
    door.send_header("Content-Length", str(len(data)))
    door.end_headers()
    try:
        door.wfile.write(data)
    except OSError:
        pass  # The bot gave the poll up.
