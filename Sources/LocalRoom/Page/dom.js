// Builds the page out of elements and texts; nothing is ever parsed as HTML.

/** Makes an element. Properties are attributes, but for `on…`, which are listeners. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

const strokes = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M20 15a3 3 0 0 1-3 3H9l-5 3V7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3z",
  react: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.2c1.8 2.4 5.2 2.4 7 0M9 9.6v.1M15 9.6v.1",
  edit: "M5 19l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L9 18zM14.5 6.5l3 3",
  send: "M5 12h13M12.5 5.5L19 12l-6.5 6.5",
  keys: "M4 6.5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM7 10.5v.1"
    + "M10.3 10.5v.1M13.7 10.5v.1M17 10.5v.1M8.5 14h7",
  down: "M12 5v13M5.5 12.5L12 19l6.5-6.5",
  room: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-6 7.5-6s6.500 2 7.500 6",
};

/** Draws one of the page's icons; it is hidden from assistive technology. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", strokes[name]);
  drawing.append(path);
  return drawing;
}

/** Says something to people who listen to the page; what comes at once is said as one. */
export function announce(text) {
  pending.push(text);
  if (pending.length > 1) return;
  setTimeout(() => {
    byId("announcer").replaceChildren(element("p", {}, pending.join(". ")));
    pending = [];
  }, 150);
}
let pending = [];

/** The circle with the first letters of a name; its colour belongs to the id. */
export function avatar(person) {
  if (person.bot) {
    return element("img", { class: "avatar", src: "/page/icon.svg", alt: "", width: 36, height: 36 });
  }
  let hash = 7;
  for (const character of person.id) hash = (hash * 31 + character.codePointAt(0)) % 997;
  const letters = person.name.split(/\s+/u).map((word) => [...word][0] ?? "");
  const shown = (letters[0] ?? "") + (letters.length > 1 ? letters.at(-1) : "");
  return element(
    "span", { class: `avatar hue-${hash % 8}`, "aria-hidden": "true" }, shown.toUpperCase());
}

/** Runs `change` and then puts the focus back, should the focused element have been replaced. */
export function keepingFocus(root, change) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const id = focused?.closest(".entry")?.querySelector(":scope > .message")?.dataset.id;
  const inner = focused?.closest(".message")?.dataset.id ?? id;
  const key = focused?.dataset.focus ?? "";
  change();
  if (!focused || root.contains(focused)) return;
  const find = (name, value) => value && root.querySelector(`[data-${name}="${CSS.escape(value)}"]`);
  const message = find("id", inner) ?? find("id", id);
  const entry = message?.closest(".entry");
  const part = key && entry?.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  (part || message)?.focus({ preventScroll: true });
}
