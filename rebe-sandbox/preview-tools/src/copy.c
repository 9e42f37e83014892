#include "copy.h"

#include "destination.h"
#include "tool.h"

struct copying copying;

// Folders that are being copied, the innermost first.
struct above {
  uint64_t id;
  const struct above *next;
};

static int copy(const char *from, const char *to, const struct above *above);

// Sources with several names that were copied already, for those who preserve links.
static struct linked {
  uint64_t id;
  char *to;
  struct linked *next;
} *linked;

static const char *linked_copy(const struct file *source, const char *to) {
  if (!copying.links || source->links < 2 || source->type == TYPE_DIRECTORY) {
    return NULL;
  }
  for (struct linked *known = linked; known != NULL; known = known->next) {
    if (known->id == source->id) {
      return known->to;
    }
  }
  struct linked *added = malloc(sizeof *added);
  *added = (struct linked){source->id, strdup(to), linked};
  linked = added;
  return NULL;
}

// Sets the mode as GNU's does, by an access list unless it has special bits: then those that are there stay.
static int set_mode(const char *to, uint32_t mode) {
  struct file now;
  uint32_t kept = (mode & 07000) == 0 && sys_stat(to, &now) == 0 ? now.mode & 07000 : 0;
  return sys_chmod(to, mode | kept);
}

// Gives the copy its owner; says whether it got one, and -1 if copying fails for it. As GNU's, it closes the file to others
// before that, which only its owner may.
static int preserve_owner(const char *to, const struct file *source, const struct file *now, int fresh, int follow) {
  int lends = (now->mode & 07777 & (~source->mode | 07000)) != 0;
  if (!fresh && copying.mode && lends && set_mode(to, now->mode & source->mode & 0700) != 0) {
    complain("clearing permissions for '%s'", to);
    return -1;
  }
  if (sys_chown(to, source->uid, source->gid, follow) == 0) {
    return 1;
  }
  (void)!sys_chown(to, UINT32_MAX, source->gid, follow);
  return 0;
}

static int preserve(const char *to, const struct file *source, int fresh) {
  int follow = source->type != TYPE_LINK;
  struct file now;
  if (copying.times && sys_set_modified(to, source->modified, follow) != 0) {
    return complain("preserving times for '%s'", to);
  }
  uint32_t mode = source->mode;
  if (copying.owner && (follow ? sys_stat(to, &now) : sys_lstat(to, &now)) == 0 && (now.uid != source->uid || now.gid != source->gid)) {
    int owned = preserve_owner(to, source, &now, fresh, follow);
    if (owned < 0) {
      return 1;
    }
    // Who may not give files away keeps them, without rights to lend
    mode &= owned ? ~0u : ~07000u;
  }
  if (copying.mode && source->type != TYPE_LINK && set_mode(to, mode & 07777) != 0) {
    return complain("preserving permissions for '%s'", to);
  }
  return 0;
}

static int copy_file(const char *from, const char *to, const struct file *source, int exists) {
  int in = sys_open(from, OPEN_READ);
  if (in < 0) {
    return complain("cannot open '%s' for reading", from);
  }
  int out = -1;
  if (exists) {
    out = sys_open(to, OPEN_WRITE | OPEN_EMPTY);
    if (out < 0 && copying.force && sys_unlink(to) == 0) {
      exists = 0;
    } else if (out < 0) {
      sys_close(in);
      return complain("cannot create regular file '%s'", to);
    }
  }
  if (!exists) {
    struct file link;
    if (sys_lstat(to, &link) == 0 && link.type == TYPE_LINK) {
      sys_close(in);
      return refuse("not writing through dangling symlink '%s'", to);
    }
    out = sys_open(to, OPEN_WRITE | OPEN_CREATE | OPEN_NEW);
    if (out < 0) {
      sys_close(in);
      return complain("cannot create regular file '%s'", to);
    }
    if (sys_chmod(to, source->mode & 0777 & ~sys_umask()) != 0) {
      return complain("setting permissions for '%s'", to);
    }
  }
  int fresh = !exists;
  int failed = sys_copy_content(in, out);
  sys_close(in);
  sys_close(out);
  return failed ? complain("error copying '%s' to '%s'", from, to) : preserve(to, source, fresh);
}

static int copy_directory(const char *from, const char *to, const struct file *source, int exists, const struct above *above) {
  struct above here = {source->id, above};
  uint32_t handed_down = 0;
  if (!exists) {
    struct file made;
    if (sys_mkdir(to) != 0) {
      return complain("cannot create directory '%s'", to);
    }
    handed_down = sys_stat(to, &made) == 0 ? made.mode & 02000 : 0;
    if (sys_chmod(to, 0700 | handed_down) != 0) {
      return complain("setting permissions for '%s'", to);
    }
  }
  int status = 0;
  char **names = sys_names(from);
  if (names == NULL) {
    status = complain("cannot access '%s'", from);
  }
  for (char **name = names; name != NULL && *name != NULL; name++) {
    char *source_below = path_join(from, *name);
    char *to_below = path_join(to, *name);
    status |= copy(source_below, to_below, &here);
    free(source_below);
    free(to_below);
  }
  if (names != NULL) {
    names_free(names);
  }
  if (!exists && !copying.mode && sys_chmod(to, (source->mode & 01777 & ~sys_umask()) | handed_down) != 0) {
    return complain("setting permissions for '%s'", to);
  }
  return status | preserve(to, source, !exists);
}

static int copy_link(const char *from, const char *to, const struct file *source) {
  static char target[4096];
  if (sys_readlink(from, target, sizeof target) < 0) {
    return complain("cannot read symbolic link '%s'", from);
  }
  return sys_symlink(target, to) != 0 ? complain("cannot create symbolic link '%s'", to) : preserve(to, source, 1);
}

static int make_hard_link(const char *from, const char *to) {
  return sys_link(from, to, copying.follow_all) != 0 ? complain("cannot create hard link '%s' to '%s'", to, from) : 0;
}

static int is_cyclic(uint64_t id, const struct above *above) {
  for (; above != NULL; above = above->next) {
    if (above->id == id) {
      return 1;
    }
  }
  return 0;
}

// A folder that was named, and is met again below another one that is named, is not copied a second time as others are.
static int was_named(uint64_t id, int is_operand) {
  static uint64_t *named;
  static size_t count;
  for (size_t i = 0; i < count; i++) {
    if (named[i] == id) {
      return 1;
    }
  }
  if (is_operand) {
    named = realloc(named, (count + 1) * sizeof *named);
    named[count++] = id;
  }
  return 0;
}

static int copy(const char *from, const char *to, const struct above *above) {
  int is_operand = above == NULL;
  struct file source, target;
  int follow = is_operand ? copying.follow_operands : copying.follow_all;
  if ((follow ? sys_stat(from, &source) : sys_lstat(from, &source)) != 0) {
    return complain("cannot stat '%s'", from);
  }
  if (source.type == TYPE_DIRECTORY && !copying.recursive) {
    return refuse("-r not specified; omitting directory '%s'", from);
  }
  if (source.type != TYPE_DIRECTORY && source.type != TYPE_FILE && source.type != TYPE_LINK) {
    cannot_tell("I cannot tell what copying '%s' does, which is no file", from);
  }
  int through_link = source.type == TYPE_FILE && !copying.hard_link && !copying.remove_first;
  int exists = (through_link ? sys_stat(to, &target) : sys_lstat(to, &target)) == 0;
  if (!exists && errno != ENOENT) {
    return complain("cannot stat '%s'", to);
  }
  if (exists) {
    if (source.id == target.id && copying.hard_link && source.type == TYPE_DIRECTORY && !copying.keep) {
      return 0;
    }
    if (source.id == target.id && !(copying.hard_link && source.type != TYPE_DIRECTORY)) {
      struct file link;
      if (copying.keep && source.type == TYPE_DIRECTORY) {
        cannot_tell("I cannot tell what cp does with the folder '%s', which is merged into itself", from);
      }
      if (copying.force || copying.remove_first || copying.links || (!follow && sys_lstat(to, &link) == 0 && link.type == TYPE_LINK)) {
        cannot_tell("I cannot tell what cp does with '%s' and '%s', which are the same file", from, to);
      }
      if (!copying.keep) {
        return refuse("'%s' and '%s' are the same file", from, to);
      }
    }
    // Folders are merged: what is missing in them comes
    if (copying.keep && source.type != TYPE_DIRECTORY) {
      return 0;
    }
    if (copying.update && source.type != TYPE_DIRECTORY && target.modified >= source.modified) {
      return 0;
    }
    if (refuse_types(from, &source, to, &target) || (is_operand && source.type != TYPE_DIRECTORY && refuse_made(from, to))) {
      return 1;
    }
    if (copying.hard_link && source.id == target.id) {
      return 0;
    }
    if (copying.hard_link && !copying.force && !copying.remove_first && source.type != TYPE_DIRECTORY) {
      return refuse("cannot create hard link '%s' to '%s': File exists", to, from);
    }
    if (source.type == TYPE_LINK || (source.type == TYPE_FILE && !through_link)) {
      if (sys_unlink(to) != 0) {
        return complain("cannot remove '%s'", to);
      }
      exists = 0;
    }
  }
  if (source.type == TYPE_DIRECTORY && is_operand) {
    if (goes_below(to, source.id)) {
      cannot_tell("I cannot tell what remains when '%s' is copied into itself", from);
    }
    sys_will_walk(from);
  }
  if (source.type == TYPE_DIRECTORY && is_cyclic(source.id, above)) {
    return refuse("cannot copy cyclic symbolic link '%s'", from);
  }
  if (source.type == TYPE_DIRECTORY && was_named(source.id, is_operand)) {
    cannot_tell("I cannot tell what cp does with the folder '%s', which is named twice", from);
  }
  const char *twin = linked_copy(&source, to);
  int status = twin != NULL                          ? make_hard_link(twin, to)
               : copying.hard_link && source.type != TYPE_DIRECTORY ? make_hard_link(from, to)
               : source.type == TYPE_DIRECTORY       ? copy_directory(from, to, &source, exists, above)
               : source.type == TYPE_LINK            ? copy_link(from, to, &source)
                                                     : copy_file(from, to, &source, exists);
  if (is_operand) {
    made(to);
  }
  if (copying.verbose && status == 0) {
    printf("'%s' -> '%s'\n", from, to);
  }
  return status;
}

// A source that is named twice is copied once.
static int was_copied(const char *from) {
  static char **sources;
  static size_t count;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(sources[i], from) == 0) {
      return 1;
    }
  }
  sources = realloc(sources, (count + 1) * sizeof *sources);
  sources[count++] = strdup(from);
  return 0;
}

int copy_operand(const char *from, const char *to) {
  struct file file;
  if (was_copied(from) && sys_lstat(from, &file) == 0) {
    if (is_directory(from)) {
      cannot_tell("I cannot tell what cp does with the folder '%s', which is named twice", from);
    }
    refuse("warning: source file '%s' specified more than once", from);
    return 0;
  }
  return copy(from, to, NULL);
}
