// What an empty place says to a newcomer: what it is for, and what can be typed at once.

import { element } from "./dom.js";

const inRoom = [
  ["!help", "shows what the bot can do for you now"],
  ["!topic How do we welcome newcomers?", "proposes a topic that others can vote for"],
  ["!rsvp yes", "answers the invitation to the next session"],
];

/** The owner may plan a session, so there can be one to answer: in a week, at four. */
function plan() {
  const day = new Date(Date.now() + 7 * 86_400_000);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((number) => String(number).padStart(2, "0")).join("-");
  return [`!session new "Our first meeting" ${date} 16:00`, "plans a session; you may, as the owner"];
}

const inDirect = [
  ["help", "shows what the bot can do for you"],
  ["feedback 4 Good pace, more time for questions", "is anonymous when you say it here"],
  ["me", "shows what the bot knows about you"],
];

/** The invitation for an empty place; a suggestion goes into the message box when it is chosen. */
export function empty(store, place, fill) {
  const bot = store.seat.bot.name;
  const isDirect = store.isDirect(place);
  const isFirst = place === store.seat.rooms[0];
  const title = isDirect ? `Just you and ${bot}`
    : isFirst ? "The table is set" : `Nothing in ${place} yet`;
  const [help, topic, rsvp] = inRoom;
  const chosen = isDirect ? inDirect
    : store.seat.owner ? [help, topic, plan(), rsvp] : [help, topic, rsvp];
  const words = isDirect
    ? `Nobody else can read this, and the bot needs no exclamation mark here.`
    : `${bot} keeps topics, sessions and answers in order while you talk. Words that begin with an `
      + "exclamation mark are for the bot; everything else is for the people.";
  const suggestion = ([text, effect]) => element(
    "li", {},
    element(
      "button", { class: "suggestion", type: "button", onclick: () => fill(text) },
      element("code", {}, text), element("span", {}, effect)));
  return [
    element("img", { src: "/page/icon.svg", alt: "", width: 72, height: 72 }),
    element("h3", {}, title),
    element("p", {}, words),
    element("p", { class: "try", id: "try" }, "Try one:"),
    element(
      "ul", { class: "suggestions", "aria-labelledby": "try" },
      chosen.map(suggestion)),
  ];
}
