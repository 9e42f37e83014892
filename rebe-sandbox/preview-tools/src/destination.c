// Sources and destinations of cp, mv, ln and install.
#include "tool.h"

static char **made_paths;
static size_t made_count;

void made(const char *path) {
  made_paths = realloc(made_paths, (made_count + 1) * sizeof *made_paths);
  made_paths[made_count++] = strdup(path);
}

int was_made(const char *path) {
  for (size_t i = 0; i < made_count; i++) {
    if (strcmp(made_paths[i], path) == 0) {
      return 1;
    }
  }
  return 0;
}

static int into(const char *directory, int count, char **sources, int (*pair)(const char *, const char *)) {
  int status = 0;
  for (int i = 0; i < count; i++) {
    char *name = path_name(sources[i]);
    // What is called ".." goes to the directory itself, not beside it
    char *to = strcmp(name, "..") == 0 ? strdup(directory) : path_join(directory, name);
    status |= pair(sources[i], to);
    free(to);
    free(name);
  }
  return status;
}

int each_pair(const struct destination *to, int count, char **operands, int (*pair)(const char *, const char *)) {
  if (count == 0) {
    return refuse("missing file operand");
  }
  if (to->exact) {
    if (to->into != NULL) {
      return refuse("cannot combine --target-directory and --no-target-directory");
    }
    if (count < 2) {
      return refuse("missing destination file operand after '%s'", operands[0]);
    }
    return count > 2 ? refuse("extra operand '%s'", operands[2]) : pair(operands[0], operands[1]);
  }
  if (to->into != NULL) {
    return is_directory(to->into) ? into(to->into, count, operands, pair)
                                  : refuse("target directory '%s': Not a directory", to->into);
  }
  if (count == 1) {
    return refuse("missing destination file operand after '%s'", operands[0]);
  }
  const char *last = operands[count - 1];
  struct file file;
  int counts = is_directory(last) && (to->follow_into || (sys_lstat(last, &file) == 0 && file.type == TYPE_DIRECTORY));
  if (counts) {
    return into(last, count - 1, operands, pair);
  }
  return count > 2 ? refuse("target '%s' is not a directory", last) : pair(operands[0], last);
}
