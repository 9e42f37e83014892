#include "tool.h"

int tool_tee(int argc, char **argv) {
  static const struct option NAMES[] = {{"append", no_argument, NULL, 'a'}, {0}};
  int append = 0, option;
  while ((option = next_option(argc, argv, "ai", NAMES)) != -1) {
    append |= option == 'a';
  }
  int status = 0, count = argc - optind;
  int *open = malloc((size_t)(count + 1) * sizeof *open);
  for (int i = 0; i < count; i++) {
    open[i] = sys_open(argv[optind + i], OPEN_WRITE | OPEN_CREATE | (append ? OPEN_APPEND : OPEN_EMPTY));
    if (open[i] < 0) {
      status = complain("%s", argv[optind + i]);
    }
  }
  char bytes[16384];
  long got;
  while ((got = sys_read(0, bytes, sizeof bytes)) > 0) {
    (void)!sys_write(1, bytes, (size_t)got);
    for (int i = 0; i < count; i++) {
      if (open[i] >= 0 && sys_write(open[i], bytes, (size_t)got) != 0) {
        status = complain("%s", argv[optind + i]);
      }
    }
  }
  return status;
}
