#include "mode.h"

#include <string.h>

enum { SET_USER = 04000, SET_GROUP = 02000, STICKY = 01000, ALL = 07777 };

static int parse_octal(const char *text, struct mode *out) {
  uint32_t value = 0;
  size_t digits = 0;
  for (; text[digits] >= '0' && text[digits] <= '7'; digits++) {
    value = value * 8 + (uint32_t)(text[digits] - '0');
    if (value > ALL) {
      return 0;
    }
  }
  if (text[digits] != '\0') {
    return 0;
  }
  // Up to four digits leave those set-id bits of a directory that they do not name
  uint32_t mentioned = digits > 4 ? ALL : ((value & (SET_USER | SET_GROUP | STICKY)) | 0777);
  out->count = 1;
  out->changes[0] = (struct mode_change){ALL, value, mentioned, '=', 'v'};
  return 1;
}

static uint32_t who(char letter) {
  switch (letter) {
    case 'u': return SET_USER | 0700;
    case 'g': return SET_GROUP | 0070;
    case 'o': return STICKY | 0007;
    case 'a': return ALL;
    default: return 0;
  }
}

static uint32_t permission(char letter) {
  switch (letter) {
    case 'r': return 0444;
    case 'w': return 0222;
    case 'x': return 0111;
    case 's': return SET_USER | SET_GROUP;
    case 't': return STICKY;
    default: return 0;
  }
}

int mode_parse(const char *text, struct mode *out) {
  out->count = 0;
  if (*text >= '0' && *text <= '7') {
    return parse_octal(text, out);
  }
  do {
    uint32_t affected = 0;
    for (; who(*text) != 0; text++) {
      affected |= who(*text);
    }
    if (*text == '\0' || strchr("+-=", *text) == NULL) {
      return 0;
    }
    while (*text != '\0' && strchr("+-=", *text) != NULL) {
      if (out->count == 32) {
        return 0;
      }
      struct mode_change *change = &out->changes[out->count++];
      *change = (struct mode_change){affected, 0, 0, *text++, 'v'};
      if (*text == 'u' || *text == 'g' || *text == 'o') {
        change->what = *text++;
        continue;
      }
      for (; permission(*text) != 0 || *text == 'X'; text++) {
        change->value |= permission(*text);
        if (*text == 'X') {
          change->what = 'X';
        }
      }
      change->mentioned = affected != 0 ? change->value & affected : change->value;
    }
  } while (*text++ == ',');
  return text[-1] == '\0';
}

static uint32_t spread(uint32_t bits) { return (bits & 7) * 0111; }

static uint32_t value_of(const struct mode_change *change, uint32_t now, int directory) {
  switch (change->what) {
    case 'u': return spread(now >> 6);
    case 'g': return spread(now >> 3);
    case 'o': return spread(now);
    case 'X': return change->value | ((now & 0111) != 0 || directory ? 0111 : 0);
    default: return change->value;
  }
}

uint32_t mode_apply(const struct mode *mode, uint32_t before, int directory, uint32_t umask) {
  uint32_t said;
  return mode_apply_said(mode, before, directory, umask, &said);
}

uint32_t mode_apply_said(const struct mode *mode, uint32_t before, int directory, uint32_t umask, uint32_t *said) {
  uint32_t now = before & ALL;
  *said = 0;
  for (int i = 0; i < mode->count; i++) {
    const struct mode_change *change = &mode->changes[i];
    // Set-id bits of a directory stay unless they are named
    uint32_t kept = directory ? (SET_USER | SET_GROUP) & ~change->mentioned : 0;
    uint32_t value = value_of(change, now, directory);
    value &= (change->affected != 0 ? change->affected : ~umask) & ~kept;
    if (change->how == '+') {
      now |= value;
      *said |= value;
    } else if (change->how == '-') {
      now &= ~value;
      *said |= value;
    } else {
      uint32_t others = (change->affected != 0 ? ~change->affected : 0) | kept;
      now = (now & others) | value;
      *said |= ALL & ~others;
    }
  }
  return now & ALL;
}
