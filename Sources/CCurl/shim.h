#ifndef ROUNDTABLE_CCURL_SHIM_H
#define ROUNDTABLE_CCURL_SHIM_H

#include <curl/curl.h>

/* CURLOPT_PROTOCOLS_STR came with 7.85 and CURLOPT_QUICK_EXIT with 7.87; without the first a redirect
   or a mistyped address could reach a protocol nobody meant, without the second a name server that does
   not answer would hold the one thread up. */
#if LIBCURL_VERSION_NUM < 0x075700
#error "Roundtable needs libcurl 7.87 or newer"
#endif

/* Swift can't call variadic functions, so each kind of argument has a function of its own. They hold no
   logic: which option takes which kind is libcurl's documentation, and a wrong pairing is a crash. */

/* For switches, numbers and times; `long`, because libcurl reads exactly that many bytes. */
static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

/* For sizes that may pass 2 GiB on any machine. */
static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/* For text that libcurl copies; a null pointer puts the default back. */
static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text) {
  return curl_easy_setopt(easy, option, text);
}

/* For what libcurl only points at: a callback's argument, or a body, which the caller keeps alive. */
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *pointer) {
  return curl_easy_setopt(easy, option, pointer);
}

/* For lists that libcurl only points at, which the caller keeps alive. */
static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
  return curl_easy_setopt(easy, option, list);
}

/* For the two callbacks that hand over received bytes. */
static inline CURLcode ccurl_set_receiver(CURL *easy, CURLoption option,
                                          size_t (*receiver)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(easy, option, receiver);
}

/* For the callback that hands over the bytes to be sent. */
static inline CURLcode ccurl_set_giver(CURL *easy,
                                       size_t (*giver)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(easy, CURLOPT_READFUNCTION, giver);
}

/* For the socket of the connection that was used last; CURL_SOCKET_BAD where it is gone. */
static inline CURLcode ccurl_get_socket(CURL *easy, curl_socket_t *value) {
  return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, value);
}

/* For the callback that libcurl asks before it sends a request, or sends it again. */
static inline CURLcode ccurl_set_gate(CURL *easy,
                                      int (*gate)(void *, char *, char *, int, int)) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, gate);
}

/* For facts that are numbers. */
static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO fact, long *value) {
  return curl_easy_getinfo(easy, fact, value);
}

/* For the pointer that was stored with CURLOPT_PRIVATE. */
static inline CURLcode ccurl_get_private(CURL *easy, void **pointer) {
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, pointer);
}

/* For the numbers that hold for all exchanges together. */
static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

#endif
