// Modes as chmod, mkdir and install take them: octal, or who, how and what.
#ifndef MODE_H
#define MODE_H

#include <stdint.h>

struct mode_change {
  uint32_t affected;   // bits of those who are named; 0 if nobody is
  uint32_t value;      // bits given, taken or set
  uint32_t mentioned;  // bits that were said outright
  char how;            // '+', '-' or '='
  char what;           // 'v' for the value, 'X', or 'u', 'g', 'o' for a copy
};

struct mode {
  int count;
  struct mode_change changes[32];
};

// Whether the text is a mode.
int mode_parse(const char *text, struct mode *out);
// The mode that comes of one before.
uint32_t mode_apply(const struct mode *mode, uint32_t before, int directory, uint32_t umask);

// The same, with the bits that the mode speaks of; a folder keeps the others.
uint32_t mode_apply_said(const struct mode *mode, uint32_t before, int directory, uint32_t umask, uint32_t *said);

#endif
