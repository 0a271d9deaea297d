// Talks to the room's own server, and keeps who this browser is.

const waitSeconds = 25;
const hiddenPauseMilliseconds = 4000;

let token = document.querySelector('meta[name="room-token"]').content;
let member = null;

/** An answer that is not 2xx, with the server's word for the reason. */
export class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** Who this tab is: somebody of its own, or else whoever the browser is. */
export function remembered() {
  for (const storage of [sessionStorage, localStorage]) {
    try {
      const found = JSON.parse(storage.getItem("roundtable.member"));
      if (found?.secret) return found;
    } catch {
      storage.removeItem("roundtable.member");
    }
  }
  return null;
}

/** Whether this page acts for a member. */
export const isSeated = () => member !== null;

function remember(found, onlyThisTab) {
  const storage = onlyThisTab ? sessionStorage : localStorage;
  storage.setItem("roundtable.member", JSON.stringify(found));
}

function isOnlyThisTab() {
  return sessionStorage.getItem("roundtable.member") !== null;
}

async function call(method, path, body, seconds = 15) {
  const headers = { "X-Room-Token": token };
  if (member) headers["X-Room-Member"] = member.secret;
  const options = { method, headers, signal: AbortSignal.timeout(seconds * 1000) };
  if (body) {
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer.error ?? "unknown");
  return answer;
}

/** Sends something; after a restart of the server it takes its seat again and sends once more. */
async function send(path, body) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call("POST", path, body);
    } catch (error) {
      if (attempt === 3 || !(await mend(error))) throw error;
    }
  }
}

/** Puts right what a restart of the server has broken; false where that was not the trouble. */
async function mend(error) {
  if (!(error instanceof Refused)) return false;
  if (error.code === "stale_page") {
    const response = await fetch("/");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    token = page.querySelector('meta[name="room-token"]').content;
    return true;
  }
  if (error.code === "unknown_member" && member) {
    await join(member.name, { again: true });
    return true;
  }
  return false;
}

let onJoin = () => {};

/** Calls `listener` with the room as it is described to a member, now and after each restart. */
export function whenJoined(listener) {
  onJoin = listener;
}

/** Takes a seat under a name: a new one, or the one that the browser remembers. */
export async function join(name, { again = false, onlyThisTab = isOnlyThisTab() } = {}) {
  const known = again ? remembered() : null;
  const request = { name, secret: known?.secret ?? null, owner: known?.owner ?? false };
  let seat;
  try {
    seat = await call("POST", "/api/join", request);
  } catch (error) {
    if (error.code !== "stale_page" || !(await mend(error))) throw error;
    seat = await call("POST", "/api/join", request);
  }
  member = { secret: seat.secret, name: seat.name, owner: seat.owner };
  remember(member, onlyThisTab);
  onJoin(seat);
  return seat;
}

export async function rename(name) {
  await send("/api/name", { name });
  member.name = name;
  remember(member, isOnlyThisTab());
}

/** Gives the seat back; the browser forgets who it was. */
export async function leave() {
  await send("/api/leave", {});
  (isOnlyThisTab() ? sessionStorage : localStorage).removeItem("roundtable.member");
  member = null;
}

/** Says something; a second attempt after a lost answer is not said twice. */
export function say({ room, thread, text }) {
  return send("/api/messages", { room, thread, text, key: crypto.randomUUID() });
}

export const edit = (message, text) => send("/api/edits", { message, text });

export const react = (message, emoji, removed) =>
  send("/api/reactions", { message, emoji, removed });

const pause = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  // Whoever looks at the page again wants to see it now.
  const look = () => {
    if (document.hidden) return;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
    resolve();
  };
  document.addEventListener("visibilitychange", look);
});

/**
 * Follows the room for as long as the page is open.
 *
 * A hidden page asks now and then instead of waiting, because a browser opens only six connections
 * to one server over all its tabs.
 */
export async function follow({ position, onNews, onConnection }) {
  let failures = 0;
  for (;;) {
    if (!member) {
      await pause(300);
      continue;
    }
    const { after, people, bot } = position();
    const wait = failures > 0 || document.hidden ? 0 : waitSeconds;
    const query = new URLSearchParams({ after, people, bot: bot ? 1 : 0, wait });
    const asked = member;
    try {
      const news = await call("GET", `/api/feed?${query}`, null, wait + 10);
      failures = 0;
      onConnection(true);
      if (asked === member) onNews(news);
      if (document.hidden) await pause(hiddenPauseMilliseconds);
    } catch (error) {
      failures += 1;
      const isMended = await mend(error).catch(() => false);
      if (isMended && failures < 3) continue;
      if (failures > 1) onConnection(false);
      await pause(Math.min(5000, 400 * failures) * (0.75 + Math.random() / 2));
    }
  }
}
