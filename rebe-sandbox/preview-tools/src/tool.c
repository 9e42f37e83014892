#include "tool.h"

#include <stdarg.h>

const char *tool_name = "tool";

static void say(const char *format, va_list arguments) {
  fprintf(stderr, "%s: ", tool_name);
  vfprintf(stderr, format, arguments);
}

int complain(const char *format, ...) {
  int error = errno;
  va_list arguments;
  va_start(arguments, format);
  say(format, arguments);
  va_end(arguments);
  fprintf(stderr, ": %s\n", strerror(error));
  return 1;
}

int refuse(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  return 1;
}

int next_option(int argc, char **argv, const char *letters, const struct option *names) {
  static const struct option none[] = {{0}};
  opterr = 0;
  int before = optind;
  int option = getopt_long(argc, argv, letters, names == NULL ? none : names, NULL);
  if (option == '?' || option == ':') {
    if (optopt > 32 && optopt < 127) {
      cannot_tell("I do not know the option -%c of %s, or how it is used here", optopt, tool_name);
    }
    cannot_tell("I do not know an option of %s, or how it is used here: %s", tool_name, argv[before < argc ? before : argc - 1]);
  }
  return option;
}

char *path_join(const char *directory, const char *name) {
  size_t length = strlen(directory);
  int slash = length > 0 && directory[length - 1] == '/';
  char *joined = malloc(length + strlen(name) + 2);
  sprintf(joined, "%s%s%s", directory, slash || length == 0 ? "" : "/", name);
  return joined;
}

char *path_name(const char *path) {
  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/') {
    end--;
  }
  size_t start = end;
  while (start > 0 && path[start - 1] != '/') {
    start--;
  }
  return strndup(path + start, end - start);
}

int path_is_dots(const char *path) {
  char *name = path_name(path);
  int dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
  free(name);
  return dots;
}

int is_directory(const char *path) {
  struct file file;
  return sys_stat(path, &file) == 0 && file.type == TYPE_DIRECTORY;
}
