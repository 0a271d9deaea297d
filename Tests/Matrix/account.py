"""One account on a homeserver, and what a person does with it."""

import http.client
import itertools
import json
import threading
import time
from urllib.parse import quote, urlsplit, urlencode

CLIENT = "/_matrix/client/v3"


class Refused(Exception):
    """The server answered, but not with a success."""

    def __init__(self, status: int, body: dict, path: str):
        super().__init__(f"{status} {body.get('errcode', '')} {body.get('error', '')} at {path}")
        self.status = status
        self.code = body.get("errcode")


class Unreachable(Exception):
    """The server did not answer."""


class Wire:
    """JSON over HTTP to one server, with a kept connection for each thread."""

    def __init__(self, url: str, token: str | None):
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self.local = threading.local()

    def call(self, method: str, path: str, body: dict | None = None, query: dict | None = None,
             patience: float = 60) -> dict:
        """The answer to one request, asked again for `patience` seconds while nobody answers.

        Whoever sends an event puts a transaction id into the path, so asking again doubles nothing.
        """
        address = path + ("?" + urlencode(query) if query else "")
        content = None if body is None else json.dumps(body).encode()
        until = time.monotonic() + patience
        while True:
            try:
                return self._once(method, address, content, path)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if time.monotonic() >= until:
                    raise Unreachable(f"{method} {path}: {error!r}") from error
                time.sleep(0.2)

    def _once(self, method: str, address: str, content: bytes | None, path: str) -> dict:
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
            self.local.connection = connection
        connection.request(method, address, body=content, headers=self.headers)
        response = connection.getresponse()
        text = response.read()
        try:
            answer = json.loads(text) if text else {}
        except ValueError:
            answer = {"error": text[:200].decode(errors="replace")}
        if response.status >= 300:
            raise Refused(response.status, answer, path)
        return answer

    def close(self) -> None:
        """Closes this thread's connection."""
        connection = getattr(self.local, "connection", None)
        if connection is not None:
            connection.close()
        self.local.connection = None


class Account:
    """A person (or the bot) as the homeserver knows them."""

    # Transaction ids are never used twice in a run, whichever account they belong to.
    numbers = itertools.count(1)

    def __init__(self, url: str, user: str, shown: str, token: str):
        self.user, self.shown, self.token = user, shown, token
        self.wire = Wire(url, token)

    def call(self, method: str, path: str, body: dict | None = None,
             query: dict | None = None) -> dict:
        """The answer to a request on the client API."""
        return self.wire.call(method, CLIENT + path, body, query)

    def create_room(self, name: str | None, invite: list[str], is_direct: bool = False) -> str:
        """Makes a room and invites people to it."""
        body = {
            "preset": "trusted_private_chat" if is_direct else "private_chat",
            "invite": invite, "is_direct": is_direct}
        if name:
            body["name"] = name
        return self.call("POST", "/createRoom", body)["room_id"]

    def invite(self, room: str, user: str) -> None:
        """Invites somebody to a room."""
        self.call("POST", f"/rooms/{quote(room)}/invite", {"user_id": user})

    def join(self, room: str) -> None:
        """Accepts an invitation."""
        self.call("POST", f"/rooms/{quote(room)}/join", {})

    def members(self, room: str) -> set[str]:
        """Who is in a room now."""
        return set(self.call("GET", f"/rooms/{quote(room)}/joined_members")["joined"])

    def say(self, room: str, text: str, thread: str | None = None, kind: str = "m.text") -> str:
        """Says a line in a room, or in a thread of it; gives its event id."""
        content: dict = {"msgtype": kind, "body": text}
        if thread:
            content["m.relates_to"] = {
                "rel_type": "m.thread", "event_id": thread, "is_falling_back": True,
                "m.in_reply_to": {"event_id": thread}}
        return self.send(room, "m.room.message", content)

    def react(self, room: str, event: str, emoji: str) -> str:
        """Puts an emoji on an event; gives the reaction's event id."""
        return self.send(room, "m.reaction", {"m.relates_to": {
            "rel_type": "m.annotation", "event_id": event, "key": emoji}})

    def edit(self, room: str, event: str, text: str) -> str:
        """Says an earlier line in other words."""
        return self.send(room, "m.room.message", {
            "msgtype": "m.text", "body": f"* {text}",
            "m.new_content": {"msgtype": "m.text", "body": text},
            "m.relates_to": {"rel_type": "m.replace", "event_id": event}})

    def redact(self, room: str, event: str) -> str:
        """Takes an event away, such as a reaction."""
        path = f"/rooms/{quote(room)}/redact/{quote(event)}/t{next(self.numbers)}"
        return self.call("PUT", path, {})["event_id"]

    def send(self, room: str, kind: str, content: dict) -> str:
        """Sends an event; gives its id."""
        path = f"/rooms/{quote(room)}/send/{kind}/t{next(self.numbers)}"
        return self.call("PUT", path, content)["event_id"]

    def invitations(self) -> dict[str, str]:
        """The rooms that this account is invited to, and by whom."""
        # The server answers the same first /sync from memory for two minutes; each of these differs.
        timeline = {"limit": 1, "not_types": [f"x{next(self.numbers)}"]}
        answer = self.call("GET", "/sync", query={"timeout": "0", "filter": json.dumps({
            "room": {"timeline": timeline, "state": {"types": []}}})})
        found = {}
        for room, invited in answer.get("rooms", {}).get("invite", {}).items():
            for event in invited["invite_state"]["events"]:
                if event["type"] == "m.room.member" and event["state_key"] == self.user:
                    found[room] = event["sender"]
        return found

    def limit(self, user: str, per_second: int, burst: int) -> None:
        """Lets the server allow another account few messages; only an administrator can."""
        self.wire.call("POST", f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit", {
            "messages_per_second": per_second, "burst_count": burst})

    def unlimit(self, user: str) -> None:
        """Ends what `limit` began."""
        self.wire.call("DELETE", f"/_synapse/admin/v1/users/{quote(user)}/override_ratelimit")


class Feed:
    """All events of one room, oldest first, as one of its members can read them."""

    def __init__(self, reader: Account, room: str):
        self.reader, self.room = reader, room
        self.token: str | None = None
        self.events: list[dict] = []
        self.known: set[str] = set()

    def read(self) -> list[dict]:
        """Reads on to the end; gives what is new."""
        fresh = []
        while True:
            query = {"dir": "f", "limit": "500"}
            if self.token:
                query["from"] = self.token
            page = self.reader.call("GET", f"/rooms/{quote(self.room)}/messages", query=query)
            for event in page["chunk"]:
                if event["event_id"] not in self.known:
                    self.known.add(event["event_id"])
                    fresh.append(event)
            # Without `end` there is nothing further yet, and the old token stays good.
            if not page.get("end") or page["end"] == self.token:
                break
            self.token = page["end"]
        self.events += fresh
        return fresh
