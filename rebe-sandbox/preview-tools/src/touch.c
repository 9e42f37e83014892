#include "owner.h"
#include "times.h"
#include "tool.h"

static int no_create, link_itself, explicit_time, accessed_only, modified_only;
static int64_t wanted;

static int touch(const char *path) {
  struct file file;
  if ((link_itself ? sys_lstat(path, &file) : sys_stat(path, &file)) != 0) {
    if (errno == ENOENT && (no_create || link_itself)) {
      return no_create ? 0 : complain("setting times of '%s'", path);
    }
    int fd = errno == ENOENT ? sys_open(path, OPEN_CREATE | OPEN_WRITE) : -1;
    if (fd < 0) {
      return complain("cannot touch '%s'", path);
    }
    sys_close(fd);
    if (!explicit_time) {
      return 0;
    }
  }
  // One time alone is set by the owner only, even to now
  if ((accessed_only || modified_only) && sys_chown(path, KEEP, KEEP, !link_itself) != 0) {
    return complain("setting times of '%s'", path);
  }
  if (accessed_only) {
    return 0;
  }
  int failed = explicit_time ? sys_set_modified(path, wanted, !link_itself) : sys_touch(path, !link_itself);
  return failed ? complain("cannot touch '%s'", path) : 0;
}

int tool_touch(int argc, char **argv) {
  static const struct option NAMES[] = {{"no-create", no_argument, NULL, 'c'},
                                        {"no-dereference", no_argument, NULL, 'h'},
                                        {"date", required_argument, NULL, 'd'},
                                        {"reference", required_argument, NULL, 'r'},
                                        {0}};
  const char *reference = NULL;
  int dated = 0, option;
  while ((option = next_option(argc, argv, "acmhd:r:", NAMES)) != -1) {
    no_create |= option == 'c';
    accessed_only |= option == 'a';
    modified_only |= option == 'm';
    link_itself |= option == 'h';
    if (option == 'd') {
      explicit_time = dated = 1;
      if (!time_parse(optarg, &wanted)) {
        cannot_tell("I cannot tell which time '%s' is on that machine; write it as 2030-01-31T12:00:00Z or @SECONDS", optarg);
      }
    } else if (option == 'r') {
      explicit_time = 1;
      reference = optarg;
    }
  }
  if (accessed_only && modified_only) {
    accessed_only = modified_only = 0;
  }
  if (reference != NULL) {
    // Only now is it known whether a link itself is meant
    struct file file;
    if ((link_itself ? sys_lstat(reference, &file) : sys_stat(reference, &file)) != 0) {
      return complain("failed to get attributes of '%s'", reference);
    }
    // A date is meant from the reference's time on, which counts only for one that is relative
    wanted = dated ? wanted : file.modified;
  }
  if (optind == argc) {
    return refuse("missing file operand");
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    status |= touch(argv[i]);
  }
  return status;
}
