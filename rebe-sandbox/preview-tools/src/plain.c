#include "plain.h"

#include <string.h>

int plain_parse(struct plain *out, const char *pattern) {
  *out = (struct plain){.repeated = -1};
  const char *at = pattern;
  if (*at == '^') {
    out->at_start = 1;
    at++;
  }
  for (; *at != '\0'; at++) {
    int any = *at == '.', escaped = 0;
    if (*at == '$' && at[1] == '\0') {
      out->at_end = 1;
      break;
    }
    if (*at == '\\') {
      at++;
      escaped = 1;
    }
    // What is special in one kind of expression or the other, and bytes of longer characters, are not plain
    int special = *at == '\0' || strchr("\\[]*^$+?(){}|.", *at) != NULL;
    if ((escaped ? *at == '\0' || strchr(".*[]^$/", *at) == NULL : special && !any) || (unsigned char)*at >= 0x80 || out->count == PLAIN_ITEMS) {
      out->count = -1;
      return 0;
    }
    out->items[out->count] = *at;
    out->any[out->count] = (char)any;
    if (at[1] == '*') {
      if (out->repeated >= 0) {
        out->count = -1;
        return 0;
      }
      out->repeated = out->count;
      at++;
    }
    out->count++;
  }
  return 1;
}

static int fits(const struct plain *of, int item, char c) { return c != '\0' && (of->any[item] || of->items[item] == c); }

// The end of a match of the items from here on at this place; NULL if there is none.
static const char *fixed(const struct plain *of, int from, int to, const char *at) {
  for (int i = from; i < to; i++, at++) {
    if (!fits(of, i, *at)) {
      return NULL;
    }
  }
  return at;
}

static const char *match(const struct plain *of, const char *at) {
  if (of->repeated < 0) {
    const char *end = fixed(of, 0, of->count, at);
    return end == NULL || (of->at_end && *end != '\0') ? NULL : end;
  }
  const char *first = fixed(of, 0, of->repeated, at);
  if (first == NULL) {
    return NULL;
  }
  const char *most = first;
  while (fits(of, of->repeated, *most)) {
    most++;
  }
  for (;; most--) {
    const char *end = fixed(of, of->repeated + 1, of->count, most);
    if (end != NULL && (!of->at_end || *end == '\0')) {
      return end;
    }
    if (most == first) {
      return NULL;
    }
  }
}

int plain_find(const struct plain *of, const char *text, int is_line_start, size_t *start, size_t *stop) {
  if (of->at_start && !is_line_start) {
    return 0;
  }
  int known_first = !of->at_start && of->count > 0 && !of->any[0] && of->repeated != 0;
  for (const char *at = text;; at++) {
    if (known_first && (at = strchr(at, of->items[0])) == NULL) {
      return 0;
    }
    const char *end = match(of, at);
    if (end != NULL) {
      *start = (size_t)(at - text);
      *stop = (size_t)(end - text);
      return 1;
    }
    if (of->at_start || *at == '\0') {
      return 0;
    }
  }
}
