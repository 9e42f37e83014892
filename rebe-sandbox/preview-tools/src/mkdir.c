#include "mode.h"
#include "tool.h"

static struct mode mode;
static int mode_given, parents, verbose;

static int made_one(const char *path, int is_last) {
  if (verbose) {
    printf("mkdir: created directory '%s'\n", path);
  }
  struct file file;
  if (is_last && mode_given) {
    uint32_t said;
    uint32_t wanted = mode_apply_said(&mode, 0777, 1, sys_umask(), &said);
    // One with special bits is made closed to the writing of others, and changed only if a bit that was said is not as it should be
    int special = (said & 06000) != 0 || (wanted & 01000) != 0;
    uint32_t inherited = sys_stat(path, &file) == 0 ? file.mode & 02000 : 0;
    uint32_t now = (wanted & (special ? 01755 : 01777)) | inherited;
    if (special && ((now ^ wanted) & said) != 0) {
      now = wanted | (now & ~said);
    }
    if (sys_chmod(path, now) != 0) {
      return complain("cannot set permissions of '%s'", path);
    }
  } else if (!is_last && (sys_umask() & 0300) != 0) {
    if (sys_stat(path, &file) == 0 && sys_chmod(path, file.mode | 0300) != 0) {
      return complain("cannot set permissions of '%s'", path);
    }
  }
  return 0;
}

static int make(const char *path) {
  if (sys_mkdir(path) != 0) {
    return complain("cannot create directory '%s'", path);
  }
  return made_one(path, 1);
}

static int make_with_parents(const char *path) {
  char *part = strdup(path);
  size_t length = strlen(part);
  while (length > 1 && part[length - 1] == '/') {
    part[--length] = '\0';
  }
  int status = 0;
  for (size_t i = 1; i <= length && status == 0; i++) {
    if ((part[i] != '/' && i < length) || part[i - 1] == '/') {
      continue;
    }
    part[i] = '\0';
    if (sys_mkdir(part) == 0) {
      status = made_one(part, i == length);
    } else if (!is_directory(part)) {
      status = complain("cannot create directory '%s'", part);
    }
    part[i] = i < length ? '/' : '\0';
  }
  free(part);
  return status;
}

int tool_mkdir(int argc, char **argv) {
  static const struct option NAMES[] = {{"parents", no_argument, NULL, 'p'},
                                        {"mode", required_argument, NULL, 'm'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {0}};
  const char *text = NULL;
  int option;
  while ((option = next_option(argc, argv, "pm:v", NAMES)) != -1) {
    parents |= option == 'p';
    verbose |= option == 'v';
    if (option == 'm') {
      text = optarg; // The last one counts
    }
  }
  if (text != NULL) {
    mode_given = 1;
  }
  if (optind == argc) {
    return refuse("missing operand");
  }
  if (text != NULL && !mode_parse(text, &mode)) {
    return refuse("invalid mode '%s'", text);
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    status |= parents ? make_with_parents(argv[i]) : make(argv[i]);
  }
  return status;
}
