#include "destination.h"

#include "tool.h"

static char **made_paths;
static size_t made_count;

void made(const char *path) {
  made_paths = realloc(made_paths, (made_count + 1) * sizeof *made_paths);
  made_paths[made_count++] = strdup(path);
}

int refuse_made(const char *from, const char *to) {
  for (size_t i = 0; i < made_count; i++) {
    if (strcmp(made_paths[i], to) == 0) {
      return refuse("will not overwrite just-created '%s' with '%s'", to, from);
    }
  }
  return 0;
}

int refuse_types(const char *from, const struct file *source, const char *to, const struct file *target) {
  if (target->type == TYPE_DIRECTORY && source->type != TYPE_DIRECTORY) {
    return refuse("cannot overwrite directory '%s' with non-directory", to);
  }
  if (target->type != TYPE_DIRECTORY && source->type == TYPE_DIRECTORY) {
    return refuse("cannot overwrite non-directory '%s' with directory '%s'", to, from);
  }
  return 0;
}

static int is_below(const char *path, uint64_t directory) {
  // Upwards from the folder that the destination would be in
  char *at = strdup(path);
  for (int depth = 0; depth < 512; depth++) {
    struct file here, above;
    char *parent = path_join(at, "..");
    int known = depth == 0 ? sys_stat(at, &here) : 0;
    int root = sys_stat(at, &here) != 0 || sys_stat(parent, &above) != 0 || above.id == here.id;
    int found = known == 0 && here.id == directory;
    free(at);
    at = parent;
    if (found || root) {
      free(at);
      return found;
    }
  }
  free(at);
  return 0;
}

static char *folder_of(const char *path) {
  char *copy = strdup(path);
  size_t end = strlen(copy);
  while (end > 1 && copy[end - 1] == '/') {
    end--;
  }
  while (end > 0 && copy[end - 1] != '/') {
    end--;
  }
  copy[end] = '\0';
  if (end == 0) {
    free(copy);
    return strdup(".");
  }
  return copy;
}

int goes_below(const char *to, uint64_t directory) {
  char *folder = folder_of(to);
  int below = is_below(folder, directory);
  free(folder);
  return below;
}

int destination_option(struct destination *to, int option) {
  if (option == 'T') {
    to->exact = 1;
  } else if (option == 't') {
    if (to->into != NULL) {
      refuse("multiple target directories specified");
      exit(1);
    }
    to->into = optarg;
  }
  return option == 'T' || option == 't';
}

static size_t length_without_slashes(const char *path) {
  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/') {
    end--;
  }
  return end;
}

static int same_name(const char *one, const char *other) {
  size_t length = length_without_slashes(one);
  return length == length_without_slashes(other) && strncmp(one, other, length) == 0;
}

static int into(const char *directory, int count, char **sources, int (*pair)(const char *, const char *)) {
  int status = 0;
  struct file itself;
  for (int i = 0; i < count && sys_lstat(directory, &itself) == 0 && itself.type == TYPE_LINK; i++) {
    if (same_name(sources[i], directory)) {
      cannot_tell("I cannot tell what becomes of '%s', which is a link and the way to where it goes", directory);
    }
  }
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
  struct file link;
  if (to->into != NULL && !to->follow_into && sys_lstat(to->into, &link) == 0 && link.type == TYPE_LINK) {
    cannot_tell("I cannot tell what goes to '%s', which is a link that is not to be followed", to->into);
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
