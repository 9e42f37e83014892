#include "destination.h"
#include "tool.h"

static int keep, update, verbose;

static int move(const char *from, const char *to) {
  struct file source, target;
  if (sys_lstat(from, &source) != 0) {
    // The kernel may say first that the destination is there
    if (keep && (errno != ENOENT || (from[0] != '\0' && from[strlen(from) - 1] == '/'))) {
      cannot_tell("I cannot tell what mv -n makes of '%s', which cannot be looked at", from);
    }
    return complain("cannot stat '%s'", from);
  }
  int exists = sys_lstat(to, &target) == 0;
  if (!exists && errno != ENOENT) {
    if (keep) {
      cannot_tell("I cannot tell what mv -n makes of '%s', which cannot be looked at", to);
    }
    return complain("cannot access '%s'", to);
  }
  if (exists) {
    if (keep) {
      return 0;
    }
    if (source.id == target.id && (source.links < 2 || source.type == TYPE_DIRECTORY || strcmp(from, to) == 0)) {
      return refuse("'%s' and '%s' are the same file", from, to);
    }
    struct file behind;
    if (source.type == TYPE_LINK && target.type != TYPE_LINK && sys_stat(from, &behind) == 0 && behind.id == target.id) {
      cannot_tell("I cannot tell whether mv refuses to replace '%s' by a link to it, '%s'", to, from);
    }
    if (update && source.type != TYPE_DIRECTORY && target.modified >= source.modified) {
      return 0;
    }
    if (refuse_types(from, &source, to, &target) || refuse_made(from, to)) {
      return 1;
    }
    if (source.id == target.id) {
      return sys_unlink(from) == 0 ? 0 : complain("cannot remove '%s'", from);
    }
  }
  if (source.type == TYPE_DIRECTORY) {
    if (goes_below(to, source.id)) {
      return refuse("cannot move '%s' to a subdirectory of itself, '%s'", from, to);
    }
  }
  if (sys_rename(from, to) != 0) {
    return complain("cannot move '%s' to '%s'", from, to);
  }
  made(to);
  if (verbose) {
    printf("renamed '%s' -> '%s'\n", from, to);
  }
  return 0;
}

int tool_mv(int argc, char **argv) {
  static const struct option NAMES[] = {{"force", no_argument, NULL, 'f'},
                                        {"no-clobber", no_argument, NULL, 'n'},
                                        {"update", no_argument, NULL, 'u'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        DESTINATION_NAMES,
                                        {0}};
  struct destination to = {NULL, 0, 1};
  int option;
  while ((option = next_option(argc, argv, "fnuvTt:", NAMES)) != -1) {
    if (destination_option(&to, option)) {
      continue;
    }
    keep = option == 'n' ? 1 : option == 'f' ? 0 : keep;
    update |= option == 'u';
    verbose |= option == 'v';
  }
  return each_pair(&to, argc - optind, argv + optind, move);
}
