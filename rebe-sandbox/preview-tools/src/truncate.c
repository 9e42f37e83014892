#include "tool.h"

// '=', or how the amount is meant; it stays for a second size that does not say it
static char how = '=';
static int64_t amount;

static int parse_size(const char *text) {
  while (*text == ' ') {
    text++;
  }
  if (*text != '\0' && strchr("<>/%", *text) != NULL) {
    how = *text++;
  }
  while (*text == ' ') {
    text++;
  }
  int less = *text == '-';
  if (*text == '+' || less) {
    if (how != '=') {
      return 0;
    }
    how = '+';
    text++;
  }
  char *end;
  if (*text < '0' || *text > '9') {
    return 0;
  }
  amount = strtoll(text, &end, 10);
  static const char UNITS[] = "KMGT";
  const char *unit = *end == '\0' ? NULL : strchr(UNITS, *end == 'k' ? 'K' : *end);
  if (unit != NULL) {
    int decimal = end[1] == 'B';
    for (const char *u = UNITS; u <= unit; u++) {
      amount *= decimal ? 1000 : 1024;
    }
    end += decimal ? 2 : strncmp(end + 1, "iB", 2) == 0 ? 3 : 1;
  }
  amount = less ? -amount : amount;
  return *end == '\0' && !((how == '/' || how == '%') && amount == 0);
}

static int64_t new_size(int64_t base) {
  switch (how) {
    case '+': return base + amount > 0 ? base + amount : 0;
    case '<': return base < amount ? base : amount;
    case '>': return base > amount ? base : amount;
    case '/': return base / amount * amount;
    case '%': return (base + amount - 1) / amount * amount;
    default: return amount;
  }
}

int tool_truncate(int argc, char **argv) {
  static const struct option NAMES[] = {{"size", required_argument, NULL, 's'},
                                        {"no-create", no_argument, NULL, 'c'},
                                        {"reference", required_argument, NULL, 'r'},
                                        {0}};
  int no_create = 0, size_given = 0, option;
  const char *reference = NULL;
  while ((option = next_option(argc, argv, "s:cr:", NAMES)) != -1) {
    no_create |= option == 'c';
    reference = option == 'r' ? optarg : reference;
    if (option == 's') {
      size_given = 1;
      if (!parse_size(optarg)) {
        return refuse("Invalid number: '%s'", optarg);
      }
    }
  }
  if (reference == NULL && !size_given) {
    return refuse("you must specify either '--size' or '--reference'");
  }
  if (reference != NULL && size_given && how == '=') {
    return refuse("you must specify a relative '--size' with '--reference'");
  }
  if (optind == argc) {
    return refuse("missing file operand");
  }
  struct file file;
  int64_t base = -1;
  if (reference != NULL) {
    if (sys_stat(reference, &file) != 0) {
      return complain("cannot stat '%s'", reference);
    }
    if (file.type != TYPE_FILE) {
      cannot_tell("I cannot tell the size of '%s', which is no file", reference);
    }
    base = (int64_t)file.size;
    if (!size_given) {
      how = '+';
      amount = 0;
    }
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    int fd = sys_open(argv[i], OPEN_WRITE | (no_create ? 0 : OPEN_CREATE));
    if (fd < 0) {
      status |= no_create && errno == ENOENT ? 0 : complain("cannot open '%s' for writing", argv[i]);
      continue;
    }
    int64_t old = sys_stat(argv[i], &file) == 0 ? (int64_t)file.size : 0;
    if (sys_resize(fd, (uint64_t)new_size(base >= 0 ? base : old)) != 0) {
      status |= complain("failed to truncate '%s'", argv[i]);
    }
    sys_close(fd);
  }
  return status;
}
