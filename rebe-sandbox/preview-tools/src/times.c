#include "times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Days since 1970-01-01 in the Gregorian calendar.
static int64_t days(int64_t year, int month, int day) {
  static const int BEFORE[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  int64_t past = year - 1;
  int64_t count = past * 365 + past / 4 - past / 100 + past / 400;
  return count - 719162 + BEFORE[month - 1] + (leap && month > 2) + day - 1;
}

int time_parse(const char *text, int64_t *nanos) {
  if (text[0] == '@') {
    char *end;
    int64_t seconds = strtoll(text + 1, &end, 10);
    *nanos = seconds * 1000000000;
    return end != text + 1 && *end == '\0';
  }
  int year, month, day, hour = 0, minute = 0, second = 0, used = 0;
  char between;
  if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used != 10) {
    return 0;
  }
  text += used;
  used = 0;
  if ((*text == 'T' || *text == ' ') && sscanf(text, "%c%2d:%2d%n", &between, &hour, &minute, &used) == 3) {
    text += used;
    used = 0;
    if (sscanf(text, ":%2d%n", &second, &used) == 1) {
      text += used;
    }
  }
  if (strcmp(text, "Z") != 0 && strcmp(text, " UTC") != 0 && strcmp(text, "UTC") != 0 && strcmp(text, "+00:00") != 0) {
    return 0;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    return 0;
  }
  *nanos = (((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000000000;
  return 1;
}
