// Draws one message: who, when, what, reactions, and what can be done with it.

import { avatar, element, icon } from "./dom.js";
import { emoji, emojiName } from "./store.js";

const shownReplies = 3;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

/** Splits a text into code spans, addresses and the rest, in that order of precedence. */
export function pieces(text) {
  const found = [];
  const pattern = /`([^`\n]+)`|https?:\/\/[^\s<>"`]*[^\s<>"`.,;:!?)\]}']/gu;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    if (match[1] === undefined) found.push({ kind: "link", text: match[0] });
    else found.push({ kind: "code", text: match[1] });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}

/** The words of a message; code spans are buttons that put themselves into the message box. */
function body(message, actions) {
  const drawn = pieces(message.text).map((piece) => {
    if (piece.kind === "link") {
      return element(
        "a", { href: piece.text, target: "_blank", rel: "noopener noreferrer", tabindex: -1 },
        piece.text);
    }
    if (piece.kind === "text") return piece.text;
    if (!message.author.bot) return element("code", {}, piece.text);
    return element(
      "button",
      {
        class: "code", type: "button", tabindex: -1, "data-focus": `code ${piece.text}`,
        title: "Put this into the message box", onclick: () => actions.fill(piece.text, message),
      },
      piece.text);
  });
  return element("div", { class: "text", dir: "auto" }, drawn);
}

function names(members, store) {
  const all = [...members].map((id) => {
    if (id === store.seat.id) return "you";
    return id === store.seat.bot.id ? store.seat.bot.name : store.people.get(id)?.name ?? "somebody";
  });
  return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1)}` : all.join("");
}

/** The emoji that the bot asks for: "react here with ✅ ❓ ❌". */
function invited(message) {
  if (!message.author.bot || !/\breact\b/iu.test(message.text)) return [];
  return emoji.map(([symbol]) => symbol).filter((symbol) => message.text.includes(symbol));
}

function reactions(message, store, actions) {
  const shown = new Set([...invited(message), ...message.reactions.keys()]);
  if (shown.size === 0) return null;
  const pills = [...shown].map((symbol) => {
    const members = message.reactions.get(symbol) ?? new Set();
    const isMine = members.has(store.seat.id);
    const who = members.size > 0 ? `${members.size}: ${names(members, store)}` : "nobody yet";
    return element("li", {}, element(
      "button",
      {
        class: members.size > 0 ? "pill" : "pill open", type: "button", tabindex: -1,
        "aria-pressed": String(isMine), "data-focus": `pill ${symbol}`,
        title: `${emojiName(symbol)}, ${who}`,
        "aria-label": `${symbol} ${emojiName(symbol)}, ${who}`,
        onclick: () => actions.react(message, symbol, isMine),
      },
      element("span", { class: "symbol" }, symbol), members.size > 0 ? ` ${members.size}` : null));
  });
  return element("ul", { class: "reactions", "aria-label": "Reactions" }, pills);
}

/** The row of emoji to choose from; it opens below the message. */
function palette(message, store, actions, close) {
  const choices = emoji.map(([symbol, name]) => element(
    "button",
    {
      class: "choice", type: "button", "aria-label": `${symbol} ${name}`, title: name,
      onclick: () => {
        const isMine = message.reactions.get(symbol)?.has(store.seat.id) ?? false;
        close();
        actions.react(message, symbol, isMine);
      },
    },
    symbol));
  return element(
    "div",
    {
      class: "palette", role: "group", "aria-label": "Choose a reaction",
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (event.key === "Escape") close();
        else if (step) {
          const next = choices.indexOf(document.activeElement) + step;
          choices.at(next % choices.length).focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
    choices);
}

/** Opens the palette of a drawn message, or closes it. */
export function togglePalette(drawn, message, store, actions) {
  const open = drawn.querySelector(":scope > .frame > .palette");
  const close = () => {
    drawn.querySelector(":scope > .frame > .palette")?.remove();
    (drawn.querySelector('[data-focus="react"]') ?? drawn).focus();
  };
  if (open) return close();
  const made = palette(message, store, actions, close);
  drawn.querySelector(":scope > .frame").append(made);
  made.scrollIntoView({ block: "nearest" });
  made.firstElementChild.focus();
  return undefined;
}

function toolbar(message, store, actions, place) {
  const tool = (name, label, onclick) => element(
    "button",
    {
      class: "tool", type: "button", tabindex: -1, "data-focus": name, title: label,
      "aria-label": label, onclick,
    },
    icon(name));
  const who = store.person(message.author).name;
  const tools = [
    tool("react", `React to ${who}`, (event) =>
      togglePalette(event.currentTarget.closest(".message"), message, store, actions)),
  ];
  if (!place.inThread) {
    tools.push(tool("reply", `Reply to ${who} in a thread`, () => actions.openThread(message)));
  }
  if (message.author.id === store.seat.id) {
    tools.push(tool("edit", "Edit your message", () => actions.edit(message, place.inThread)));
  }
  return element("div", { class: "tools" }, tools);
}

function heading(message, store) {
  const person = store.person(message.author);
  const at = new Date(message.ts);
  return element(
    "div", { class: "by" },
    element("span", { class: "name" }, person.name),
    person.bot ? element("span", { class: "tag" }, "bot") : null,
    message.author.id === store.seat.id ? element("span", { class: "tag own" }, "you") : null,
    element("time", { datetime: message.ts, title: full.format(at) }, clock.format(at)),
    message.edited
      ? element("span", { class: "edited", title: full.format(new Date(message.edited)) }, "edited")
      : null);
}

/** The last answers below a message of a room, and the way to all of them. */
function preview(message, store, actions) {
  const replies = store.replies(message.id);
  if (replies.length === 0) return null;
  const last = replies.slice(-shownReplies);
  const hidden = replies.length - last.length;
  const label = hidden > 0
    ? `Open the thread: ${hidden} earlier ${hidden === 1 ? "reply" : "replies"}`
    : "Open the thread";
  return element(
    "div", { class: "preview" },
    hidden > 0
      ? element(
        "button",
        {
          class: "more", type: "button", tabindex: -1, "data-focus": "earlier",
          onclick: () => actions.openThread(message),
        },
        label)
      : null,
    element(
      "ol", { class: "replies", "aria-label": "Replies" },
      last.map((reply, index) => draw(
        reply, store, actions, { inPreview: true, follows: index > 0 && isBy(last[index - 1], reply) }))),
    element(
      "button",
      {
        class: "more", type: "button", tabindex: -1, "data-focus": "thread",
        onclick: () => actions.openThread(message),
      },
      icon("reply"), "Reply in thread"));
}

/** Whether two messages follow so closely that one heading serves both. */
export function isBy(before, message) {
  return before.author.id === message.author.id && !before.isNote && !message.isNote
    && new Date(message.ts) - new Date(before.ts) < 5 * 60_000;
}

/** Draws a message of a room or of a thread as an item of a list. */
export function draw(message, store, actions, place) {
  const person = store.person(message.author);
  const at = clock.format(new Date(message.ts));
  const kinds = ["message"];
  if (person.bot) kinds.push("from-bot");
  if (place.follows) kinds.push("follows");
  const drawn = element(
    "article",
    {
      class: kinds.join(" "), tabindex: -1, "data-id": message.id,
      "aria-label": `${person.name}${person.bot ? ", bot" : ""}, ${at}`,
    },
    element("div", { class: "face" }, place.follows ? null : avatar(person)),
    element(
      "div", { class: "frame" },
      heading(message, store),
      body(message, actions),
      reactions(message, store, actions)),
    toolbar(message, store, actions, place));
  return element(
    "li", { class: "entry" }, drawn,
    place.inThread || place.inPreview ? null : preview(message, store, actions));
}

/** Draws an arrival or a departure. */
export function drawNote(note, store) {
  const name = store.person(note.author).name;
  const words = note.kind === "joined" ? "took a seat" : "left the room";
  return element(
    "li", { class: "entry note" },
    element("p", {}, element("b", {}, name), ` ${words} · ${clock.format(new Date(note.ts))}`));
}

/** Draws what stands between two days. */
export function drawDay(ts) {
  const day = new Date(ts);
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const ago = Math.round((midnight(new Date()) - midnight(day)) / 86_400_000);
  const words = ago === 0 ? "Today" : ago === 1 ? "Yesterday" : new Intl.DateTimeFormat(
    undefined,
    { weekday: "long", day: "numeric", month: "long", year: ago > 300 ? "numeric" : undefined })
    .format(day);
  return element("li", { class: "day" }, element("span", {}, words));
}
