"""A chat service of a few lines that speaks the plain chat API (Documentation/plain-api.md)."""

import datetime
import http.server
import json
import threading
import urllib.parse


class Chat:
    """A feed in memory; `say` puts something into it, and `wait` waits for what the bot says."""

    def __init__(self):
        self.feed = []
        self.condition = threading.Condition()
        chat = self

        class Door(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def answer(self, status, value):
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                address = urllib.parse.urlparse(self.path)
                if address.path == "/v1/me":
                    return self.answer(200, {"id": "bot", "name": "Roundtable"})
                query = urllib.parse.parse_qs(address.query)
                after = int(query.get("after", ["0"])[0])
                wait = float(query.get("wait", ["0"])[0])
                with chat.condition:
                    chat.condition.wait_for(lambda: len(chat.feed) > after, timeout=wait)
                    messages = chat.feed[after:]
                    end = len(chat.feed)
                self.answer(200, {"messages": messages, "next": str(end)})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path != "/v1/messages":
                    return self.answer(201, {})
                with chat.condition:
                    for message in chat.feed:
                        if message.get("idempotency_key") == body["idempotency_key"]:
                            return self.answer(200, {"id": message["id"]})
                room = body["room"] or "dm-" + body["to"]
                self.answer(201, {"id": chat.add("bot", "Roundtable", room, body["text"],
                                                 body["idempotency_key"])})

        class Service(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """A bot that was killed leaves its poll behind, which is no error."""

        self.server = Service(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def add(self, author, name, room, text, key=None):
        with self.condition:
            number = len(self.feed) + 1
            now = datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
            message = {
                "id": f"m{number}", "cursor": str(number), "room": room, "thread": None,
                "author": {"id": author, "name": name, "bot": author == "bot"},
                "direct": room.startswith("dm-"), "text": text, "ts": now}
            if key:
                message["idempotency_key"] = key
            self.feed.append(message)
            self.condition.notify_all()
            return message["id"]

    def say(self, author, text, name=None):
        """Lets a member write to the bot alone; returns how long the feed is then."""
        self.add(author, name or author.title(), f"dm-{author}", text)
        return len(self.feed)

    def wait(self, author, words, since=0, seconds=20):
        """Waits until the bot has said `words` to a member, and returns the whole text."""
        def found():
            return [message["text"] for message in self.feed[since:]
                    if message["author"]["id"] == "bot" and message["room"] == f"dm-{author}"
                    and words in message["text"]]

        with self.condition:
            self.condition.wait_for(found, timeout=seconds)
            texts = found()
        assert texts, f"the bot did not say “{words}” to {author}: {self.feed[since:]}"
        return texts[0]

    def close(self):
        self.server.shutdown()
