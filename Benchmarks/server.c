/* A chat server for benchmarks: the plain chat API on 127.0.0.1, from memory, on one thread, and cheap
 * enough that what is measured is the bot.
 *
 *   server [--echo]        the first line on standard output is the port
 *
 *   --echo   what the bot posts also comes back in the feed, as in a real chat
 *
 * The bot's side needs "Authorization: Bearer bench":
 *   GET  /v1/me
 *   GET  /v1/messages?after=<cursor>&wait=<seconds>&limit=<n>
 *   POST /v1/messages      the same idempotency key again: 200 and the first id
 *   POST /v1/reactions
 *
 * The bench's side needs nothing; messages are numbered from 1 and called m1, m2 ...:
 *   POST /bench/say?count=N&members=M&author=A&hertz=H   the body is the text, "{n}" in it the number;
 *                          said by A, or by u1 to uM in turn; all at once, or H a second
 *   GET  /bench/figures?from=A&to=B&milliseconds=T       waits until each of mA to mB has a reply, or
 *                          for T; then counts, the time from the first word to the last reply, and
 *                          quantiles of the time from a word to its reply
 *   GET  /bench/reply?from=A                             the first reply to mA, as a JSON string
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 1024
#define TOKEN "Bearer bench"

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

__attribute__((format(printf, 2, 3))) static void print(Buffer *buffer, const char *format, ...) {
  char text[4096];
  va_list arguments;
  va_start(arguments, format);
  int count = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (count < 0 || count >= (int)sizeof text) abort();
  append(buffer, text, count);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* The feed. A line of it is a word of a member, or an echo of the bot. */

typedef struct {
  char *json;
  size_t count;
} Line;

typedef struct {
  int64_t said, answered;
  int replies;
  char *reply;
} Word;

static Line *feed;
static long feed_count, feed_capacity;
static Word *words; /* words[n] is message number n; words[0] is not used */
static long word_count, word_capacity;
static long posts, repeats, unmatched, polls;
static bool echoes;

static void add_to_feed(Buffer line) {
  if (feed_count == feed_capacity) {
    feed_capacity = feed_capacity ? feed_capacity * 2 : 4096;
    feed = realloc(feed, feed_capacity * sizeof *feed);
    if (!feed) abort();
  }
  feed[feed_count++] = (Line){line.bytes, line.count};
}

static const char *timestamp(void) {
  static char text[32];
  time_t seconds = time(NULL);
  struct tm parts;
  gmtime_r(&seconds, &parts);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

/* Says `text` as `author`, or as one of `members` in turn. */
static void say(const char *text, const char *author, long members) {
  if (word_count + 2 > word_capacity) {
    word_capacity = word_capacity ? word_capacity * 2 : 4096;
    words = realloc(words, word_capacity * sizeof *words);
    if (!words) abort();
  }
  long number = ++word_count;
  char turn[32];
  snprintf(turn, sizeof turn, "u%ld", (number - 1) % (members > 0 ? members : 1) + 1);
  if (!*author) author = turn;
  Buffer line = {0};
  print(&line,
        "{\"id\":\"m%ld\",\"cursor\":\"%ld\",\"room\":\"general\",\"thread\":null,\"author\":"
        "{\"id\":\"%s\",\"name\":\"Member %s\",\"bot\":false},\"text\":\"",
        number, feed_count + 1, author, author);
  for (const char *at = text; *at;) {
    if (!strncmp(at, "{n}", 3)) {
      print(&line, "%ld", number);
      at += 3;
      continue;
    }
    if (*at == '"' || *at == '\\') append(&line, "\\", 1);
    append(&line, at++, 1);
  }
  print(&line, "\",\"ts\":\"%s\"}", timestamp());
  add_to_feed(line);
  words[number] = (Word){.said = now()};
}

/* Idempotency keys, as hashes with open addressing. */

typedef struct {
  uint64_t hash;
  long id;
} Key;
static Key *keys;
static long key_count, key_capacity = 1 << 16;

static Key *key_slot(uint64_t hash) {
  long slot = hash & (key_capacity - 1);
  while (keys[slot].id && keys[slot].hash != hash) slot = (slot + 1) & (key_capacity - 1);
  return &keys[slot];
}

/* The id that goes with a key: a new one, or that of the first post with it. */
static long id_for_key(const char *key, size_t count, bool *is_new) {
  uint64_t hash = 14695981039346656037ULL; /* FNV-1a */
  for (size_t i = 0; i < count; i++) hash = (hash ^ (unsigned char)key[i]) * 1099511628211ULL;
  if (key_count * 2 > key_capacity) {
    Key *old = keys;
    long old_capacity = key_capacity;
    key_capacity *= 4;
    keys = calloc(key_capacity, sizeof *keys);
    if (!keys) abort();
    for (long i = 0; i < old_capacity; i++)
      if (old[i].id) *key_slot(old[i].hash) = old[i];
    free(old);
  }
  Key *slot = key_slot(hash);
  *is_new = slot->id == 0;
  if (*is_new) *slot = (Key){hash, ++key_count};
  return slot->id;
}

/* The raw value of a member of the flat object `json`; false where there is none. A value ends at the
 * quotation mark or the comma after it, which is enough for the bodies that a bot posts here. */
static bool member(const char *json, const char *name, const char **value, size_t *count) {
  char quoted[64];
  size_t length = snprintf(quoted, sizeof quoted, "\"%s\"", name);
  bool in_text = false;
  for (const char *at = json; *at; at++) {
    if (in_text && *at == '\\' && at[1]) {
      at++;
    } else if (*at == '"') {
      if (!in_text && !strncmp(at, quoted, length)) {
        const char *start = at + length;
        while (*start == ' ') start++;
        if (*start == ':') {
          do start++;
          while (*start == ' ');
          const char *end = start;
          if (*start == '"') {
            for (end++; *end && *end != '"'; end++)
              if (*end == '\\' && end[1]) end++;
            if (*end) end++;
          } else {
            end += strcspn(end, ",} ");
          }
          *value = start;
          *count = end - start;
          return true;
        }
      }
      in_text = !in_text;
    }
  }
  return false;
}

/* Takes a post of the bot; its id, or 0 where the body makes no sense. */
static long take_post(const char *body, bool *is_new) {
  const char *text, *key, *thread;
  size_t text_count, key_count, thread_count;
  if (!member(body, "text", &text, &text_count) || *text != '"') return 0;
  if (!member(body, "idempotency_key", &key, &key_count) || *key != '"') return 0;
  posts++;
  long id = id_for_key(key, key_count, is_new);
  if (!*is_new) {
    repeats++;
    return id;
  }
  long number = 0;
  if (member(body, "thread", &thread, &thread_count) && !strncmp(thread, "\"m", 2))
    number = atol(thread + 2);
  if (number < 1 || number > word_count) {
    unmatched++;
  } else if (!words[number].replies++) {
    words[number].answered = now();
    words[number].reply = strndup(text, text_count);
  }
  if (echoes) {
    Buffer line = {0};
    print(&line,
          "{\"id\":\"b%ld\",\"cursor\":\"%ld\",\"room\":\"general\",\"thread\":null,\"author\":"
          "{\"id\":\"bot\",\"name\":\"Bot\",\"bot\":true},\"ts\":\"%s\",\"idempotency_key\":",
          id, feed_count + 1, timestamp());
    append(&line, key, key_count);
    append(&line, ",\"text\":", 8);
    append(&line, text, text_count);
    append(&line, "}", 1);
    add_to_feed(line);
  }
  return id;
}

/* Connections. Each reads requests, or is held back until there is news or its time is over. */

typedef enum { CLOSED, READING, POLLING, COUNTING } State;
typedef struct {
  int descriptor;
  State state;
  Buffer in, out;
  size_t sent;
  int64_t deadline;
  long after, limit; /* while it polls */
  long from, to;     /* while it waits for figures */
} Connection;

static Connection connections[MAX_CONNECTIONS];
static int connection_end; /* one past the highest descriptor in use */
static int epoll;

static void hang_up(Connection *connection) {
  if (connection->state == CLOSED) return;
  close(connection->descriptor);
  connection->state = CLOSED;
  connection->in.count = connection->out.count = connection->sent = 0;
}

static void flush_out(Connection *connection) {
  Buffer *out = &connection->out;
  while (connection->sent < out->count) {
    ssize_t count = send(connection->descriptor, out->bytes + connection->sent,
                         out->count - connection->sent, MSG_NOSIGNAL);
    bool is_full = count < 0 && errno == EAGAIN;
    if (count <= 0 && !is_full) return hang_up(connection);
    if (is_full) {
      struct epoll_event event = {EPOLLIN | EPOLLOUT, {.fd = connection->descriptor}};
      epoll_ctl(epoll, EPOLL_CTL_MOD, connection->descriptor, &event);
      return;
    }
    connection->sent += count;
  }
  out->count = connection->sent = 0;
}

static void respond(Connection *connection, const char *status, const char *body, size_t count) {
  connection->state = READING;
  print(&connection->out,
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", status,
        count);
  append(&connection->out, body, count);
}

static void respond_text(Connection *connection, const char *status, const char *body) {
  respond(connection, status, body, strlen(body));
}

static void respond_news(Connection *connection) {
  static Buffer body;
  body.count = 0;
  polls++;
  append(&body, "{\"messages\":[", 13);
  long end = feed_count - connection->after > connection->limit
                 ? connection->after + connection->limit
                 : feed_count;
  for (long i = connection->after; i < end; i++) {
    if (i > connection->after) append(&body, ",", 1);
    append(&body, feed[i].json, feed[i].count);
  }
  print(&body, "],\"next\":\"%ld\"}", end);
  respond(connection, "200 OK", body.bytes, body.count);
}

static int compare_spans(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static void respond_figures(Connection *connection) {
  long from = connection->from, to = connection->to, answered = 0, extra = 0;
  if (to > word_count) to = word_count;
  int64_t first = INT64_MAX, last = 0;
  int64_t *spans = malloc((to - from + 2) * sizeof *spans);
  if (!spans) abort();
  for (long i = from; i <= to; i++) {
    if (words[i].said < first) first = words[i].said;
    if (words[i].replies > 1) extra += words[i].replies - 1;
    if (!words[i].replies) continue;
    if (words[i].answered > last) last = words[i].answered;
    spans[answered++] = words[i].answered - words[i].said;
  }
  qsort(spans, answered, sizeof *spans, compare_spans);
  double median = answered ? spans[answered / 2] / 1e6 : 0;
  double high = answered ? spans[(answered * 99 - 1) / 100] / 1e6 : 0;
  free(spans);
  char body[512];
  snprintf(body, sizeof body,
           "{\"said\":%ld,\"answered\":%ld,\"extra\":%ld,\"seconds\":%.6f,\"p50\":%.4f,"
           "\"p99\":%.4f,\"posts\":%ld,\"repeats\":%ld,\"unmatched\":%ld,\"polls\":%ld}",
           to - from + 1, answered, extra, answered ? (last - first) / 1e9 : 0, median, high, posts,
           repeats, unmatched, polls);
  respond_text(connection, "200 OK", body);
}

/* Whether each word that the connection waits for has a reply. Replies come nearly in order, so while
 * one is missing it is found near the end. */
static bool all_answered(Connection *connection) {
  if (connection->to > word_count) return false;
  for (long i = connection->to; i >= connection->from; i--)
    if (!words[i].replies) return false;
  return true;
}

/* Words that are still to be said at a steady rate. */
static char *steady_text;
static long steady_left, steady_members;
static int64_t steady_due, steady_step;

/* Ends the waits that have something to tell, or no time left; returns when to look again. */
static int64_t tend(void) {
  int64_t time = now(), next = INT64_MAX;
  while (steady_left > 0 && steady_due <= time) {
    say(steady_text, "", steady_members);
    steady_left--;
    steady_due += steady_step;
  }
  if (steady_left > 0) next = steady_due;
  for (int i = 0; i < connection_end; i++) {
    Connection *connection = &connections[i];
    if (connection->state != POLLING && connection->state != COUNTING) continue;
    bool is_over = connection->deadline <= time;
    if (connection->state == POLLING && (is_over || feed_count > connection->after)) {
      respond_news(connection);
      flush_out(connection);
    } else if (connection->state == COUNTING && (is_over || all_answered(connection))) {
      respond_figures(connection);
      flush_out(connection);
    } else if (connection->deadline < next) {
      next = connection->deadline;
    }
  }
  return next;
}

/* Requests. */

static const char *parameter(const char *query, const char *name) {
  size_t count = strlen(name);
  for (const char *at = query; at && *at; at = strchr(at, '&') ? strchr(at, '&') + 1 : NULL)
    if (!strncmp(at, name, count) && at[count] == '=') return at + count + 1;
  return "";
}

static long number(const char *query, const char *name, long otherwise) {
  const char *value = parameter(query, name);
  return *value && *value != '&' ? atol(value) : otherwise;
}

static long bounded(long value, long least, long most) {
  return value < least ? least : value > most ? most : value;
}

static void answer_bench(Connection *connection, const char *path, const char *query, char *body) {
  if (!strcmp(path, "/bench/say")) {
    long count = number(query, "count", 1), hertz = number(query, "hertz", 0);
    long members = number(query, "members", 50);
    char author[64] = "", result[64];
    snprintf(author, sizeof author, "%.*s", (int)strcspn(parameter(query, "author"), "&"),
             parameter(query, "author"));
    snprintf(result, sizeof result, "{\"from\":%ld,\"to\":%ld}", word_count + 1,
             word_count + count);
    if (hertz > 0) {
      free(steady_text);
      steady_text = strdup(body);
      steady_left = count;
      steady_members = members;
      steady_step = 1000000000LL / hertz;
      steady_due = now();
    } else {
      for (long i = 0; i < count; i++) say(body, author, members);
    }
    respond_text(connection, "200 OK", result);
  } else if (!strcmp(path, "/bench/figures")) {
    connection->from = bounded(number(query, "from", 1), 1, word_count + steady_left);
    connection->to = bounded(number(query, "to", 1), connection->from, word_count + steady_left);
    connection->deadline = now() + number(query, "milliseconds", 0) * 1000000LL;
    connection->state = COUNTING;
  } else if (!strcmp(path, "/bench/reply")) {
    long of = bounded(number(query, "from", 1), 0, word_count);
    respond_text(connection, "200 OK", of && words[of].reply ? words[of].reply : "null");
  } else {
    respond_text(connection, "404 Not Found", "{}");
  }
}

static void answer_bot(Connection *connection, char method, const char *path, const char *query,
                       const char *body) {
  if (method == 'G' && !strcmp(path, "/v1/messages")) {
    long after = number(query, "after", 0), wait = bounded(number(query, "wait", 0), 0, 60);
    if (after < 0 || after > feed_count)
      return respond_text(connection, "400 Bad Request", "{\"error\":\"unknown_cursor\"}");
    connection->after = after;
    connection->limit = bounded(number(query, "limit", 100), 1, 1000);
    if (feed_count > after || wait == 0) return respond_news(connection);
    connection->state = POLLING;
    connection->deadline = now() + wait * 1000000000LL;
  } else if (method == 'P' && !strcmp(path, "/v1/messages")) {
    bool is_new;
    char result[64];
    long id = take_post(body, &is_new);
    if (!id) return respond_text(connection, "400 Bad Request", "{\"error\":\"body\"}");
    snprintf(result, sizeof result, "{\"id\":\"b%ld\"}", id);
    respond_text(connection, is_new ? "201 Created" : "200 OK", result);
  } else if (method == 'P' && !strcmp(path, "/v1/reactions")) {
    respond_text(connection, "201 Created", "{}");
  } else if (method == 'G' && !strcmp(path, "/v1/me")) {
    respond_text(connection, "200 OK", "{\"id\":\"bot\",\"name\":\"Roundtable\"}");
  } else {
    respond_text(connection, "404 Not Found", "{}");
  }
}

/* The value of a header field within the head that starts at `head` and ends with a zero. */
static const char *field(const char *head, const char *name) {
  size_t count = strlen(name);
  for (const char *at = strstr(head, "\r\n"); at; at = strstr(at, "\r\n")) {
    at += 2;
    if (!strncasecmp(at, name, count) && at[count] == ':') {
      at += count + 1;
      return at + strspn(at, " ");
    }
  }
  return "";
}

/* Answers one request; false where more bytes are needed, or an answer is held back. */
static bool answer(Connection *connection) {
  Buffer *in = &connection->in;
  if (connection->state != READING || !in->count) return false;
  char *end = memmem(in->bytes, in->count, "\r\n\r\n", 4);
  if (!end) return false;
  *end = 0;
  char *body = end + 4;
  size_t length = strtoul(field(in->bytes, "Content-Length"), NULL, 10);
  size_t used = body - in->bytes + length;
  if (used > in->count) {
    *end = '\r';
    return false;
  }
  bool is_allowed = !strncmp(field(in->bytes, "Authorization"), TOKEN "\r", sizeof TOKEN) ||
                    !strcmp(field(in->bytes, "Authorization"), TOKEN);
  char method = in->bytes[0], *path = strchr(in->bytes, ' '), after_body = body[length];
  char *path_end = path ? strchr(path + 1, ' ') : NULL;
  if (!path_end) {
    hang_up(connection);
    return false;
  }
  *path_end = body[length] = 0;
  char *query = strchr(++path, '?');
  if (query) *query++ = 0;
  if (!strncmp(path, "/bench/", 7))
    answer_bench(connection, path, query ? query : "", body);
  else if (is_allowed)
    answer_bot(connection, method, path, query ? query : "", body);
  else
    respond_text(connection, "401 Unauthorized", "{\"error\":\"token\"}");
  body[length] = after_body;
  memmove(in->bytes, in->bytes + used, in->count - used);
  in->count -= used;
  return true;
}

static void read_requests(Connection *connection) {
  char bytes[65536];
  ssize_t count = recv(connection->descriptor, bytes, sizeof bytes, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) return hang_up(connection);
  append(&connection->in, bytes, count);
  while (answer(connection)) continue;
  if (connection->state != CLOSED) flush_out(connection);
}

static void accept_connections(int listener) {
  int descriptor, on = 1;
  while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    if (descriptor >= MAX_CONNECTIONS) {
      close(descriptor);
      continue;
    }
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[descriptor].descriptor = descriptor;
    connections[descriptor].state = READING;
    if (descriptor >= connection_end) connection_end = descriptor + 1;
    struct epoll_event event = {EPOLLIN, {.fd = descriptor}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  }
}

static int listen_on_loopback(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t count = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, count) || listen(listener, 512) ||
      getsockname(listener, (struct sockaddr *)&address, &count)) {
    perror("server");
    exit(1);
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

int main(int count, char **arguments) {
  echoes = count == 2 && !strcmp(arguments[1], "--echo");
  if (count > 1 && !echoes) {
    fprintf(stderr, "usage: server [--echo]\n");
    return 64;
  }
  keys = calloc(key_capacity, sizeof *keys);
  if (!keys) abort();
  epoll = epoll_create1(EPOLL_CLOEXEC);
  int listener = listen_on_loopback();
  struct epoll_event event = {EPOLLIN, {.fd = listener}}, events[256];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int64_t next = tend();
    int64_t left = next == INT64_MAX ? -1 : (next - now() + 999999) / 1000000;
    int ready = epoll_wait(epoll, events, 256, next == INT64_MAX ? -1 : bounded(left, 0, 60000));
    for (int i = 0; i < ready; i++) {
      int descriptor = events[i].data.fd;
      if (descriptor == listener) {
        accept_connections(listener);
        continue;
      }
      Connection *connection = &connections[descriptor];
      if (events[i].events & EPOLLOUT) {
        struct epoll_event quiet = {EPOLLIN, {.fd = descriptor}};
        epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &quiet);
        flush_out(connection);
      }
      if (connection->state != CLOSED && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read_requests(connection);
    }
  }
}
