#include "mode.h"
#include "tool.h"

static struct mode mode;
static int surprises, recursive, quiet, verbose;

static int change(const char *path, const struct file *file) {
  int directory = file->type == TYPE_DIRECTORY;
  uint32_t wanted = mode_apply(&mode, file->mode, directory, sys_umask());
  if (sys_chmod(path, wanted) != 0) {
    return quiet ? 1 : complain("changing permissions of '%s'", path);
  }
  if (verbose) {
    printf("mode of '%s' is %04o\n", path, wanted);
  }
  if (surprises && (wanted & ~mode_apply(&mode, file->mode, directory, 0)) != 0) {
    return quiet ? 1 : refuse("%s: new permissions are not those that were asked for", path);
  }
  return 0;
}

static int walk(const char *path, int operand) {
  struct file file;
  if ((operand ? sys_stat(path, &file) : sys_lstat(path, &file)) != 0) {
    struct file link;
    if (operand && sys_lstat(path, &link) == 0 && link.type == TYPE_LINK) {
      return quiet ? 1 : refuse("cannot operate on dangling symlink '%s'", path);
    }
    return quiet ? 1 : complain("cannot access '%s'", path);
  }
  if (file.type == TYPE_LINK) {
    return 0;
  }
  int status = change(path, &file);
  if (!recursive || file.type != TYPE_DIRECTORY) {
    return status;
  }
  char **names = sys_names(path);
  if (names == NULL) {
    return quiet ? 1 : complain("cannot read directory '%s'", path);
  }
  for (char **name = names; *name != NULL; name++) {
    char *below = path_join(path, *name);
    status |= walk(below, 0);
    free(below);
  }
  names_free(names);
  return status;
}

// A mode such as -x, which looks like options.
static int takes_away(const char *argument) {
  return argument[0] == '-' && argument[1] != '\0' && argument[1] != '-' && strspn(argument + 1, "rwxXstugoa,+-=") == strlen(argument + 1);
}

int tool_chmod(int argc, char **argv) {
  static const struct option NAMES[] = {{"recursive", no_argument, NULL, 'R'},
                                        {"silent", no_argument, NULL, 'f'},
                                        {"quiet", no_argument, NULL, 'f'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {"changes", no_argument, NULL, 'v'},
                                        {"reference", required_argument, NULL, 'r'},
                                        {0}};
  const char *text = NULL;
  int kept = 1;
  for (int i = 1; i < argc; i++) {
    if (text == NULL && takes_away(argv[i])) {
      text = argv[i];
      surprises = 1;
    } else if (strcmp(argv[i], "--") == 0) {
      while (i < argc) {
        argv[kept++] = argv[i++];
      }
    } else {
      argv[kept++] = argv[i];
    }
  }
  argc = kept;
  const char *reference = NULL;
  int option;
  while ((option = next_option(argc, argv, "Rfvc", NAMES)) != -1) {
    recursive |= option == 'R';
    quiet |= option == 'f';
    verbose |= option == 'v' || option == 'c';
    reference = option == 'r' ? optarg : reference;
  }
  if (reference != NULL && text != NULL) {
    cannot_tell("I do not know chmod with a mode and --reference");
  }
  if (reference != NULL) {
    struct file file;
    if (sys_stat(reference, &file) != 0) {
      return complain("failed to get attributes of '%s'", reference);
    }
    mode.count = 1;
    mode.changes[0] = (struct mode_change){07777, file.mode, 07777, '=', 'v'};
  } else if (text == NULL) {
    if (optind == argc) {
      return refuse("missing operand");
    }
    text = argv[optind++];
  }
  if (reference == NULL && !mode_parse(text, &mode)) {
    return refuse("invalid mode: '%s'", text);
  }
  if (optind == argc) {
    return refuse("missing operand after '%s'", text == NULL ? "--reference" : text);
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    if (recursive) {
      sys_will_walk(argv[i]);
    }
    status |= walk(argv[i], 1);
  }
  return status;
}
