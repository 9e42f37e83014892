// Points in time as touch takes them, where they do not depend on the machine's time zone.
#ifndef TIMES_H
#define TIMES_H

#include <stdint.h>

// Whether the text is one; in nanoseconds since 1970.
int time_parse(const char *text, int64_t *nanos);

#endif
