#include "destination.h"
#include "tool.h"

static int symbolic, force, verbose, follow;

static int make(const char *from, const char *to) {
  struct file source, target;
  int known = symbolic || follow ? sys_stat(from, &source) == 0 : sys_lstat(from, &source) == 0;
  if (!symbolic) {
    if (!known) {
      return complain("failed to access '%s'", from);
    }
    if (source.type == TYPE_DIRECTORY) {
      return refuse("%s: hard link not allowed for directory", from);
    }
  }
  int exists = sys_lstat(to, &target) == 0;
  if (exists && force) {
    if (target.type == TYPE_DIRECTORY) {
      return refuse("%s: cannot overwrite directory", to);
    }
    if (refuse_made(from, to)) {
      return 1;
    }
    if (known && source.id == target.id) {
      if (source.links < 2 || strcmp(from, to) == 0) {
        return refuse("'%s' and '%s' are the same file", from, to);
      }
      return 0;
    }
    if (sys_unlink(to) != 0) {
      return complain("cannot remove '%s'", to);
    }
  }
  if ((symbolic ? sys_symlink(from, to) : sys_link(from, to, follow)) != 0) {
    return complain("failed to create %s link '%s'", symbolic ? "symbolic" : "hard", to);
  }
  if (!symbolic) {
    made(to);
  }
  if (verbose) {
    printf("'%s' -> '%s'\n", to, from);
  }
  return 0;
}

int tool_ln(int argc, char **argv) {
  static const struct option NAMES[] = {{"symbolic", no_argument, NULL, 's'},
                                        {"force", no_argument, NULL, 'f'},
                                        {"no-dereference", no_argument, NULL, 'n'},
                                        {"logical", no_argument, NULL, 'L'},
                                        {"physical", no_argument, NULL, 'P'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        DESTINATION_NAMES,
                                        {0}};
  struct destination to = {NULL, 0, 1};
  int option;
  while ((option = next_option(argc, argv, "sfnLPvTt:", NAMES)) != -1) {
    if (destination_option(&to, option)) {
      continue;
    }
    symbolic |= option == 's';
    force |= option == 'f';
    verbose |= option == 'v';
    follow = option == 'L' ? 1 : option == 'P' ? 0 : follow;
    to.follow_into &= option != 'n';
  }
  if (argc - optind == 1 && !to.exact && to.into == NULL) {
    to.into = ".";
  }
  return each_pair(&to, argc - optind, argv + optind, make);
}
