#include "owner.h"
#include "tool.h"

static uint32_t uid, gid;
static int recursive, quiet, link_itself;

static int walk(const char *path) {
  struct file file;
  // In a walk, links are changed themselves, and not followed
  int follow = !link_itself && !recursive;
  if ((follow ? sys_stat(path, &file) : sys_lstat(path, &file)) != 0) {
    struct file link;
    if (follow && sys_lstat(path, &link) == 0) {
      return quiet ? 1 : complain("cannot dereference '%s'", path);
    }
    return quiet ? 1 : complain("cannot access '%s'", path);
  }
  int status = 0;
  if (recursive && file.type == TYPE_DIRECTORY) {
    char **names = sys_names(path);
    if (names == NULL) {
      status = quiet ? 1 : complain("cannot read directory '%s'", path);
    } else {
      for (char **name = names; *name != NULL; name++) {
        char *below = path_join(path, *name);
        status |= walk(below);
        free(below);
      }
      names_free(names);
    }
  }
  if (sys_chown(path, uid, gid, follow) != 0) {
    return quiet ? 1 : complain("changing ownership of '%s'", path);
  }
  return status;
}

static int change(int argc, char **argv, int group_only) {
  static const struct option NAMES[] = {{"recursive", no_argument, NULL, 'R'},
                                        {"silent", no_argument, NULL, 'f'},
                                        {"quiet", no_argument, NULL, 'f'},
                                        {"no-dereference", no_argument, NULL, 'h'},
                                        {"reference", required_argument, NULL, 'r'},
                                        {0}};
  const char *reference = NULL;
  int option;
  while ((option = next_option(argc, argv, "RfhvcP", NAMES)) != -1) {
    recursive |= option == 'R';
    quiet |= option == 'f';
    link_itself |= option == 'h';
    reference = option == 'r' ? optarg : reference;
  }
  if (reference != NULL) {
    struct file file;
    if (sys_stat(reference, &file) != 0) {
      return complain("failed to get attributes of '%s'", reference);
    }
    uid = group_only ? (uint32_t)KEEP : file.uid;
    gid = file.gid;
  } else {
    if (argc - optind < 2) {
      return refuse("missing operand");
    }
    const char *text = argv[optind++];
    if (group_only) {
      uid = KEEP;
      gid = *text == '\0' ? (uint32_t)KEEP : group_id(text);
    } else if (!parse_owner(text, &uid, &gid)) {
      return refuse("invalid spec: '%s'", text);
    }
  }
  if (optind == argc) {
    return refuse("missing operand");
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    if (recursive) {
      sys_will_walk(argv[i]);
    }
    status |= walk(argv[i]);
  }
  return status;
}

int tool_chown(int argc, char **argv) { return change(argc, argv, 0); }

int tool_chgrp(int argc, char **argv) { return change(argc, argv, 1); }
