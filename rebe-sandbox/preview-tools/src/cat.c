#include "tool.h"

static int copy_out(int fd) {
  char bytes[16384];
  long count;
  while ((count = sys_read(fd, bytes, sizeof bytes)) > 0) {
    if (sys_write(1, bytes, (size_t)count) != 0) {
      return 1;
    }
  }
  return count < 0;
}

int tool_cat(int argc, char **argv) {
  while (next_option(argc, argv, "u", NULL) != -1) {
  }
  if (optind == argc) {
    return copy_out(0);
  }
  int status = 0;
  for (int i = optind; i < argc; i++) {
    if (strcmp(argv[i], "-") == 0) {
      status |= copy_out(0);
      continue;
    }
    if (is_directory(argv[i])) {
      status |= refuse("%s: Is a directory", argv[i]);
      continue;
    }
    int fd = sys_open(argv[i], OPEN_READ);
    if (fd < 0) {
      status |= complain("%s", argv[i]);
      continue;
    }
    status |= copy_out(fd) ? complain("%s", argv[i]) : 0;
    sys_close(fd);
  }
  return status;
}
