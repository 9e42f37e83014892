// What the tools ask of the tree beneath them: POSIX calls by path, relative to a directory that the
// host names. Each returns 0 or a value from 0 on, or -1 with errno.
#ifndef SYS_H
#define SYS_H

#include <stdint.h>
#include <stddef.h>

enum { TYPE_DIRECTORY = 3, TYPE_FILE = 4, TYPE_LINK = 7 };

struct file {
  uint32_t type, mode, uid, gid, links, unused;
  uint64_t size;
  int64_t modified;
  uint64_t id;
};

int sys_stat(const char *path, struct file *out);
int sys_lstat(const char *path, struct file *out);
int sys_chmod(const char *path, uint32_t mode);
int sys_chown(const char *path, uint32_t uid, uint32_t gid, int follow);
int sys_unlink(const char *path);
int sys_rmdir(const char *path);
int sys_mkdir(const char *path);
int sys_rename(const char *from, const char *to);
int sys_link(const char *from, const char *to, int follow);
int sys_symlink(const char *target, const char *path);
int sys_readlink(const char *path, char *target, size_t size);
int sys_set_modified(const char *path, int64_t nanos, int follow);
int sys_touch(const char *path, int follow);

enum { OPEN_READ = 1, OPEN_WRITE = 2, OPEN_CREATE = 4, OPEN_NEW = 8, OPEN_EMPTY = 16, OPEN_APPEND = 32 };
int sys_open(const char *path, int how);
void sys_close(int fd);
long sys_read(int fd, void *bytes, size_t length);
int sys_write(int fd, const void *bytes, size_t length);
int sys_resize(int fd, uint64_t size);
int sys_copy_content(int from, int to);

// The names in a directory, sorted; ended by NULL. Freed with names_free.
char **sys_names(const char *path);
void names_free(char **names);

// Says that everything under a directory will be looked at.
void sys_will_walk(const char *path);

uint32_t sys_umask(void);
int sys_is_root(void);

// Ends the tool: what it would do now, nobody here can know.
_Noreturn void cannot_tell(const char *format, ...);

#endif
