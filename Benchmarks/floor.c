/* The floor: the least that a chat bot on libcurl can do for a command, to compare a real one with.
 *
 *   CHAT_URL=http://127.0.0.1:PORT CHAT_TOKEN=TOKEN floor JOURNAL
 *
 * It polls the plain chat API, answers "!topic X", "!rsvp X" and every other line that begins with "!",
 * and before it answers it appends the batch, with what was said, by whom, and the cursor, to the
 * journal and waits for the disk once. Up to 32 replies are on their way at once, over connections that
 * are kept. A restart reads the journal and goes on from the last cursor.
 *
 * It is no bot: it knows no members, no sessions, no errors, no limits and no second attempt that
 * outlives the process.
 */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REPLIES_IN_FLIGHT 32
#define MESSAGES_A_POLL 100

typedef struct {
  char *bytes;
  size_t count, capacity;
} Buffer;

static void append(Buffer *buffer, const char *bytes, size_t count) {
  if (buffer->count + count + 1 > buffer->capacity) {
    buffer->capacity = (buffer->count + count + 1) * 2;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (!buffer->bytes) abort();
  }
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
  buffer->bytes[buffer->count] = 0;
}

static void append_text(Buffer *buffer, const char *text) { append(buffer, text, strlen(text)); }

static void append_number(Buffer *buffer, long number) {
  char text[24];
  append(buffer, text, snprintf(text, sizeof text, "%ld", number));
}

/* A piece of JSON where it lies; texts are passed on as they are written, escapes and all. */
typedef struct {
  const char *start, *end;
} Piece;

static const char *after_space(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) at++;
  return at;
}

/* The end of the text that starts with the quotation mark at `at`, or `end`. */
static const char *after_text(const char *at, const char *end) {
  for (at++; at < end; at++) {
    if (*at == '\\') at++;
    else if (*at == '"') return at + 1;
  }
  return end;
}

/* The end of the value at `at`. */
static const char *after_value(const char *at, const char *end) {
  if (at < end && *at == '"') return after_text(at, end);
  int depth = 0;
  while (at < end) {
    if (*at == '"') {
      at = after_text(at, end);
      continue;
    }
    if (*at == '{' || *at == '[') depth++;
    if (*at == '}' || *at == ']') {
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    }
    if (depth == 0 && *at == ',') return at;
    at++;
  }
  return end;
}

/* Finds, in one pass over the object at `object`, the values of the `count` names. */
static void find(Piece object, int count, const char *const names[], Piece values[]) {
  memset(values, 0, count * sizeof *values);
  const char *at = object.start ? object.start + 1 : NULL, *end = object.end;
  while (at && (at = after_space(at, end)) < end && *at == '"') {
    const char *name = at + 1, *name_end = after_text(at, end) - 1;
    const char *value = after_space(name_end + 1, end);
    if (value >= end || *value != ':') return;
    value = after_space(value + 1, end);
    at = after_value(value, end);
    for (int i = 0; i < count; i++)
      if (strlen(names[i]) == (size_t)(name_end - name) &&
          !memcmp(names[i], name, name_end - name))
        values[i] = (Piece){value, at};
    at = after_space(at, end);
    if (at < end && *at == ',') at++;
  }
}

static Piece without_quotes(Piece text) {
  bool is_text = text.start && text.end - text.start >= 2 && *text.start == '"';
  return is_text ? (Piece){text.start + 1, text.end - 1} : (Piece){0};
}

static void append_piece(Buffer *buffer, Piece piece) {
  append(buffer, piece.start, piece.end - piece.start);
}

/* Replies that wait, first in, first out, in a ring. */
static Buffer *queue;
static size_t queue_first, queue_end, queue_capacity = 1 << 14;

static Buffer *new_reply(void) {
  if (queue_end - queue_first == queue_capacity) {
    Buffer *larger = calloc(queue_capacity * 2, sizeof *larger);
    if (!larger) abort();
    for (size_t i = queue_first; i < queue_end; i++)
      larger[i & (queue_capacity * 2 - 1)] = queue[i & (queue_capacity - 1)];
    free(queue);
    queue = larger;
    queue_capacity *= 2;
  }
  Buffer *reply = &queue[queue_end++ & (queue_capacity - 1)];
  *reply = (Buffer){0};
  return reply;
}

static int journal;
static Buffer record, cursor;
static long topics, answers;

static bool begins_with(Piece text, const char *word) {
  size_t count = strlen(word);
  return (size_t)(text.end - text.start) >= count && !memcmp(text.start, word, count);
}

/* Counts what is asked and writes it to the record; the reply goes to the end of the queue. */
static void take(Piece message) {
  static const char *const names[] = {"id", "author", "text"}, *const author_names[] = {"id", "bot"};
  Piece values[3], author[2];
  find(message, 3, names, values);
  find(values[1], 2, author_names, author);
  Piece id = without_quotes(values[0]), text = without_quotes(values[2]);
  if (!id.start || !text.start || !begins_with(text, "!")) return;
  if (author[1].start && *author[1].start == 't') return;
  append_text(&record, record.count == 0 ? "{\"said\":[{\"id\":" : ",{\"id\":");
  append_piece(&record, values[0]);
  append_text(&record, ",\"author\":");
  if (author[0].start) append_piece(&record, author[0]);
  append_text(&record, ",\"text\":");
  append_piece(&record, values[2]);
  append_text(&record, "}");
  Buffer *reply = new_reply();
  append_text(reply, "{\"room\":\"general\",\"thread\":");
  append_piece(reply, values[0]);
  append_text(reply, ",\"to\":null,\"text\":\"");
  if (begins_with(text, "!topic")) {
    append_text(reply, "T");
    append_number(reply, ++topics);
    append_text(reply, " is on the list:");
    append_piece(reply, (Piece){text.start + 6, text.end});
  } else {
    append_text(reply, "Noted as answer ");
    append_number(reply, ++answers);
    append_text(reply, ": ");
    append_piece(reply, (Piece){text.start + 1, text.end});
  }
  append_text(reply, "\",\"idempotency_key\":\"k-");
  append_piece(reply, id);
  append_text(reply, "\"}");
}

/* Takes what a poll brought, and keeps it before anything of it is said; false if it is no page. */
static bool take_page(Buffer *page) {
  static const char *const names[] = {"messages", "next"};
  Piece values[2], whole = {page->bytes, page->bytes + page->count};
  if (!page->count || *page->bytes != '{') return false;
  find(whole, 2, names, values);
  Piece next = without_quotes(values[1]);
  if (!values[0].start || *values[0].start != '[' || !next.start) return false;
  const char *at = values[0].start + 1, *end = values[0].end;
  while ((at = after_space(at, end)) < end && *at == '{') {
    const char *message_end = after_value(at, end);
    take((Piece){at, message_end});
    at = after_space(message_end, end);
    if (at < end && *at == ',') at++;
  }
  cursor.count = 0;
  append_piece(&cursor, next);
  if (record.count == 0) return true;
  append_text(&record, "],\"topics\":");
  append_number(&record, topics);
  append_text(&record, ",\"answers\":");
  append_number(&record, answers);
  append_text(&record, ",\"next\":");
  append_piece(&record, values[1]);
  append_text(&record, "}\n");
  if (write(journal, record.bytes, record.count) != (ssize_t)record.count || fdatasync(journal)) {
    perror("journal");
    exit(74);
  }
  record.count = 0;
  return true;
}

/* Reads every line of the journal: the last one that is whole says where to go on. */
static void read_journal(const char *path) {
  journal = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat facts;
  if (journal < 0 || fstat(journal, &facts)) {
    perror(path);
    exit(73);
  }
  if (facts.st_size == 0) return;
  const char *bytes = mmap(NULL, facts.st_size, PROT_READ, MAP_PRIVATE, journal, 0);
  if (bytes == MAP_FAILED) abort();
  const char *end = bytes + facts.st_size, *line = bytes, *line_end;
  while (line < end && (line_end = memchr(line, '\n', end - line))) {
    static const char *const names[] = {"topics", "answers", "next"};
    Piece values[3];
    find((Piece){line, line_end}, 3, names, values);
    if (values[0].start) topics = atol(values[0].start);
    if (values[1].start) answers = atol(values[1].start);
    cursor.count = 0;
    append_piece(&cursor, without_quotes(values[2]));
    line = line_end + 1;
  }
  munmap((void *)bytes, facts.st_size);
}

/* One handle of libcurl, with its connection, and what it brings. */
typedef struct {
  CURL *easy;
  Buffer answer, reply;
} Lane;

static size_t receive(char *bytes, size_t size, size_t count, void *lane) {
  append(&((Lane *)lane)->answer, bytes, size * count);
  return size * count;
}

static void open_lane(Lane *lane, struct curl_slist *fields, long seconds) {
  lane->easy = curl_easy_init();
  if (!lane->easy) abort();
  curl_easy_setopt(lane->easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(lane->easy, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(lane->easy, CURLOPT_WRITEDATA, lane);
  curl_easy_setopt(lane->easy, CURLOPT_PRIVATE, lane);
  curl_easy_setopt(lane->easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(lane->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(lane->easy, CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(lane->easy, CURLOPT_PROXY, "");
}

static void begin_poll(CURLM *multi, Lane *lane, const char *base) {
  char url[2048];
  snprintf(url, sizeof url, "%s/v1/messages?wait=25&limit=%d%s%s", base, MESSAGES_A_POLL,
           cursor.count ? "&after=" : "", cursor.count ? cursor.bytes : "");
  lane->answer.count = 0;
  curl_easy_setopt(lane->easy, CURLOPT_URL, url);
  curl_multi_add_handle(multi, lane->easy);
}

static void begin_reply(CURLM *multi, Lane *lane, Buffer reply) {
  lane->reply = reply;
  lane->answer.count = 0;
  curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDSIZE, (long)reply.count);
  curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDS, reply.bytes);
  curl_multi_add_handle(multi, lane->easy);
}

static volatile sig_atomic_t is_over;
static void end(int signal) {
  (void)signal;
  is_over = 1;
}

int main(int count, char **arguments) {
  const char *base = getenv("CHAT_URL"), *token = getenv("CHAT_TOKEN");
  if (count != 2 || !base || !token) {
    fprintf(stderr, "usage: CHAT_URL=... CHAT_TOKEN=... floor JOURNAL\n");
    return 64;
  }
  signal(SIGTERM, end);
  signal(SIGINT, end);
  queue = calloc(queue_capacity, sizeof *queue);
  if (!queue) abort();
  read_journal(arguments[1]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  char authorization[512], url[1024];
  snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", token);
  snprintf(url, sizeof url, "%s/v1/messages", base);
  struct curl_slist *fields = curl_slist_append(NULL, authorization);
  struct curl_slist *reply_fields = curl_slist_append(NULL, authorization);
  reply_fields = curl_slist_append(reply_fields, "Content-Type: application/json");
  reply_fields = curl_slist_append(reply_fields, "Expect:");
  Lane poll = {0}, lanes[REPLIES_IN_FLIGHT] = {0}, *free_lanes[REPLIES_IN_FLIGHT];
  int free_count = 0;
  open_lane(&poll, fields, 35);
  for (int i = 0; i < REPLIES_IN_FLIGHT; i++) {
    open_lane(&lanes[i], reply_fields, 30);
    curl_easy_setopt(lanes[i].easy, CURLOPT_URL, url);
    free_lanes[free_count++] = &lanes[i];
  }
  bool is_polling = false;
  while (!is_over) {
    if (!is_polling && queue_end - queue_first < 4096) {
      begin_poll(multi, &poll, base);
      is_polling = true;
    }
    while (free_count > 0 && queue_first < queue_end)
      begin_reply(multi, free_lanes[--free_count], queue[queue_first++ & (queue_capacity - 1)]);
    int running, left;
    bool has_ended = false;
    curl_multi_perform(multi, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      CURL *easy = message->easy_handle;
      CURLcode code = message->data.result;
      long status = 0;
      char *lane = NULL;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &lane);
      curl_multi_remove_handle(multi, easy);
      has_ended = true;
      bool is_well = code == CURLE_OK && status / 100 == 2;
      if (easy == poll.easy) {
        is_polling = false;
        if (!is_well || !take_page(&poll.answer)) {
          fprintf(stderr, "floor: the poll failed (%d, %ld)\n", code, status);
          return 1;
        }
      } else {
        if (is_well) free(((Lane *)lane)->reply.bytes);
        else *new_reply() = ((Lane *)lane)->reply;
        free_lanes[free_count++] = (Lane *)lane;
      }
    }
    if (!has_ended) curl_multi_poll(multi, NULL, 0, 60000, NULL);
  }
  return 0;
}
