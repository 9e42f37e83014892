#include "tool.h"

static int parents, verbose, ignore;

// Who may not remove it is told that only if it is empty.
static int holds_something(const char *path) {
  char **names = sys_names(path);
  int holds = names != NULL && names[0] != NULL;
  if (names != NULL) {
    names_free(names);
  }
  return holds;
}

static int failed(const char *path) {
  int error = errno;
  if (ignore && (error == ENOTEMPTY || error == EEXIST || ((error == EACCES || error == EPERM || error == EROFS || error == EBUSY) && holds_something(path)))) {
    return 0;
  }
  errno = error;
  return complain("failed to remove '%s'", path);
}

static int remove_one(const char *path) {
  struct file file;
  if (path_is_dots(path) && sys_stat(path, &file) == 0) {
    char *name = path_name(path);
    errno = strcmp(name, ".") == 0 ? EINVAL : ENOTEMPTY;
    free(name);
    return failed(path);
  }
  if (sys_rmdir(path) != 0) {
    return failed(path);
  }
  if (verbose) {
    printf("rmdir: removing directory, '%s'\n", path);
  }
  return 0;
}

static int remove_with_parents(const char *path) {
  int status = remove_one(path);
  char *part = strdup(path);
  struct file file;
  while (status == 0 && sys_lstat(part, &file) != 0) {
    size_t length = strlen(part);
    while (length > 1 && part[length - 1] == '/') {
      part[--length] = '\0';
    }
    char *slash = strrchr(part, '/');
    if (slash == NULL || slash == part) {
      break;
    }
    while (slash > part && slash[-1] == '/') {
      slash--;
    }
    *slash = '\0';
    status = remove_one(part);
  }
  free(part);
  return status;
}

int tool_rmdir(int argc, char **argv) {
  static const struct option NAMES[] = {{"parents", no_argument, NULL, 'p'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {"ignore-fail-on-non-empty", no_argument, NULL, 'i'},
                                        {0}};
  int option;
  while ((option = next_option(argc, argv, "pv", NAMES)) != -1) {
    parents |= option == 'p';
    verbose |= option == 'v';
    ignore |= option == 'i';
  }
  if (optind == argc) {
    return refuse("missing operand");
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    status |= parents ? remove_with_parents(argv[i]) : remove_one(argv[i]);
  }
  return status;
}
