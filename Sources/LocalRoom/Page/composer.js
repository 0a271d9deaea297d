// The box in which a message is written, for a place or for a thread.

import { element, icon } from "./dom.js";

const drafts = new Map();

export class Composer {
  constructor({ root, label, onSend, onSave, onEditLast, onEscape, limit }) {
    Object.assign(this, { root, onSend, onSave, onEditLast, onEscape, limit });
    this.key = null;
    this.editing = null;
    this.area = element("textarea", {
      class: "box", rows: 1, id: `${root.id}-box`, autocomplete: "off", spellcheck: true,
      enterkeyhint: "send", oninput: () => this.changed(), onkeydown: (event) => this.press(event),
    });
    this.label = element("label", { class: "hearing", for: this.area.id }, label);
    this.button = element(
      "button", { class: "send", type: "submit", "aria-label": "Send", title: "Send" },
      icon("send"));
    this.hint = element("p", { class: "hint", id: `${root.id}-hint`, role: "status" });
    this.banner = element("p", { class: "editing", hidden: true });
    const form = element(
      "form",
      {
        class: "form",
        onsubmit: (event) => {
          event.preventDefault();
          this.submit();
        },
      },
      this.banner,
      element("div", { class: "well" }, this.label, this.area, this.button), this.hint);
    root.append(form);
    this.changed();
  }

  /** Turns to another place; what was begun there is still in the box. */
  turnTo(key, label, placeholder) {
    if (this.key !== key) {
      this.stopEditing();
      this.key = key;
      this.area.value = drafts.get(key) ?? "";
      this.hint.textContent = "";
    }
    this.label.textContent = label;
    this.area.placeholder = placeholder;
    this.changed();
  }

  /** Puts words into the box; a part in angle brackets or an ellipsis waits to be typed over. */
  fill(text) {
    this.area.value = text;
    this.focus();
    const gap = /<[^>]+>|…/u.exec(text);
    if (gap) this.area.setSelectionRange(gap.index, gap.index + gap[0].length);
    else this.area.setSelectionRange(text.length, text.length);
    this.changed();
  }

  focus() {
    this.area.focus();
  }

  /** Lets a message be written anew. */
  edit(message) {
    this.editing = message;
    this.banner.hidden = false;
    this.banner.replaceChildren(
      "You are editing your message. ",
      element("button", { class: "link", type: "button", onclick: () => this.cancel() }, "Cancel"));
    this.fill(message.text);
  }

  cancel() {
    this.stopEditing();
    this.area.value = drafts.get(this.key) ?? "";
    this.changed();
    this.focus();
  }

  stopEditing() {
    this.editing = null;
    this.banner.hidden = true;
  }

  changed() {
    if (this.key && !this.editing) drafts.set(this.key, this.area.value);
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, 200)}px`;
    this.button.classList.toggle("ready", this.area.value.trim() !== "");
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && this.area.value === "" && this.onEditLast()) {
      event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.editing) this.cancel();
      else this.onEscape();
    }
  }

  async submit() {
    const text = this.area.value.trim();
    if (text === "") return;
    if (new TextEncoder().encode(text).length > this.limit()) {
      this.complain("That is too long for one message. Please say it in several.");
      return;
    }
    const { editing, key } = this;
    this.stopEditing();
    drafts.delete(key);
    this.area.value = editing ? drafts.get(key) ?? "" : "";
    this.changed();
    this.hint.textContent = "";
    try {
      await (editing ? this.onSave(editing, text) : this.onSend(text));
    } catch {
      // Nothing that somebody wrote is lost: it comes back into the box.
      if (this.key === key && this.area.value === "") this.area.value = text;
      else if (this.key !== key) drafts.set(key, text);
      this.changed();
      this.complain("That was not sent, because the room does not answer. Please send it again.");
    }
  }

  complain(words) {
    this.hint.textContent = words;
  }
}
