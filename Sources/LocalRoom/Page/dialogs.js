// The dialogs: the first visit, one's own seat, and the keys.

import { byId, element } from "./dom.js";
import * as service from "./service.js";

const suggestions = [
  "Alex", "Ana", "Bela", "Chris", "Dana", "Eli", "Ines", "Jamie", "Kim", "Lee", "Mika", "Noor",
  "Priya", "Robin", "Sam", "Tove",
];

function nameForm({ id, value, submit, button, extra }) {
  const input = element("input", {
    class: "input", id: `${id}-name`, name: "name", required: true, maxlength: 60, value,
    autocomplete: "nickname", spellcheck: false, "aria-describedby": `${id}-trouble`,
  });
  const trouble = element("p", { class: "trouble", id: `${id}-trouble`, role: "alert" });
  return element(
    "form",
    {
      method: "dialog",
      onsubmit: async (event) => {
        event.preventDefault();
        const name = input.value.trim();
        trouble.textContent = name === "" ? "Please type a name." : "";
        if (name === "") return;
        try {
          await submit(name);
          byId(id).close();
        } catch (error) {
          trouble.textContent = error.code === "too_long"
            ? "That name is too long." : error.code === "empty"
              ? "That name has no letters in it." : "The room does not answer. Please try again.";
        }
      },
    },
    element("label", { class: "label", for: input.id }, "Your name"), input, trouble,
    element("div", { class: "buttons" }, element("button", { class: "primary" }, button), extra));
}

/** Asks for a name until somebody has a seat. */
export function welcome({ again = false } = {}) {
  const dialog = byId("welcome");
  const value = suggestions[Math.floor(Math.random() * suggestions.length)];
  dialog.replaceChildren(
    element("img", { src: "/page/icon.svg", alt: "", width: 56, height: 56 }),
    element("h2", { id: "welcome-title" }, again ? "Take another seat" : "Welcome to the table"),
    element(
      "p", {},
      again
        ? "In this tab you will be somebody else. The other tabs stay who they are."
        : "This is a small chat room with a bot that helps people who learn from each other. "
          + "What should the others call you?"),
    nameForm({
      id: "welcome", value, button: "Take a seat",
      submit: (name) => service.join(name, { onlyThisTab: again }),
      extra: again
        ? element("button", { type: "button", onclick: () => dialog.close() }, "Cancel") : null,
    }),
    element("p", { class: "small" }, "You can change it later. Others may have the same name."));
  // Without a seat there is nothing behind the dialog, and a browser closes it all the same.
  dialog.onclose = () => {
    if (!service.isSeated()) dialog.showModal();
  };
  dialog.showModal();
  byId("welcome-name").select();
}

/** Shows who one is here, to change the name, to be two, or to go. */
export function profile(store) {
  const dialog = byId("profile");
  const close = () => dialog.close();
  dialog.replaceChildren(
    element("h2", { id: "profile-title" }, "Your seat"),
    nameForm({
      id: "profile", value: store.person(store.seat).name, button: "Save", submit: service.rename,
      extra: element("button", { type: "button", onclick: close }, "Cancel"),
    }),
    element(
      "p", { class: "small" }, "The bot knows you as ", element("code", {}, store.seat.id),
      store.seat.owner ? ", the owner of this room." : "."),
    element("hr"),
    element(
      "div", { class: "buttons stacked" },
      element(
        "button",
        {
          type: "button",
          onclick: () => {
            close();
            welcome({ again: true });
          },
        },
        "Be somebody else in this tab"),
      element(
        "button",
        {
          type: "button", class: "quiet",
          onclick: async () => {
            await service.leave().catch(() => {});
            location.reload();
          },
        },
        "Leave the room")));
  dialog.showModal();
}

const keys = [
  ["Enter", "sends what you wrote"],
  ["Shift + Enter", "begins a new line"],
  ["↑", "in an empty box: edits what you said last"],
  ["Tab", "goes through rooms, messages and the box"],
  ["↑ ↓ Home End", "go from message to message"],
  ["Enter", "on a message: opens its thread"],
  ["r", "on a message: reacts to it"],
  ["e", "on your own message: edits it"],
  ["Alt + ↑ ↓", "goes to the room above or below"],
  ["Esc", "closes what is open"],
];

export function shortcuts() {
  const dialog = byId("shortcuts");
  dialog.replaceChildren(
    element("h2", { id: "shortcuts-title" }, "Keyboard"),
    element(
      "dl", { class: "keys" },
      keys.map(([key, words]) => element(
        "div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, words)))),
    element(
      "div", { class: "buttons" },
      element("button", { class: "primary", type: "button", onclick: () => dialog.close() }, "Close")));
  dialog.showModal();
}
