// A list of messages that grows, keeps its place, and is walked through with the arrow keys.

import { element, icon, keepingFocus } from "./dom.js";
import { draw, drawDay, drawNote, isBy, togglePalette } from "./message.js";

const nearMilliseconds = 250;
const nearPixels = 80;

export class Timeline {
  constructor({ list, scroller, jump, store, actions, inThread }) {
    Object.assign(this, { list, scroller, jump, store, actions, inThread });
    this.drawn = new Map();
    this.current = null;
    this.isFollowing = true;
    list.addEventListener("keydown", (event) => this.press(event));
    list.addEventListener("focusin", (event) => this.enter(event.target.closest(".message")));
    list.addEventListener("click", (event) => this.touch(event));
    scroller.addEventListener("scroll", () => this.noticeScroll(), { passive: true });
    new ResizeObserver(() => this.stay()).observe(list);
    new ResizeObserver(() => this.stay()).observe(scroller);
    jump?.addEventListener("click", () => this.follow());
  }

  /** Starts another place: nothing is kept, and reading begins at the end. */
  clear() {
    this.list.replaceChildren();
    this.drawn = new Map();
    this.current = null;
    this.isFollowing = true;
    this.missed = 0;
  }

  /** Draws what is new or has changed; `entries` are in order. `newFrom` is the first unread number. */
  show(entries, { newFrom = Infinity } = {}) {
    const wanted = this.plan(entries, newFrom);
    keepingFocus(this.list, () => {
      const next = new Map();
      let before = null;
      for (const { key, version, make } of wanted) {
        const known = this.drawn.get(key);
        const isSame = known?.version === version;
        const node = isSame ? known.node : make();
        if (known && !isSame) known.node.replaceWith(node);
        const after = before ? before.nextSibling : this.list.firstChild;
        if (after !== node) this.list.insertBefore(node, after);
        next.set(key, { version, node });
        before = node;
      }
      for (const [key, { node }] of this.drawn) if (!next.has(key)) node.remove();
      this.drawn = next;
    });
    this.setCurrent(this.articles().find((article) => article.dataset.id === this.current));
    this.stay();
  }

  /** What the list holds, in order: days, the mark of what is new, notes and messages. */
  plan(entries, newFrom) {
    const wanted = [];
    let before = null;
    let isMarked = false;
    for (const entry of entries) {
      const day = new Date(entry.ts).toDateString();
      const isNewDay = !before || new Date(before.ts).toDateString() !== day;
      if (isNewDay && !this.inThread) {
        wanted.push({ key: `day ${day}`, version: 0, make: () => drawDay(entry.ts) });
      }
      const isFirstNew = !isMarked && entry.number >= newFrom;
      if (isFirstNew) {
        isMarked = true;
        wanted.push({ key: "new", version: entry.id, make: drawNewMark });
      }
      const follows = Boolean(before) && !isNewDay && !isFirstNew && isBy(before, entry)
        && (this.inThread || this.store.replies(before.id).length === 0);
      const make = entry.isNote
        ? () => drawNote(entry, this.store)
        : () => draw(entry, this.store, this.actions, { inThread: this.inThread, follows });
      const name = entry.isNote ? this.store.person(entry.author).name : "";
      wanted.push({ key: entry.id, version: `${entry.version} ${follows} ${name}`, make });
      before = entry;
    }
    return wanted;
  }

  articles() {
    return [...this.list.querySelectorAll(".message")];
  }

  /** The messages are one stop of the Tab key; the parts of the current one come after it. */
  setCurrent(article) {
    const chosen = article ?? this.articles().at(-1);
    for (const other of this.list.querySelectorAll('.message[tabindex="0"]')) {
      if (other !== chosen) this.reach(other, false);
    }
    if (chosen) this.reach(chosen, true);
  }

  reach(article, isReachable) {
    const tabindex = isReachable ? 0 : -1;
    article.tabIndex = tabindex;
    const parts = [...article.querySelectorAll("button, a")];
    const preview = article.nextElementSibling;
    if (preview) parts.push(...preview.querySelectorAll(":scope > .more"));
    for (const part of parts) part.tabIndex = tabindex;
  }

  enter(article) {
    if (!article) return;
    this.current = article.dataset.id;
    this.setCurrent(article);
  }

  /** A finger that touches a message brings up its tools, as a mouse does by pointing at it. */
  touch(event) {
    if (event.target.closest("button, a") || String(getSelection()) !== "") return;
    event.target.closest(".message")?.focus({ preventScroll: true });
  }

  press(event) {
    const article = event.target.closest(".message");
    if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = this.articles();
    const index = all.indexOf(article);
    const goal = {
      ArrowUp: all[index - 1], ArrowDown: all[index + 1], Home: all[0], End: all.at(-1),
    }[event.key];
    const message = this.store.messages.get(article.dataset.id);
    if (goal) goal.focus();
    else if (event.target !== article) return;
    else if (event.key === "Enter" && !this.inThread) this.actions.openThread(message);
    else if (event.key === "r") togglePalette(article, message, this.store, this.actions);
    else if (event.key === "e" && message.author.id === this.store.seat.id) {
      this.actions.edit(message, this.inThread);
    } else return;
    event.preventDefault();
  }

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < nearPixels;
  }

  noticeScroll() {
    // What the page itself has scrolled is no wish of the reader.
    if (Date.now() - (this.movedAt ?? 0) < nearMilliseconds && !this.isAtEnd) return;
    this.isFollowing = this.isAtEnd;
    if (this.isFollowing) this.missed = 0;
    this.showJump();
  }

  /** Keeps the end in sight while the reader is there. */
  stay() {
    // A hidden list means that the place is empty: what it says there is read from the top.
    if (this.list.hidden) this.scroller.scrollTop = 0;
    else if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.showJump();
  }

  /** Goes to the end and stays there. */
  follow() {
    this.isFollowing = true;
    this.missed = 0;
    this.stay();
  }

  /** Brings a message into sight and into focus. */
  reveal(id) {
    const article = this.articles().find((candidate) => candidate.dataset.id === id);
    article?.focus();
    article?.scrollIntoView({ block: "nearest" });
  }

  /** Counts what came while the reader was further up. */
  miss(count) {
    if (!this.isFollowing) this.missed = (this.missed ?? 0) + count;
    this.showJump();
  }

  showJump() {
    if (!this.jump) return;
    this.jump.hidden = this.isFollowing || !this.missed;
    const words = this.missed === 1 ? "1 new message" : `${this.missed} new messages`;
    if (!this.jump.hidden) this.jump.replaceChildren(words, icon("down"));
  }
}

function drawNewMark() {
  return element("li", { class: "day new" }, element("span", {}, "New"));
}
