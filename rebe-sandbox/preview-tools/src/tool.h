// What every tool has in common: its name, how it complains, its options, and paths.
#ifndef TOOL_H
#define TOOL_H

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys.h"

extern const char *tool_name;

// Writes "tool: message: what errno says" and returns 1.
int complain(const char *format, ...);
// The same without errno.
int refuse(const char *format, ...);

// The next option; one that the tool does not know ends the preview.
int next_option(int argc, char **argv, const char *letters, const struct option *names);

// Joined with a slash; freed by the caller.
char *path_join(const char *directory, const char *name);
// The last name without slashes at the end; freed by the caller.
char *path_name(const char *path);
// Whether the last name is "." or "..".
int path_is_dots(const char *path);
int is_directory(const char *path);

int tool_cat(int argc, char **argv);
int tool_chgrp(int argc, char **argv);
int tool_chown(int argc, char **argv);
int tool_find(int argc, char **argv);
int tool_install(int argc, char **argv);
int tool_rmdir(int argc, char **argv);
int tool_sed(int argc, char **argv);
int tool_tee(int argc, char **argv);
int tool_truncate(int argc, char **argv);
int tool_rm(int argc, char **argv);
int tool_mkdir(int argc, char **argv);
int tool_mv(int argc, char **argv);
int tool_cp(int argc, char **argv);
int tool_chmod(int argc, char **argv);
int tool_touch(int argc, char **argv);
int tool_ln(int argc, char **argv);

#endif
