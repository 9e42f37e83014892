// Where cp, mv, ln and install put what their operands name.
#ifndef DESTINATION_H
#define DESTINATION_H

#include "sys.h"

struct destination {
  const char *into;  // -t
  int exact;         // -T
  int follow_into;   // whether a last operand that is a link to a directory counts as one
};

// The names of -t and -T among the long options.
#define DESTINATION_NAMES {"target-directory", required_argument, NULL, 't'}, {"no-target-directory", no_argument, NULL, 'T'}

// Takes -t and -T; says whether the option was one of them. A second -t ends the tool as it ends the real one.
int destination_option(struct destination *to, int option);

// Calls for each pair of a source and where it goes; returns the worst status.
int each_pair(const struct destination *to, int count, char **operands, int (*pair)(const char *from, const char *to));

// Says why a source of this type may not take the place of a target of that type; 0 if it may.
int refuse_types(const char *from, const struct file *source, const char *to, const struct file *target);

// Whether what is put there would be in this folder, or below it.
int goes_below(const char *to, uint64_t directory);

// Remembers that a destination was made by this call.
void made(const char *path);
// Says that it was made by this call, and may not be replaced by it; 0 if it may.
int refuse_made(const char *from, const char *to);

#endif
