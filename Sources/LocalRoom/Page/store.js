// What the page knows of the room. It changes by `take` alone, and knows nothing of elements.

/** Which emoji the page offers, with the words that say them. */
export const emoji = [
  ["✅", "yes"], ["❓", "maybe"], ["❌", "no"], ["👍", "thumbs up"], ["✋", "raised hand"],
  ["🙏", "thanks"], ["💬", "I would lead a group"], ["📝", "I take notes"], ["🎉", "hooray"],
  ["❤️", "heart"],
];

export const emojiName = (symbol) => emoji.find(([known]) => known === symbol)?.[1] ?? symbol;

export class Store {
  constructor() {
    this.seat = null;
    this.cursor = "";
    this.peopleVersion = 0;
    this.people = new Map();
    this.botHere = false;
    this.empty();
  }

  empty() {
    this.messages = new Map();
    this.places = new Map();
    this.threads = new Map();
  }

  /** Takes a seat as the server describes it; somebody else's messages are forgotten. */
  sit(seat) {
    if (this.seat?.id !== seat.id) {
      this.empty();
      this.cursor = "";
    }
    this.seat = seat;
    this.read = this.storedReading();
  }

  /** All places in the order of the list, the direct one last. */
  get allPlaces() {
    return this.seat ? [...this.seat.rooms, this.seat.direct] : [];
  }

  isDirect(place) {
    return place === this.seat?.direct;
  }

  placeName(place) {
    return this.isDirect(place) ? `Messages to ${this.seat.bot.name}` : place;
  }

  person(author) {
    return this.people.get(author.id) ?? author;
  }

  /** The entries of a place: messages that are in no thread, arrivals and departures. */
  entries(place) {
    return this.places.get(place) ?? [];
  }

  replies(id) {
    return this.threads.get(id) ?? [];
  }

  /** Takes an answer of the feed; returns the texts that are new, edits and reactions aside. */
  takeNews(news) {
    const isFirst = this.cursor === "";
    if (news.reset) {
      this.empty();
      this.forgetOtherEra(news.next);
    }
    if (news.people) this.takePeople(news.people);
    this.peopleVersion = news.peopleVersion;
    this.botHere = news.botHere;
    const fresh = news.messages.map((message) => this.take(message)).filter(Boolean);
    this.cursor = news.next;
    if (isFirst && this.read.isNew) {
      for (const place of this.allPlaces) this.markRead(place);
    }
    return news.reset ? [] : fresh;
  }

  takePeople(people) {
    this.people = new Map(people.map((person) => [person.id, person]));
    // A name may stand anywhere, so everything is drawn again.
    for (const message of this.messages.values()) message.version += 1;
  }

  take(message) {
    const number = Number.parseInt(message.cursor, 10);
    if (message.kind === "reaction") return this.takeReaction(message);
    if (message.kind === "joined" || message.kind === "left") {
      this.append(message.room, { ...message, number, version: 1, isNote: true });
      return null;
    }
    if (message.kind || typeof message.text !== "string") return null;
    const known = this.messages.get(message.id);
    if (known) {
      Object.assign(known, { text: message.text, edited: message.edited });
      this.touch(known);
      return null;
    }
    const taken = { ...message, number, version: 1, reactions: new Map() };
    this.messages.set(taken.id, taken);
    if (!taken.thread) {
      this.append(taken.room, taken);
      return taken;
    }
    const root = this.messages.get(taken.thread);
    if (!this.threads.has(taken.thread)) this.threads.set(taken.thread, []);
    this.threads.get(taken.thread).push(taken);
    if (root) root.version += 1;
    // The beginning of the thread is no longer kept: the answer stands for itself.
    else this.append(taken.room, taken);
    return taken;
  }

  takeReaction({ target, emoji: symbol, author, removed }) {
    const message = this.messages.get(target);
    if (!message) return null;
    const members = message.reactions.get(symbol) ?? new Set();
    if (removed) members.delete(author.id);
    else members.add(author.id);
    if (members.size > 0) message.reactions.set(symbol, members);
    else message.reactions.delete(symbol);
    this.touch(message);
    return null;
  }

  append(place, entry) {
    if (!this.places.has(place)) this.places.set(place, []);
    this.places.get(place).push(entry);
  }

  /** Lets a message be drawn again, where it stands and below the message that it answers. */
  touch(message) {
    message.version += 1;
    const root = message.thread && this.messages.get(message.thread);
    if (root) root.version += 1;
  }

  /** The last text that this member said in a place or in a thread of it. */
  ownLast(place, thread) {
    return [...this.messages.values()].findLast((message) =>
      message.author.id === this.seat.id && message.room === place
      && (!thread || message.thread === thread || message.id === thread));
  }

  /** How many messages of others came to a place since it was last looked at. */
  unread(place) {
    const since = this.read.places[place] ?? 0;
    let count = 0;
    for (const message of this.messages.values()) {
      if (message.room === place && message.number > since && message.author.id !== this.seat.id) {
        count += 1;
      }
    }
    return count;
  }

  markRead(place) {
    this.read.places[place] = Number.parseInt(this.cursor, 10) || 0;
    this.read.isNew = false;
    localStorage.setItem(`roundtable.read.${this.seat.id}`, JSON.stringify(this.read));
  }

  storedReading() {
    try {
      const stored = JSON.parse(localStorage.getItem(`roundtable.read.${this.seat.id}`));
      if (stored?.places) return stored;
    } catch {
      // What cannot be read is as good as nothing: everything counts as read.
    }
    return { era: "", places: {}, isNew: true };
  }

  /** Numbers of another life of the server mean nothing in this one. */
  forgetOtherEra(cursor) {
    const era = cursor.slice(cursor.indexOf("-") + 1);
    if (this.read.era === era) return;
    this.read = { era, places: {}, isNew: this.read.isNew };
  }
}
