// All tools in one module: the name in the first argument says which one runs.
#include "tool.h"

static const struct {
  const char *name;
  int (*run)(int argc, char **argv);
} TOOLS[] = {
    {"cat", tool_cat},
    {"chgrp", tool_chgrp},
    {"chmod", tool_chmod},
    {"chown", tool_chown},
    {"cp", tool_cp},
    {"find", tool_find},
    {"install", tool_install},
    {"ln", tool_ln},
    {"mkdir", tool_mkdir},
    {"mv", tool_mv},
    {"rm", tool_rm},
    {"rmdir", tool_rmdir},
    {"sed", tool_sed},
    {"tee", tool_tee},
    {"touch", tool_touch},
    {"truncate", tool_truncate},
};

int main(int argc, char **argv) {
  for (size_t i = 0; argc > 0 && i < sizeof TOOLS / sizeof *TOOLS; i++) {
    if (strcmp(TOOLS[i].name, argv[0]) == 0) {
      tool_name = TOOLS[i].name;
      int status = TOOLS[i].run(argc, argv);
      fflush(stdout);
      return status;
    }
  }
  cannot_tell("I do not know the command %s", argc > 0 ? argv[0] : "without a name");
}
