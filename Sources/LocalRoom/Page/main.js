// Puts the page together: the list of places, the open place, its thread, and the news.

import { announce, avatar, byId, element, icon } from "./dom.js";
import { Composer } from "./composer.js";
import { profile, shortcuts, welcome } from "./dialogs.js";
import { empty } from "./empty.js";
import * as service from "./service.js";
import { Store } from "./store.js";
import { Timeline } from "./timeline.js";

const store = new Store();
const open = { place: null, thread: null, newFrom: Infinity };
let isConnected = true;

const actions = {
  react: (message, symbol, isMine) => service.react(message.id, symbol, isMine).catch(() => {}),
  openThread: (message) => goTo(message.room, message.thread ?? message.id),
  edit: (message, inThread) => (inThread ? threadComposer : composer).edit(message),
  fill: (text, message) => {
    const isInThread = open.thread && (message.thread ?? message.id) === open.thread;
    const inPanel = isInThread && document.activeElement?.closest("#thread");
    (inPanel ? threadComposer : composer).fill(text);
  },
};

const timeline = new Timeline({
  list: byId("timeline"), scroller: byId("scroller"), jump: byId("jump"), store, actions,
});
const threadTimeline = new Timeline({
  list: byId("thread-timeline"), scroller: byId("thread-scroller"), store, actions, inThread: true,
});

function makeComposer(root, timelineOf, threadOf) {
  return new Composer({
    root: byId(root), label: "Message", limit: () => store.seat?.textBytes ?? Infinity,
    onSend: (text) => {
      timelineOf.follow();
      return service.say({ room: open.place, thread: threadOf(), text });
    },
    onSave: (message, text) => service.edit(message.id, text),
    onEditLast: () => {
      const last = store.ownLast(open.place, threadOf());
      if (last) (threadOf() ? threadComposer : composer).edit(last);
      return Boolean(last);
    },
    onEscape: () => closeThread(),
  });
}
const composer = makeComposer("compose", timeline, () => null);
const threadComposer = makeComposer("thread-compose", threadTimeline, () => open.thread);

// Places have addresses, so that the browser's own back and forward work: #general, #general/m12-….

function address(place, thread) {
  const name = store.isDirect(place) ? "direct" : encodeURIComponent(place);
  return thread ? `#${name}/${encodeURIComponent(thread)}` : `#${name}`;
}

function goTo(place, thread = null) {
  const hash = address(place, thread);
  if (location.hash === hash) followAddress();
  else location.hash = hash;
}

function followAddress() {
  if (!store.seat) return;
  const [name, thread] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const place = name === "direct" ? store.seat.direct : name;
  const isKnown = store.allPlaces.includes(place);
  show(isKnown ? place : store.seat.rooms[0], isKnown && thread ? thread : null);
}

function show(place, thread) {
  const isOther = open.place !== place;
  const closed = open.thread;
  if (isOther) {
    timeline.clear();
    const since = store.read.places[place] ?? 0;
    open.newFrom = store.unread(place) > 0 ? since + 1 : Infinity;
  }
  if (open.thread !== thread) threadTimeline.clear();
  Object.assign(open, { place, thread });
  toggleSide(false);
  draw();
  if (thread && closed !== thread) focusIn(threadComposer, byId("thread-name"));
  else if (closed && !thread && !isOther) timeline.reveal(closed);
  else if (isOther && !byId("welcome").open) focusIn(composer, byId("place-name"));
}

/** Goes to the box where there is a keyboard; on a phone that would raise one, so to the heading. */
function focusIn(box, heading) {
  if (matchMedia("(pointer: coarse)").matches) heading.focus();
  else box.focus();
}

function closeThread() {
  if (open.thread) goTo(open.place);
}

function draw() {
  if (!open.place) return;
  const isSeen = !document.hidden && document.hasFocus();
  if (isSeen && store.unread(open.place) > 0) store.markRead(open.place);
  drawSide();
  drawPlace();
  drawThread();
  const unread = store.allPlaces.reduce((sum, place) => sum + store.unread(place), 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${store.placeName(open.place)} · Roundtable`;
}

function drawSide() {
  const entry = (place, mark) => {
    const unread = store.unread(place);
    const isOpen = place === open.place;
    return element(
      "li", {},
      element(
        "a",
        {
          class: unread > 0 ? "place has-news" : "place", href: address(place),
          "aria-current": isOpen ? "page" : null,
        },
        icon(mark), element("span", { class: "place-label" }, store.placeName(place)),
        unread > 0
          ? element(
            "span", { class: "badge" }, unread > 99 ? "99+" : String(unread),
            element("span", { class: "hearing" }, unread === 1 ? " new message" : " new messages"))
          : null));
  };
  replaceIfChanged(byId("rooms"), store.seat.rooms.map((place) => entry(place, "room")));
  replaceIfChanged(byId("direct"), [entry(store.seat.direct, "person")]);
  const me = store.person({ ...store.seat, bot: false });
  replaceIfChanged(byId("me"), [
    avatar(me), element("span", { class: "me-name" }, me.name),
    element("span", { class: "hearing" }, ", your seat: change your name"),
  ]);
}

/** Leaves the page alone where nothing changed, so that focus and reading position stay. */
function replaceIfChanged(parent, children) {
  const made = element("div", {}, children);
  if (parent.innerHTML === made.innerHTML) return;
  const focused = [...parent.querySelectorAll("a")].indexOf(document.activeElement);
  parent.replaceChildren(...children);
  if (focused >= 0) parent.querySelectorAll("a")[focused]?.focus();
}

function drawPlace() {
  const { place } = open;
  const isDirect = store.isDirect(place);
  const bot = store.seat.bot.name;
  replaceIfChanged(byId("place-name"), [
    icon(isDirect ? "person" : "room"), element("span", {}, store.placeName(place)),
  ]);
  const presence = !isConnected ? "Reconnecting…"
    : store.botHere ? `${bot} is listening` : `${bot} is not connected yet`;
  byId("presence").classList.toggle("here", isConnected && store.botHere);
  byId("presence").textContent = presence;
  const entries = store.entries(place);
  const isEmpty = entries.every((entry) => entry.isNote);
  byId("empty").hidden = !isEmpty;
  byId("timeline").hidden = isEmpty;
  if (isEmpty) {
    replaceIfChanged(byId("empty"), empty(store, place, (text) => composer.fill(text)));
  }
  timeline.show(entries, { newFrom: open.newFrom });
  const where = isDirect ? `Message to ${bot} alone` : `Message to everybody in ${place}`;
  composer.turnTo(place, where, isDirect ? `Message ${bot}` : `Message ${place}`);
}

function drawThread() {
  const panel = byId("thread");
  const root = open.thread && store.messages.get(open.thread);
  panel.hidden = !root;
  byId("room").classList.toggle("has-thread", Boolean(root));
  if (!root) return;
  byId("thread-place").textContent = store.isDirect(root.room)
    ? store.placeName(root.room) : `in ${root.room}`;
  threadTimeline.show([root, ...store.replies(root.id)]);
  threadComposer.turnTo(`${open.place} ${open.thread}`, "Reply in this thread", "Reply…");
}

function takeNews(news) {
  const hadSeat = store.cursor !== "";
  const fresh = store.takeNews(news).filter((message) => message.author.id !== store.seat.id);
  if (!open.place || !hadSeat) followAddress();
  draw();
  timeline.miss(fresh.filter((message) => message.room === open.place && !message.thread).length);
  for (const message of fresh) {
    const where = message.room === open.place ? "" : ` in ${store.placeName(message.room)}`;
    const words = message.text.length > 400 ? `${message.text.slice(0, 400)}…` : message.text;
    announce(`${store.person(message.author).name}${where}: ${words.replaceAll("`", "")}`);
  }
}

function takeConnection(isThere) {
  if (isConnected === isThere) return;
  isConnected = isThere;
  byId("notice").textContent = isThere ? "" : "The room does not answer. Reconnecting…";
  draw();
}

// On a narrow screen the list of places lies over the room.

function toggleSide(isOpen) {
  byId("room").classList.toggle("side-open", isOpen);
  byId("open-side").setAttribute("aria-expanded", String(isOpen));
  byId("stage").inert = isOpen;
  if (isOpen) byId("close-side").focus();
}

function closeSide() {
  if (!byId("room").classList.contains("side-open")) return;
  toggleSide(false);
  byId("open-side").focus();
}

function step(by) {
  const places = store.allPlaces;
  const next = places[places.indexOf(open.place) + by];
  if (next) goTo(next);
}

function listen() {
  byId("open-side").append(icon("menu"));
  byId("close-side").append(icon("close"));
  byId("close-thread").append(icon("close"));
  byId("keys").append(icon("keys"));
  byId("open-side").addEventListener("click", () => toggleSide(true));
  byId("close-side").addEventListener("click", closeSide);
  byId("shade").addEventListener("click", closeSide);
  byId("close-thread").addEventListener("click", closeThread);
  byId("me").addEventListener("click", () => profile(store));
  byId("keys").addEventListener("click", shortcuts);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    composer.focus();
  });
  addEventListener("hashchange", followAddress);
  addEventListener("focus", draw);
  document.addEventListener("visibilitychange", draw);
  addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      if (byId("room").classList.contains("side-open")) closeSide();
      else closeThread();
    } else if (event.altKey && event.key === "ArrowDown") step(1);
    else if (event.altKey && event.key === "ArrowUp") step(-1);
    else return;
    event.preventDefault();
  });
}

service.whenJoined((seat) => {
  const isOther = store.seat?.id !== seat.id;
  store.sit(seat);
  byId("room").hidden = false;
  if (isOther) {
    open.place = null;
    timeline.clear();
    threadTimeline.clear();
  }
});

async function begin() {
  listen();
  const known = service.remembered();
  if (!known) welcome();
  else {
    for (;;) {
      try {
        await service.join(known.name, { again: true });
        break;
      } catch {
        byId("notice").textContent = "The room does not answer. Reconnecting…";
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
    byId("notice").textContent = "";
  }
  service.follow({
    position: () => ({
      after: store.cursor, people: store.peopleVersion, bot: store.botHere,
    }),
    onNews: takeNews, onConnection: takeConnection,
  });
}

begin();
