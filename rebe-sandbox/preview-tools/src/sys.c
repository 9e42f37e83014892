#include "sys.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

#define POSIX(name) __attribute__((import_module("rebe_posix_1"), import_name(#name)))

POSIX(attributes)
int posix_attributes(int fd, int flags, const char *path, size_t length, struct file *out);
POSIX(change_mode)
int posix_change_mode(int fd, int flags, const char *path, size_t length, uint32_t mode);
POSIX(change_owner)
int posix_change_owner(int fd, int flags, const char *path, size_t length, uint32_t uid, uint32_t gid);
POSIX(copy_content)
int posix_copy_content(int from, int to);
POSIX(will_walk)
int posix_will_walk(int fd, const char *path, size_t length);
POSIX(cannot_tell)
int posix_cannot_tell(const char *reason, size_t length);

enum { ROOT = 3, FOLLOW = 1, MAX_PATH = 4095 };

static int result(int error) {
  if (error == 0) {
    return 0;
  }
  errno = error;
  return -1;
}

// The path from the root, without the first slash. One of two buffers, in turn.
static const char *from_root(const char *path) {
  static char buffers[2][2 * MAX_PATH + 3];
  static int turn;
  char *buffer = buffers[turn ^= 1];
  const char *directory = getenv("REBE_DIRECTORY");
  if (path[0] == '\0') {
    return "";
  }
  if (strlen(path) > MAX_PATH) {
    cannot_tell("a path has more than %d bytes", MAX_PATH);
  }
  if (path[0] == '/' || directory == NULL) {
    snprintf(buffer, sizeof buffers[0], "%s", path);
  } else {
    snprintf(buffer, sizeof buffers[0], "%s/%s", directory, path);
  }
  char *start = buffer;
  while (*start == '/') {
    start++;
  }
  return *start == '\0' ? "." : start;
}

static int ends_in_slash(const char *path) {
  size_t length = strlen(path);
  return length > 1 && path[length - 1] == '/';
}

static char *without_slashes(const char *path) {
  char *copy = strdup(path);
  size_t length = strlen(copy);
  while (length > 1 && copy[length - 1] == '/') {
    copy[--length] = '\0';
  }
  return copy;
}

static int attributes(const char *path, int flags, struct file *out) {
  const char *full = from_root(path);
  return result(posix_attributes(ROOT, flags, full, strlen(full), out));
}

int sys_stat(const char *path, struct file *out) { return attributes(path, FOLLOW, out); }

int sys_lstat(const char *path, struct file *out) { return attributes(path, 0, out); }

int sys_chmod(const char *path, uint32_t mode) {
  const char *full = from_root(path);
  return result(posix_change_mode(ROOT, FOLLOW, full, strlen(full), mode));
}

int sys_chown(const char *path, uint32_t uid, uint32_t gid, int follow) {
  const char *full = from_root(path);
  return result(posix_change_owner(ROOT, follow ? FOLLOW : 0, full, strlen(full), uid, gid));
}

// A slash at the end of what is no directory itself, not even by way of a link, is an error.
static int slash_error(const char *path, int if_directory) {
  char *bare = without_slashes(path);
  struct file file;
  int error = sys_lstat(bare, &file) != 0 ? errno : file.type == TYPE_DIRECTORY ? if_directory : ENOTDIR;
  free(bare);
  return error;
}

int sys_unlink(const char *path) {
  int error = ends_in_slash(path) ? slash_error(path, EISDIR) : 0;
  const char *full = from_root(path);
  return result(error != 0 ? error : __wasi_path_unlink_file(ROOT, full));
}

int sys_rmdir(const char *path) {
  int error = ends_in_slash(path) ? slash_error(path, 0) : 0;
  const char *full = from_root(path);
  return result(error != 0 ? error : __wasi_path_remove_directory(ROOT, full));
}

int sys_mkdir(const char *path) {
  char *bare = without_slashes(path);
  const char *full = from_root(bare);
  int error = __wasi_path_create_directory(ROOT, full);
  free(bare);
  return result(error);
}

int sys_rename(const char *from, const char *to) {
  struct file file;
  int error = ends_in_slash(from) ? slash_error(from, 0) : 0;
  if (error == 0 && ends_in_slash(to) && sys_lstat(from, &file) == 0 && file.type != TYPE_DIRECTORY) {
    error = ENOTDIR;
  }
  char *bare = without_slashes(to);
  const char *full_from = from_root(from);
  const char *full_to = from_root(bare);
  if (error == 0) {
    error = __wasi_path_rename(ROOT, full_from, ROOT, full_to);
  }
  free(bare);
  return result(error);
}

int sys_link(const char *from, const char *to, int follow) {
  const char *full_from = from_root(from);
  const char *full_to = from_root(to);
  struct file file;
  if (ends_in_slash(to)) {
    return result(sys_lstat(to, &file) == 0 ? EEXIST : ENOENT);
  }
  return result(__wasi_path_link(ROOT, follow ? FOLLOW : 0, full_from, ROOT, full_to));
}

int sys_symlink(const char *target, const char *path) {
  const char *full = from_root(path);
  struct file file;
  if (ends_in_slash(path)) {
    return result(sys_lstat(path, &file) == 0 ? EEXIST : ENOENT);
  }
  if (target[0] == '\0') {
    return result(ENOENT);
  }
  return result(__wasi_path_symlink(target, ROOT, full));
}

int sys_readlink(const char *path, char *target, size_t size) {
  const char *full = from_root(path);
  __wasi_size_t length = 0;
  int error = __wasi_path_readlink(ROOT, full, (uint8_t *)target, size - 1, &length);
  target[length] = '\0';
  return error != 0 ? result(error) : (int)length;
}

static int set_times(const char *path, int64_t nanos, int which, int follow) {
  const char *full = from_root(path);
  return result(__wasi_path_filestat_set_times(ROOT, follow ? FOLLOW : 0, full, 0, nanos, which));
}

int sys_set_modified(const char *path, int64_t nanos, int follow) {
  return set_times(path, nanos, __WASI_FSTFLAGS_MTIM, follow);
}

int sys_touch(const char *path, int follow) {
  return set_times(path, 0, __WASI_FSTFLAGS_MTIM_NOW, follow);
}

int sys_open(const char *path, int how) {
  struct file file;
  if ((how & OPEN_CREATE) && ends_in_slash(path) && sys_stat(path, &file) != 0 && errno == ENOENT) {
    return result(EISDIR);
  }
  const char *full = from_root(path);
  int flags = (how & OPEN_CREATE ? __WASI_OFLAGS_CREAT : 0) | (how & OPEN_NEW ? __WASI_OFLAGS_EXCL : 0) |
              (how & OPEN_EMPTY ? __WASI_OFLAGS_TRUNC : 0);
  uint64_t rights = (how & OPEN_READ ? __WASI_RIGHTS_FD_READ : 0) | (how & OPEN_WRITE ? __WASI_RIGHTS_FD_WRITE : 0);
  __wasi_fd_t fd;
  int follow = how & OPEN_NEW ? 0 : FOLLOW;
  int error = __wasi_path_open(ROOT, follow, full, flags, rights, rights, how & OPEN_APPEND ? __WASI_FDFLAGS_APPEND : 0, &fd);
  if (error != 0) {
    return result(error);
  }
  __wasi_fdstat_t status;
  if ((how & OPEN_WRITE) && __wasi_fd_fdstat_get(fd, &status) == 0 && status.fs_filetype == TYPE_DIRECTORY) {
    sys_close(fd);
    return result(EISDIR);
  }
  return (int)fd;
}

void sys_close(int fd) { (void)!__wasi_fd_close(fd); }

long sys_read(int fd, void *bytes, size_t length) {
  __wasi_iovec_t vector = {bytes, length};
  __wasi_size_t count;
  int error = __wasi_fd_read(fd, &vector, 1, &count);
  return error != 0 ? result(error) : (long)count;
}

int sys_write(int fd, const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  while (length > 0) {
    __wasi_ciovec_t vector = {at, length};
    __wasi_size_t count;
    int error = __wasi_fd_write(fd, &vector, 1, &count);
    if (error != 0) {
      return result(error);
    }
    at += count;
    length -= count;
  }
  return 0;
}

int sys_resize(int fd, uint64_t size) { return result(__wasi_fd_filestat_set_size(fd, size)); }

int sys_copy_content(int from, int to) { return result(posix_copy_content(from, to)); }

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

char **sys_names(const char *path) {
  const char *full = from_root(path);
  __wasi_fd_t fd;
  int error = __wasi_path_open(ROOT, FOLLOW, full, __WASI_OFLAGS_DIRECTORY, 0, 0, 0, &fd);
  if (error != 0) {
    errno = error;
    return NULL;
  }
  DIR *directory = fdopendir((int)fd);
  size_t count = 0, room = 16;
  char **names = malloc(room * sizeof *names);
  struct dirent *entry;
  while ((errno = 0, entry = readdir(directory)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
      continue;
    }
    if (count + 1 == room) {
      names = realloc(names, (room *= 2) * sizeof *names);
    }
    names[count++] = strdup(entry->d_name);
  }
  error = errno;
  closedir(directory);
  names[count] = NULL;
  if (error != 0) {
    names_free(names);
    errno = error;
    return NULL;
  }
  qsort(names, count, sizeof *names, compare_names);
  return names;
}

void names_free(char **names) {
  for (char **name = names; *name != NULL; name++) {
    free(*name);
  }
  free(names);
}

void sys_will_walk(const char *path) {
  const char *full = from_root(path);
  posix_will_walk(ROOT, full, strlen(full));
}

uint32_t sys_umask(void) {
  const char *text = getenv("REBE_UMASK");
  return text == NULL ? 022 : (uint32_t)strtoul(text, NULL, 8);
}

int sys_is_root(void) {
  const char *text = getenv("REBE_USER");
  return text != NULL && strcmp(text, "0") == 0;
}

void cannot_tell(const char *format, ...) {
  char reason[500];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  posix_cannot_tell(reason, length < (int)sizeof reason ? (size_t)length : sizeof reason - 1);
  abort();
}
