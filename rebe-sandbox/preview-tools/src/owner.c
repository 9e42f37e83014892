#include "owner.h"

#include "tool.h"

static char *read_all(const char *path) {
  size_t length = 0, room = 4096;
  char *text = malloc(room + 1);
  int fd = sys_open(path, OPEN_READ);
  long count;
  while (fd >= 0 && (count = sys_read(fd, text + length, room - length)) > 0) {
    length += (size_t)count;
    if (length == room) {
      text = realloc(text, (room *= 2) + 1);
    }
  }
  if (fd >= 0) {
    sys_close(fd);
  }
  text[length] = '\0';
  return text;
}

// The field after the second colon, or after the third, of the line that begins with this name.
static int look_up(const char *file, const char *name, int colons, uint32_t *id) {
  char *text = read_all(file);
  size_t length = strlen(name);
  int found = 0;
  for (char *line = strtok(text, "\n"); line != NULL && !found; line = strtok(NULL, "\n")) {
    if (strncmp(line, name, length) == 0 && line[length] == ':') {
      char *field = line;
      for (int i = 0; i < colons && field != NULL; i++) {
        field = strchr(field, ':');
        field = field == NULL ? NULL : field + 1;
      }
      if (field != NULL) {
        *id = (uint32_t)strtoul(field, NULL, 10);
        found = 1;
      }
    }
  }
  free(text);
  return found;
}

static uint32_t id_of(const char *file, const char *what, const char *name) {
  uint32_t id;
  if (look_up(file, name, 2, &id)) {
    return id;
  }
  const char *digits = *name == '+' ? name + 1 : name;
  if (*digits != '\0' && strspn(digits, "0123456789") == strlen(digits) && strlen(digits) < 11) {
    return (uint32_t)strtoul(digits, NULL, 10);
  }
  cannot_tell("%s does not know the %s %s, and something else on that machine may", file, what, name);
}

uint32_t user_id(const char *name) { return id_of("/etc/passwd", "user", name); }

uint32_t group_id(const char *name) { return id_of("/etc/group", "group", name); }

int parse_owner(const char *text, uint32_t *uid, uint32_t *gid) {
  *uid = *gid = KEEP;
  char *copy = strdup(text);
  char *colon = strchr(copy, ':');
  if (colon != NULL) {
    *colon = '\0';
  } else if (strchr(copy, '.') != NULL) {
    cannot_tell("I cannot tell whether '%s' is a user or a user and a group", text);
  }
  if (*copy != '\0') {
    *uid = user_id(copy);
  }
  if (colon != NULL && colon[1] != '\0') {
    *gid = group_id(colon + 1);
  } else if (colon != NULL && *copy != '\0' && !look_up("/etc/passwd", copy, 3, gid)) {
    free(copy);
    return 0;
  }
  free(copy);
  return 1;
}
