#include "rebe.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_DEPTH = 100, CHUNK = 65536 };

struct buffer {
  char *at;
  size_t length;
  size_t room;
};

static struct buffer answer;

/* ---- Reading and writing */

_Noreturn static void fail(const char *why) {
  write(2, why, strlen(why));
  write(2, "\n", 1);
  exit(1);
}

static void make_room(struct buffer *buffer, size_t more) {
  if (buffer->room - buffer->length >= more) {
    return;
  }
  buffer->room = 2 * buffer->room + more;
  buffer->at = realloc(buffer->at, buffer->room);
  if (buffer->at == NULL) {
    fail("There is not enough memory for this output");
  }
}

static void append(struct buffer *buffer, const char *at, size_t length) {
  make_room(buffer, length);
  memcpy(buffer->at + buffer->length, at, length);
  buffer->length += length;
}

void rebe_json(const char *json) { append(&answer, json, strlen(json)); }

void rebe_string(struct text text) {
  static const char HEX[] = "0123456789abcdef";
  rebe_json("\"");
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.at[i];
    if (c < ' ') {
      char escape[] = {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]};
      append(&answer, escape, sizeof escape);
    } else {
      if (c == '"' || c == '\\') {
        rebe_json("\\");
      }
      append(&answer, text.at + i, 1);
    }
  }
  rebe_json("\"");
}

void rebe_number(long number) {
  char digits[24];
  size_t from = sizeof digits;
  unsigned long left = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
  do {
    digits[--from] = (char)('0' + left % 10);
    left /= 10;
  } while (left > 0);
  if (number < 0) {
    digits[--from] = '-';
  }
  append(&answer, digits + from, sizeof digits - from);
}

void rebe_answer(void) {
  size_t done = 0;
  while (done < answer.length) {
    ssize_t count = write(1, answer.at + done, answer.length - done);
    if (count <= 0) {
      fail("The answer could not be written");
    }
    done += (size_t)count;
  }
}

_Noreturn void rebe_refuse(const char *why, struct text what) {
  struct buffer words = {0};
  append(&words, why, strlen(why));
  append(&words, what.at, what.length);
  answer.length = 0;
  rebe_json("{\"refusal\":");
  rebe_string((struct text){words.at, words.length});
  rebe_json("}");
  rebe_answer();
  exit(0);
}

/* ---- The request */

/* What is left of the request, and the text that was found in it. */
struct reader {
  const char *at;
  const char *end;
  bool found;
  struct buffer text;
};

/* Where the text stands. */
static const char *const PATH[] = {"stdout", "text"};
enum { FOUND = 2, ELSEWHERE = -1 };

static bool value(struct reader *in, int depth, int step);

static void space(struct reader *in) {
  while (in->at < in->end && strchr(" \t\r\n", *in->at) != NULL && *in->at != '\0') {
    in->at++;
  }
}

static bool take(struct reader *in, char c) {
  space(in);
  if (in->at == in->end || *in->at != c) {
    return false;
  }
  in->at++;
  return true;
}

static bool word(struct reader *in, const char *letters) {
  size_t length = strlen(letters);
  if ((size_t)(in->end - in->at) < length || memcmp(in->at, letters, length) != 0) {
    return false;
  }
  in->at += length;
  return true;
}

static bool hex(struct reader *in, unsigned *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    static const char DIGITS[] = "0123456789abcdef";
    const char *digit = NULL;
    if (in->at < in->end && *in->at != '\0') {
      digit = strchr(DIGITS, *in->at | 0x20);
    }
    if (digit == NULL) {
      return false;
    }
    *unit = *unit * 16 + (unsigned)(digit - DIGITS);
    in->at++;
  }
  return true;
}

static void append_utf8(struct buffer *out, unsigned c) {
  char bytes[4];
  size_t length = 0;
  if (c < 0x80) {
    bytes[length++] = (char)c;
  } else {
    if (c < 0x800) {
      bytes[length++] = (char)(0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        bytes[length++] = (char)(0xe0 | c >> 12);
      } else {
        bytes[length++] = (char)(0xf0 | c >> 18);
        bytes[length++] = (char)(0x80 | (c >> 12 & 63));
      }
      bytes[length++] = (char)(0x80 | (c >> 6 & 63));
    }
    bytes[length++] = (char)(0x80 | (c & 63));
  }
  append(out, bytes, length);
}

static bool unicode(struct reader *in, struct buffer *out) {
  unsigned c;
  if (!hex(in, &c)) {
    return false;
  }
  if (c >= 0xd800 && c < 0xdc00) {
    unsigned low;
    if (!word(in, "\\u") || !hex(in, &low) || low < 0xdc00 || low > 0xdfff) {
      return false;
    }
    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
  } else if (c >= 0xdc00 && c < 0xe000) {
    return false;
  }
  append_utf8(out, c);
  return true;
}

static bool string(struct reader *in, struct buffer *out) {
  static const char ESCAPES[] = "\"\\/bfnrt";
  static const char MEANINGS[] = "\"\\/\b\f\n\r\t";
  out->length = 0;
  if (!take(in, '"')) {
    return false;
  }
  while (in->at < in->end) {
    char c = *in->at++;
    if (c == '"') {
      return true;
    }
    if ((unsigned char)c < ' ') {
      return false;
    }
    if (c != '\\') {
      append(out, &c, 1);
      continue;
    }
    if (in->at == in->end) {
      return false;
    }
    c = *in->at++;
    if (c == 'u') {
      if (!unicode(in, out)) {
        return false;
      }
      continue;
    }
    const char *escape = c == '\0' ? NULL : strchr(ESCAPES, c);
    if (escape == NULL) {
      return false;
    }
    append(out, &MEANINGS[escape - ESCAPES], 1);
  }
  return false;
}

static bool object(struct reader *in, int depth, int step) {
  struct buffer name = {0};
  bool whole = take(in, '}');
  while (!whole) {
    if (!string(in, &name) || !take(in, ':')) {
      break;
    }
    bool on = step >= 0 && step < FOUND && name.length == strlen(PATH[step])
              && memcmp(name.at, PATH[step], name.length) == 0;
    if (!value(in, depth + 1, on ? step + 1 : ELSEWHERE)) {
      break;
    }
    if (take(in, ',')) {
      continue;
    }
    whole = take(in, '}');
    break;
  }
  free(name.at);
  return whole;
}

static bool array(struct reader *in, int depth) {
  if (take(in, ']')) {
    return true;
  }
  do {
    if (!value(in, depth + 1, ELSEWHERE)) {
      return false;
    }
  } while (take(in, ','));
  return take(in, ']');
}

static bool number(struct reader *in) {
  const char *begin = in->at;
  while (in->at < in->end && *in->at != '\0' && strchr("+-.eE0123456789", *in->at) != NULL) {
    in->at++;
  }
  return in->at > begin;
}

/* step: how many names of PATH led here. */
static bool value(struct reader *in, int depth, int step) {
  space(in);
  if (depth > MAX_DEPTH || in->at == in->end) {
    return false;
  }
  switch (*in->at) {
    case '{':
      in->at++;
      return object(in, depth, step);
    case '[':
      in->at++;
      return array(in, depth);
    case '"': {
      if (step == FOUND && !in->found) {
        in->found = true;
        return string(in, &in->text);
      }
      struct buffer other = {0};
      bool whole = string(in, &other);
      free(other.at);
      return whole;
    }
    case 't':
      return word(in, "true");
    case 'f':
      return word(in, "false");
    case 'n':
      return word(in, "null");
    default:
      return number(in);
  }
}

struct text rebe_stdout(void) {
  struct buffer request = {0};
  for (;;) {
    make_room(&request, CHUNK);
    ssize_t count = read(0, request.at + request.length, CHUNK);
    if (count < 0) {
      fail("The request could not be read");
    }
    if (count == 0) {
      break;
    }
    request.length += (size_t)count;
  }
  struct reader in = {.at = request.at, .end = request.at + request.length};
  space(&in);
  bool whole = in.at < in.end && *in.at == '{' && value(&in, 0, 0);
  space(&in);
  if (!whole || in.at != in.end) {
    rebe_refuse("This is no request", TEXT(""));
  }
  if (!in.found) {
    rebe_refuse("The output is no text in UTF-8", TEXT(""));
  }
  return (struct text){in.text.at, in.text.length};
}

/* ---- Lines and words */

bool next_line(struct text *left, struct text *line) {
  if (left->length == 0) {
    return false;
  }
  const char *end = memchr(left->at, '\n', left->length);
  *line = (struct text){left->at, end == NULL ? left->length : (size_t)(end - left->at)};
  size_t taken = line->length + (end == NULL ? 0 : 1);
  left->at += taken;
  left->length -= taken;
  return true;
}

bool next_word(struct text *left, struct text *word) {
  while (left->length > 0 && (*left->at == ' ' || *left->at == '\t')) {
    left->at++;
    left->length--;
  }
  word->at = left->at;
  while (left->length > 0 && *left->at != ' ' && *left->at != '\t') {
    left->at++;
    left->length--;
  }
  word->length = (size_t)(left->at - word->at);
  return word->length > 0;
}

bool is(struct text text, const char *word) {
  return text.length == strlen(word) && memcmp(text.at, word, text.length) == 0;
}

bool begins(struct text text, const char *word) {
  return text.length >= strlen(word) && memcmp(text.at, word, strlen(word)) == 0;
}

long number_of(struct text text) {
  long number = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.at[i] < '0' || text.at[i] > '9' || i > 8) {
      return -1;
    }
    number = 10 * number + (text.at[i] - '0');
  }
  return text.length == 0 ? -1 : number;
}
