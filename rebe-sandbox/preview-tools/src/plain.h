// Plain regular expressions, matched without an engine: the engine of the C library is far slower here than on a real machine,
// and nearly all expressions that people write for sed are plain.
#ifndef PLAIN_H
#define PLAIN_H

#include <stddef.h>

enum { PLAIN_ITEMS = 64 };

// Characters and dots one after the other, of which at most one is repeated by a star.
struct plain {
  int count;               // of items; -1 for an expression that is not plain
  int repeated;            // the item with the star; -1 for none
  int at_start, at_end;    // whether ^ and $ hold it
  char items[PLAIN_ITEMS];
  char any[PLAIN_ITEMS];   // which of them are dots
};

// Reads an expression; whether it is plain. In what is not, nobody may look for matches.
int plain_parse(struct plain *out, const char *pattern);

// The leftmost and there the longest match in a text without NUL; whether there is one.
int plain_find(const struct plain *of, const char *text, int is_line_start, size_t *start, size_t *stop);

#endif
