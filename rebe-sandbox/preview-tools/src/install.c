#include "destination.h"
#include "mode.h"
#include "owner.h"
#include "tool.h"

static struct mode mode;
static uint32_t uid = KEEP, gid = KEEP;
static int last_is_new, mode_given, leading, preserve, verbose;

static int make_parents(const char *path, int last_too) {
  char *part = strdup(path);
  int status = 0;
  for (size_t i = 1; status == 0; i++) {
    if (part[i] != '/' && part[i] != '\0') {
      continue;
    }
    char was = part[i];
    if (was == '\0' && !last_too) {
      break;
    }
    part[i] = '\0';
    int missing = !is_directory(part);
    struct file file;
    if (missing && (sys_mkdir(part) != 0 || sys_stat(part, &file) != 0 || sys_chmod(part, 0755 | (file.mode & 02000)) != 0)) {
      status = complain("cannot create directory '%s'", part);
    }
    last_is_new = part[i - 1] == '/' ? last_is_new : missing && status == 0;
    part[i] = was;
    if (was == '\0') {
      break;
    }
  }
  free(part);
  return status;
}

static int finish(const char *path, int directory) {
  if ((uid != KEEP || gid != KEEP) && sys_chown(path, uid, gid, 0) != 0) {
    return complain("cannot change ownership of '%s'", path);
  }
  struct file file;
  uint32_t said, wanted = mode_apply_said(&mode, 0, directory, 0, &said);
  // Only a mode that was said leaves alone what it does not speak of
  if (directory && mode_given && sys_stat(path, &file) == 0) {
    wanted |= file.mode & ~said & 07777;
  }
  if (sys_chmod(path, wanted) != 0) {
    return complain("cannot change permissions of '%s'", path);
  }
  if (verbose) {
    printf("installed '%s'\n", path);
  }
  return 0;
}

static int make_directory(const char *path) {
  struct file file;
  if (strncmp(path, "..", 2) == 0 || strstr(path, "/..") != NULL) {
    cannot_tell("I cannot tell what install -d does on the way to '%s'", path);
  }
  if (sys_lstat(path, &file) == 0 && file.type == TYPE_LINK) {
    cannot_tell("I cannot tell what install -d does with the link '%s'", path);
  }
  int failed = make_parents(path, 1);
  if (!failed && last_is_new && sys_stat(path, &file) == 0) {
    // As it is made, before it gets its owner, who may be refused
    uint32_t said, wanted = mode_apply_said(&mode, 0, 1, 0, &said);
    int owned = uid != KEEP || gid != KEEP;
    int special = !mode_given || (said & 06000) != 0 || (wanted & 01000) != 0;
    (void)!sys_chmod(path, (wanted & (owned ? 01700 : special ? 01755 : 01777)) | (file.mode & 02000));
  }
  return failed || finish(path, 1);
}

static int install(const char *from, const char *to) {
  struct file source, target;
  if (leading && to[strlen(to) - 1] == '/') {
    cannot_tell("I cannot tell what install -D makes on the way to '%s', which ends with a slash", to);
  }
  // Whether or not there is something to install
  if (leading && make_parents(to, 0) != 0) {
    return 1;
  }
  if (sys_stat(from, &source) != 0) {
    return complain("cannot stat '%s'", from);
  }
  if (source.type == TYPE_DIRECTORY) {
    return refuse("omitting directory '%s'", from);
  }
  if (source.type != TYPE_FILE) {
    cannot_tell("I cannot tell what installing '%s' does, which is no file", from);
  }
  if (sys_lstat(to, &target) == 0) {
    if (refuse_types(from, &source, to, &target)) {
      return 1;
    }
    struct file itself;
    if (target.id == source.id) {
      return refuse("'%s' and '%s' are the same file", from, to);
    }
    if (refuse_made(from, to)) {
      return 1;
    }
    if (sys_lstat(from, &itself) == 0 && itself.id == target.id) {
      // A link onto itself makes way for what it leads to, and then leads nowhere
      if (sys_unlink(to) != 0) {
        return complain("cannot remove '%s'", to);
      }
      errno = ENOENT;
      return complain("cannot open '%s' for reading", from);
    }
  }
  // What is there is replaced, and not written to; but only once the source can be read
  int in = sys_open(from, OPEN_READ);
  if (in < 0) {
    if (sys_lstat(to, &target) == 0) {
      (void)!sys_unlink(to);
    }
    return complain("cannot open '%s' for reading", from);
  }
  if (sys_lstat(to, &target) == 0 && sys_unlink(to) != 0) {
    sys_close(in);
    return complain("cannot remove '%s'", to);
  }
  int out = sys_open(to, OPEN_WRITE | OPEN_CREATE | OPEN_NEW);
  if (out < 0) {
    sys_close(in);
    return complain("cannot create regular file '%s'", to);
  }
  (void)!sys_chmod(to, 0600);
  int failed = sys_copy_content(in, out);
  sys_close(in);
  sys_close(out);
  if (failed) {
    return complain("error copying '%s' to '%s'", from, to);
  }
  made(to);
  if (preserve && sys_set_modified(to, source.modified, 1) != 0) {
    return complain("cannot set time stamps for '%s'", to);
  }
  return finish(to, 0);
}

int tool_install(int argc, char **argv) {
  static const struct option NAMES[] = {{"directory", no_argument, NULL, 'd'},
                                        {"mode", required_argument, NULL, 'm'},
                                        {"owner", required_argument, NULL, 'o'},
                                        {"group", required_argument, NULL, 'g'},
                                        {"preserve-timestamps", no_argument, NULL, 'p'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        DESTINATION_NAMES,
                                        {0}};
  struct destination to = {NULL, 0, 1};
  const char *mode_text = "0755";
  int directories = 0, option;
  while ((option = next_option(argc, argv, "cdDm:o:g:pvTt:", NAMES)) != -1) {
    if (destination_option(&to, option)) {
      continue;
    }
    directories |= option == 'd';
    leading |= option == 'D';
    preserve |= option == 'p';
    verbose |= option == 'v';
    mode_text = option == 'm' ? optarg : mode_text;
    mode_given |= option == 'm';
    uid = option == 'o' ? user_id(optarg) : uid;
    gid = option == 'g' ? group_id(optarg) : gid;
  }
  if (!mode_parse(mode_text, &mode)) {
    return refuse("invalid mode '%s'", mode_text);
  }
  if (directories && to.into != NULL) {
    return refuse("target directory not allowed when installing a directory");
  }
  if (directories && to.exact && argc - optind > 2) {
    return refuse("extra operand '%s'", argv[optind + 2]);
  }
  if (directories && optind < argc) {
    int status = 0;
    for (int i = optind; i < argc; i++) {
      status |= make_directory(argv[i]);
    }
    return status;
  }
  if (leading && to.into != NULL && make_parents(to.into, 1) != 0) {
    return 1;
  }
  return each_pair(&to, argc - optind, argv + optind, install);
}
