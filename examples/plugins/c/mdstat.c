/* /proc/mdstat: the arrays of disks that the kernel keeps, and which disks of them have failed. */
#include "rebe.h"

#include <string.h>

/* sdb1[1](F): the device, its number, and flags. */
static void member(struct text word) {
  const char *bracket = memchr(word.at, '[', word.length);
  if (bracket == NULL) {
    rebe_refuse("This is no disk of an array: ", word);
  }
  struct text flags = {bracket, word.length - (size_t)(bracket - word.at)};
  const char *state = "working";
  for (size_t i = 0; i + 2 < flags.length; i++) {
    struct text flag = {flags.at + i, 3};
    if (is(flag, "(F)")) {
      state = "failed";
    } else if (is(flag, "(S)") && strcmp(state, "failed") != 0) {
      state = "spare";
    }
  }
  rebe_json("{\"device\":");
  rebe_string((struct text){word.at, (size_t)(bracket - word.at)});
  rebe_json(",\"state\":\"");
  rebe_json(state);
  rebe_json("\"}");
}

/* md0 : active raid1 sdb1[1] sda1[0] */
static void heading(struct text name, struct text left) {
  struct text word;
  rebe_json("{\"name\":");
  rebe_string(name);
  if (!next_word(&left, &word) || (!is(word, "active") && !is(word, "inactive"))) {
    rebe_refuse("It is not said whether the array is active: ", name);
  }
  bool active = is(word, "active");
  rebe_json(active ? ",\"active\":true" : ",\"active\":false");
  bool more = next_word(&left, &word);
  while (more && begins(word, "(")) { /* (read-only), (auto-read-only) */
    more = next_word(&left, &word);
  }
  if (active && more) {
    rebe_json(",\"level\":");
    rebe_string(word);
    more = next_word(&left, &word);
  }
  rebe_json(",\"disks\":[");
  for (bool first = true; more; more = next_word(&left, &word), first = false) {
    if (!first) {
      rebe_json(",");
    }
    member(word);
  }
  rebe_json("]");
}

/* 1046528 blocks super 1.2 [2/1] [U_]: two disks are wanted, and one works. */
static void state(struct text line) {
  struct text word;
  struct text last = TEXT("");
  for (; next_word(&line, &word); last = word) {
    if (is(word, "recovery") || is(word, "resync") || is(word, "reshape") || is(word, "check")) {
      rebe_json(",\"activity\":");
      rebe_string(word);
      return;
    }
    const char *slash = memchr(word.at, '/', word.length);
    if (begins(word, "[") && slash != NULL && word.at[word.length - 1] == ']' && !is(last, "bitmap:")) {
      long wanted = number_of((struct text){word.at + 1, (size_t)(slash - word.at) - 1});
      long working = number_of((struct text){slash + 1, (size_t)(word.at + word.length - slash) - 2});
      if (wanted < 0 || working < 0) {
        continue;
      }
      rebe_json(",\"wanted\":");
      rebe_number(wanted);
      rebe_json(",\"working\":");
      rebe_number(working);
    }
  }
}

int main(void) {
  struct text output = rebe_stdout();
  struct text line;
  if (!next_line(&output, &line) || !begins(line, "Personalities :")) {
    rebe_refuse("This is not /proc/mdstat: it begins with ", line);
  }
  rebe_json("{\"value\":{\"arrays\":[");
  bool open = false;
  while (next_line(&output, &line)) {
    struct text left = line;
    struct text name;
    struct text colon;
    if (begins(line, " ") || begins(line, "\t")) {
      if (open) {
        state(line);
      }
    } else if (next_word(&left, &name) && next_word(&left, &colon) && is(colon, ":")) {
      rebe_json(open ? "}," : "");
      heading(name, left);
      open = true;
    } else if (name.length > 0 && !is(name, "unused")) {
      rebe_refuse("This is no line of /proc/mdstat: ", line);
    }
  }
  rebe_json(open ? "}]}}" : "]}}");
  rebe_answer();
  return 0;
}
