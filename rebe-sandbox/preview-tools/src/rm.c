#include "tool.h"

static int force, recursive, directories, verbose;

static int is_missing(int error) { return error == ENOENT || error == ENOTDIR || error == EINVAL || error == EILSEQ; }

static int failed(const char *path) {
  return force && is_missing(errno) ? 0 : complain("cannot remove '%s'", path);
}

static int done(const char *path, const char *what) {
  if (verbose) {
    printf("removed %s'%s'\n", what, path);
  }
  return 0;
}

static int remove_directory(const char *path) {
  int status = 0;
  char **names = sys_names(path);
  int unreadable = names == NULL ? errno : 0;
  for (char **name = names; name != NULL && *name != NULL; name++) {
    char *below = path_join(path, *name);
    struct file file;
    if (sys_lstat(below, &file) != 0) {
      status |= failed(below);
    } else if (file.type == TYPE_DIRECTORY) {
      status |= remove_directory(below);
    } else {
      status |= sys_unlink(below) == 0 ? done(below, "") : failed(below);
    }
    free(below);
  }
  if (names != NULL) {
    names_free(names);
  }
  if (status != 0) {
    return status;
  }
  if (sys_rmdir(path) == 0) {
    return done(path, "directory ");
  }
  errno = unreadable != 0 ? unreadable : errno;
  return complain("cannot remove '%s'", path);
}

static int remove_operand(const char *path) {
  struct file file;
  if (sys_lstat(path, &file) != 0) {
    if (force && errno == ELOOP) {
      cannot_tell("I cannot tell what rm -f says of '%s', which leads to itself", path);
    }
    return failed(path);
  }
  if (file.type != TYPE_DIRECTORY) {
    return sys_unlink(path) == 0 ? done(path, "") : failed(path);
  }
  if (!recursive && !directories) {
    return refuse("cannot remove '%s': Is a directory", path);
  }
  if (path_is_dots(path)) {
    return refuse("refusing to remove '.' or '..' directory: skipping '%s'", path);
  }
  if (!recursive) {
    return sys_rmdir(path) == 0 ? done(path, "directory ") : complain("cannot remove '%s'", path);
  }
  size_t length = strlen(path);
  char *bare = strdup(path);
  while (length > 1 && bare[length - 1] == '/') {
    bare[--length] = '\0';
  }
  struct file link;
  if (sys_lstat(bare, &link) == 0 && link.type == TYPE_LINK) {
    cannot_tell("I cannot tell what remains when '%s' is removed, which is a link", path);
  }
  free(bare);
  struct file root;
  if (sys_stat("/", &root) == 0 && root.id == file.id) {
    return refuse("it is dangerous to operate recursively on '%s'", path);
  }
  sys_will_walk(path);
  return remove_directory(path);
}

int tool_rm(int argc, char **argv) {
  static const struct option NAMES[] = {
      {"force", no_argument, NULL, 'f'},     {"recursive", no_argument, NULL, 'r'},
      {"dir", no_argument, NULL, 'd'},       {"verbose", no_argument, NULL, 'v'},
      {"preserve-root", no_argument, NULL, 'p'}, {0}};
  int option;
  while ((option = next_option(argc, argv, "frRdv", NAMES)) != -1) {
    force |= option == 'f';
    recursive |= option == 'r' || option == 'R';
    directories |= option == 'd';
    verbose |= option == 'v';
  }
  if (optind == argc) {
    return force ? 0 : refuse("missing operand");
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    status |= remove_operand(argv[i]);
  }
  return status;
}
