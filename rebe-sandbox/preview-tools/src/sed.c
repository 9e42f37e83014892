// sed with s, d, a, i and c, on lines chosen by number, by $, by pattern, or by a range of these.
#include <regex.h>

#include "plain.h"
#include "tool.h"

struct pattern {
  regex_t regex;
  struct plain plain;  // the same without the library's engine, where it is plain enough
  int characters;      // whether it asks what a character is: 0 no, 1 as many as there are, 2 for one
};

struct address {
  enum { NO_ADDRESS, LINE, LAST, MATCH } kind;
  long line;
  struct pattern pattern;
};

struct command {
  struct address from, to;
  int negated, in_range;
  char what;
  struct pattern pattern;
  char *text;
  int global, number, print;
};

static struct command commands[64];
static int count, extended, quiet, in_place, wrong;
static const char *suffix = "";

// Whether dots or sets stand alone, or all before a star.
static int asks_for_characters(const char *pattern) {
  int asks = 0, set = 0;
  for (const char *p = pattern; *p != '\0'; p++) {
    if (!set && *p == '\\' && p[1] != '\0') {
      p++;
      continue;
    }
    int ends_set = set && *p == ']';
    if ((!set && *p == '.') || ends_set) {
      int many = p[1] == '*' || (extended && p[1] == '+') || (!extended && p[1] == '\\' && p[2] == '+');
      asks = many && asks < 2 ? 1 : 2;
    }
    set = ends_set ? 0 : set || *p == '[';
  }
  return asks;
}

static void compile(struct pattern *out, const char *pattern, int ignore_case) {
  if (*pattern == '\0') {
    cannot_tell("I do not know the empty pattern of sed, which stands for the last one");
  }
  // What GNU has beyond POSIX and the library here does not, or not alike
  for (const char *p = strchr(pattern, '\\'); p != NULL; p = strchr(p + 2, '\\')) {
    if (p[1] == '\0' || strchr(extended ? ".[]{}()*+?|^$/\\-&,;:#@!%=~\"'<>123456789 " : ".[]*^$/\\{}()+?|-&,;:#@!%=~\"' 123456789", p[1]) == NULL) {
      cannot_tell("I do not know '\\%c' in a pattern of sed", p[1]);
    }
  }
  out->characters = ignore_case ? 2 : asks_for_characters(pattern);
  if (ignore_case || !plain_parse(&out->plain, pattern)) {
    out->plain.count = -1;
  }
  if (regcomp(&out->regex, pattern, (extended ? REG_EXTENDED : 0) | (ignore_case ? REG_ICASE : 0)) != 0) {
    cannot_tell("I do not understand the pattern '%s' of sed", pattern);
  }
}

// 0 for ASCII alone, 1 for UTF-8, 2 for what is neither.
static int bytes_of(const char *text) {
  int longer = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
    if (*p < 0x80) {
      continue;
    }
    int more = *p >= 0xf0 && *p < 0xf5 ? 3 : *p >= 0xe0 ? *p < 0xf0 ? 2 : -1 : *p >= 0xc2 ? 1 : -1;
    if (more < 0) {
      return 2;
    }
    for (; more > 0; more--) {
      if ((*++p & 0xc0) != 0x80) {
        return 2;
      }
    }
    longer = 1;
  }
  return longer;
}

// Whether there is a match; with where it is, if anybody wants to know.
static int matches(const struct pattern *pattern, const char *text, regmatch_t *match, int is_line_start) {
  if (pattern->characters > 0 && pattern->characters + bytes_of(text) > 2) {
    cannot_tell("what a character is in a line with more than ASCII depends on the machine's locale");
  }
  if (pattern->plain.count < 0) {
    return regexec(&pattern->regex, text, match == NULL ? 0 : 10, match, is_line_start ? 0 : REG_NOTBOL) == 0;
  }
  size_t start, stop;
  if (!plain_find(&pattern->plain, text, is_line_start, &start, &stop)) {
    return 0;
  }
  for (int i = 0; match != NULL && i < 10; i++) {
    match[i].rm_so = i == 0 ? (regoff_t)start : -1;
    match[i].rm_eo = i == 0 ? (regoff_t)stop : -1;
  }
  return 1;
}

// The text up to an unescaped end; an escaped end stands for itself.
static char *delimited(const char **at, char end) {
  char *text = malloc(strlen(*at) + 1);
  size_t length = 0;
  int bracket = 0;
  for (; **at != '\0' && (**at != end || bracket); (*at)++) {
    if (**at == '\n') {
      cannot_tell("I do not follow sed over several lines in one command");
    }
    if (**at == '\\' && (*at)[1] == end && !bracket) {
      (*at)++;
      if (strchr("^$.*[]+?|(){}", end) != NULL) {
        cannot_tell("I do not know what an escaped '%c' means where it also ends the pattern", end);
      }
    } else if (**at == '\\' && (*at)[1] != '\0') {
      text[length++] = *(*at)++;
    } else if (**at == '[' && !bracket) {
      bracket = 1;
      if ((*at)[1] == ']' || ((*at)[1] == '^' && (*at)[2] == ']')) {
        cannot_tell("I do not follow a ] at the beginning of a set in sed");
      }
    } else if (**at == ']') {
      bracket = 0;
    }
    text[length++] = **at;
  }
  text[length] = '\0';
  if (**at != end) {
    cannot_tell("I do not understand an expression of sed: it lacks '%c'", end);
  }
  (*at)++;
  return text;
}

static void parse_address(const char **at, struct address *out) {
  if (**at >= '0' && **at <= '9') {
    char *end;
    out->kind = LINE;
    out->line = strtol(*at, &end, 10);
    *at = end;
    if (out->line == 0 || *end == '~') {
      cannot_tell("I do not know such an address of sed");
    }
  } else if (**at == '$') {
    out->kind = LAST;
    (*at)++;
  } else if (**at == '/') {
    (*at)++;
    char *pattern = delimited(at, '/');
    out->kind = MATCH;
    compile(&out->pattern, pattern, **at == 'I');
    *at += **at == 'I';
    free(pattern);
  }
}

static void blanks(const char **at) {
  while (**at == ' ' || **at == '\t') {
    (*at)++;
  }
}

static void parse_substitution(const char **at, struct command *out) {
  char end = *(*at)++;
  if (end == '\0' || end == '\n' || end == '\\') {
    cannot_tell("I do not understand an expression of sed");
  }
  char *pattern = delimited(at, end);
  out->text = malloc(strlen(*at) + 1);
  size_t length = 0;
  while (**at != '\0' && **at != end) {
    if (**at == '\n') {
      cannot_tell("I do not follow sed over several lines in one command");
    }
    if (**at == '\\' && (*at)[1] != '\0') {
      char next = (*at)[1];
      if (next == end) {
        (*at)++;
        if (next == '&' || (next >= '0' && next <= '9')) {
          cannot_tell("I do not know what an escaped '%c' means here", next);
        }
        out->text[length++] = *(*at)++;
        continue;
      }
      if (strchr("&\\/.nt0123456789[]*$^-\"'():;,|+?{}", next) == NULL) {
        cannot_tell("I do not know '\\%c' in a replacement of sed", next);
      }
      out->text[length++] = *(*at)++;
    }
    out->text[length++] = *(*at)++;
  }
  out->text[length] = '\0';
  if (**at != end) {
    cannot_tell("I do not understand an expression of sed: s lacks an end");
  }
  (*at)++;
  int ignore_case = 0;
  for (; **at != '\0' && strchr(";\n} ", **at) == NULL; (*at)++) {
    if (**at == 'g') {
      out->global = 1;
    } else if (**at == 'i' || **at == 'I') {
      ignore_case = 1;
    } else if (**at == 'p') {
      out->print = 1;
    } else if (**at >= '1' && **at <= '9') {
      out->number = **at - '0';
    } else {
      cannot_tell("I do not know '%c' after s of sed", **at);
    }
  }
  if (out->number != 0 && out->global) {
    cannot_tell("I do not know s of sed with a number and g");
  }
  compile(&out->pattern, pattern, ignore_case);
  for (const char *p = strchr(out->text, '\\'); p != NULL; p = strchr(p + 2, '\\')) {
    if (p[1] >= '0' && p[1] <= '9' && (size_t)(p[1] - '0') > out->pattern.regex.re_nsub) {
      refuse("invalid reference \\%c on 's' command's RHS", p[1]);
      exit(1);
    }
  }
  free(pattern);
}

// What a, i and c write: up to the end of the line, or of several that a backslash joins. One after the letter keeps blanks.
static char *parse_text(const char **at) {
  char *text = malloc(strlen(*at) + 1);
  size_t length = 0;
  if (**at == '\\') {
    (*at)++;
    const char *rest = *at + strspn(*at, " \t");
    *at = *rest == '\n' ? rest + 1 : *at;
  }
  if (**at == '\0' || **at == '\n') {
    cannot_tell("I do not follow a, i and c of sed without a text");
  }
  for (; **at != '\0' && **at != '\n'; (*at)++) {
    if (**at == '\\') {
      (*at)++;
      if (**at != '\n') {
        cannot_tell("I follow a, i and c of sed only with a text without backslashes");
      }
    }
    text[length++] = **at;
  }
  text[length] = '\0';
  return text;
}

static void parse(const char *at) {
  while (1) {
    while (*at == ' ' || *at == '\t' || *at == ';' || *at == '\n') {
      at++;
    }
    if (*at == '\0') {
      return;
    }
    if (count == 64) {
      cannot_tell("sed has more than 64 commands");
    }
    struct command *command = &commands[count++];
    parse_address(&at, &command->from);
    blanks(&at);
    if (*at == ',' && command->from.kind != NO_ADDRESS) {
      at++;
      blanks(&at);
      parse_address(&at, &command->to);
      if (command->to.kind == NO_ADDRESS) {
        cannot_tell("I do not know such an address of sed");
      }
      blanks(&at);
    }
    if (*at == '!') {
      command->negated = 1;
      at++;
      blanks(&at);
    }
    command->what = *at;
    if (*at == 's') {
      at++;
      parse_substitution(&at, command);
    } else if (*at == 'd' || *at == 'p') {
      at++;
    } else if (*at == 'a' || *at == 'i' || *at == 'c') {
      at++;
      blanks(&at);
      command->text = parse_text(&at);
      if (command->what == 'c' && command->to.kind != NO_ADDRESS) {
        cannot_tell("I do not follow c of sed on a range");
      }
      continue;
    } else {
      cannot_tell("I do not know the command '%c' of sed", *at == '\0' ? ' ' : *at);
    }
    blanks(&at);
    if (*at != '\0' && *at != ';' && *at != '\n') {
      cannot_tell("I do not understand '%c' after a command of sed", *at);
    }
  }
}

struct text {
  char *bytes;
  size_t length, room;
};

static void add(struct text *text, const char *bytes, size_t length) {
  if (text->length + length + 1 > text->room) {
    text->room = (text->length + length + 1) * 2;
    text->bytes = realloc(text->bytes, text->room);
  }
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

static int is_at(const struct address *address, const char *line, long number, int last) {
  switch (address->kind) {
    case LINE: return number == address->line;
    case LAST: return last;
    case MATCH: return matches(&address->pattern, line, NULL, 1);
    default: return 1;
  }
}

static int chosen(struct command *command, const char *line, long number, int last) {
  int here;
  if (command->to.kind == NO_ADDRESS) {
    here = is_at(&command->from, line, number, last);
  } else if (command->in_range) {
    here = 1;
    if (command->to.kind == LINE && number > command->to.line) {
      // The end lies behind: the range was over, and this line may begin it anew
      command->in_range = 0;
      here = is_at(&command->from, line, number, last);
      command->in_range = 0;
    } else {
      command->in_range = !is_at(&command->to, line, number, last);
    }
  } else {
    here = is_at(&command->from, line, number, last);
    command->in_range = here && !(command->to.kind == LINE && command->to.line <= number) && !(command->to.kind == LAST && last);
  }
  return here != command->negated;
}

static void replace(const struct command *command, const char *line, const regmatch_t *match, struct text *out) {
  for (const char *p = command->text; *p != '\0'; p++) {
    int group = -1;
    if (*p == '&') {
      group = 0;
    } else if (*p == '\\') {
      p++;
      if (*p >= '0' && *p <= '9') {
        group = *p - '0';
      } else {
        add(out, *p == 'n' ? "\n" : *p == 't' ? "\t" : p, 1);
        continue;
      }
    } else {
      add(out, p, 1);
      continue;
    }
    if (match[group].rm_so >= 0) {
      add(out, line + match[group].rm_so, (size_t)(match[group].rm_eo - match[group].rm_so));
    }
  }
}

// Whether anything was replaced; the line becomes the new one.
static int substitute(const struct command *command, struct text *line) {
  struct text out = {0};
  regmatch_t match[10];
  size_t position = 0;
  int found = 0, replaced = 0;
  size_t after_last = (size_t)-1;
  while (position <= line->length && matches(&command->pattern, line->bytes + position, match, position == 0)) {
    size_t start = position + (size_t)match[0].rm_so, stop = position + (size_t)match[0].rm_eo;
    // Nothing right behind a match is no match of its own
    int counts = !(start == stop && start == after_last);
    found += counts;
    add(&out, line->bytes + position, start - position);
    if (counts && (command->global || found == (command->number ? command->number : 1))) {
      replace(command, line->bytes + position, match, &out);
      replaced = 1;
    } else {
      add(&out, line->bytes + start, stop - start);
    }
    after_last = stop;
    position = stop;
    if (start == stop) {
      if (position < line->length) {
        add(&out, line->bytes + position, 1);
      }
      position++;
    }
    if (replaced && !command->global) {
      break;
    }
  }
  if (replaced) {
    if (position < line->length) {
      add(&out, line->bytes + position, line->length - position);
    }
    line->length = 0;
    add(line, out.bytes == NULL ? "" : out.bytes, out.length);
  }
  free(out.bytes);
  return replaced;
}

static void edit(const struct text *in, struct text *out) {
  struct text line = {0};
  size_t position = 0;
  for (long number = 1; position < in->length; number++) {
    const char *start = in->bytes + position;
    const char *stop = memchr(start, '\n', in->length - position);
    size_t length = stop == NULL ? in->length - position : (size_t)(stop - start);
    position += length + (stop != NULL);
    int last = position >= in->length, deleted = 0;
    const char *ending = stop == NULL ? "" : "\n";
    line.length = 0;
    add(&line, start, length);
    if (strlen(line.bytes) != line.length) {
      cannot_tell("I do not follow sed through a file with NUL bytes");
    }
    struct text after = {0};
    for (int i = 0; i < count && !deleted; i++) {
      struct command *command = &commands[i];
      if (!chosen(command, line.bytes, number, last)) {
        continue;
      }
      if (command->what == 's') {
        if (substitute(command, &line) && command->print) {
          add(out, line.bytes, line.length);
          add(out, "\n", 1);
        }
      } else if (command->what == 'a') {
        add(&after, command->text, strlen(command->text));
        add(&after, "\n", 1);
      } else if (command->what == 'p') {
        add(out, line.bytes, line.length);
        add(out, "\n", 1);
      } else if (command->what == 'i' || command->what == 'c') {
        add(out, command->text, strlen(command->text));
        add(out, "\n", 1);
        deleted = command->what == 'c';
      } else {
        deleted = 1;
      }
    }
    if (!deleted && !quiet) {
      add(out, line.bytes, line.length);
      add(out, after.length > 0 ? "\n" : ending, after.length > 0 ? 1 : strlen(ending));
    }
    if (after.length > 0) {
      add(out, after.bytes, after.length);
    }
    free(after.bytes);
  }
  free(line.bytes);
}

static int read_into(int fd, struct text *text) {
  char bytes[16384];
  long got;
  while ((got = sys_read(fd, bytes, sizeof bytes)) > 0) {
    add(text, bytes, (size_t)got);
  }
  return got < 0;
}

static void rewrite(const char *path, const struct file *file, const struct text *text) {
  char *name = path_name(path);
  size_t folder = strlen(path) - strlen(name);
  char *temporary = malloc(strlen(path) + 16);
  sprintf(temporary, "%.*ssedXXrebe", (int)folder, path);
  int fd = sys_open(temporary, OPEN_WRITE | OPEN_CREATE | OPEN_NEW);
  if (fd < 0) {
    refuse("couldn't open temporary file %s: %s", temporary, strerror(errno));
    exit(4);
  }
  // Before it is written, which takes an ordinary user's set-id bits away
  (void)!sys_chown(temporary, file->uid, file->gid, 0);
  (void)!sys_chmod(temporary, file->mode);
  if (text->length > 0 && sys_write(fd, text->bytes, text->length) != 0) {
    cannot_tell("the new content of '%s' could not be kept", path);
  }
  sys_close(fd);
  if (*suffix != '\0') {
    char *backup = malloc(strlen(path) + strlen(suffix) + 1);
    sprintf(backup, "%s%s", path, suffix);
    if (strpbrk(suffix, "*/") != NULL || sys_rename(path, backup) != 0) {
      cannot_tell("I cannot tell how sed keeps '%s'", path);
    }
  }
  if (sys_rename(temporary, path) != 0) {
    refuse("cannot rename %s: %s", temporary, strerror(errno));
    (void)!sys_unlink(temporary);
    exit(4);
  }
}

// Opens a file to be edited; -1 for one that sed complains about and leaves out.
static int open_input(const char *path, struct file *file) {
  char **names = NULL;
  int known = sys_stat(path, file) == 0 && (file->type != TYPE_DIRECTORY || (names = sys_names(path)) != NULL);
  if (known && in_place && file->type != TYPE_FILE) {
    refuse("couldn't edit %s: not a regular file", path);
    exit(4);
  }
  int fd = !known ? -1 : file->type == TYPE_DIRECTORY ? 0 : sys_open(path, OPEN_READ);
  if (names != NULL) {
    names_free(names);
  }
  if (fd < 0) {
    wrong = 2;
    refuse("can't read %s: %s", path, strerror(errno));
  }
  return fd;
}

// All files as one text, or what comes in without any.
static int print_edited(int files, char **paths) {
  struct text in = {0}, out = {0};
  for (int i = 0; i < files; i++) {
    struct file file;
    int standard = strcmp(paths[i], "-") == 0;
    int fd = standard ? 0 : open_input(paths[i], &file);
    if (fd >= 0 && !standard && file.type == TYPE_DIRECTORY) {
      if (files > 1) {
        cannot_tell("I cannot tell what sed prints of several files of which '%s' is a folder", paths[i]);
      }
      refuse("read error on %s: Is a directory", paths[i]);
      exit(4);
    }
    size_t before = in.length;
    int joined = before > 0 && in.bytes[before - 1] != '\n';
    if (joined) {
      add(&in, "\n", 1);
    }
    if (fd >= 0 && read_into(fd, &in)) {
      cannot_tell("'%s' could not be read", paths[i]);
    }
    if (joined && in.length == before + 1) {
      in.length = before;
    }
    if (fd > 0) {
      sys_close(fd);
    }
  }
  if (files == 0) {
    (void)!read_into(0, &in);
  }
  edit(&in, &out);
  return sys_write(1, out.bytes == NULL ? "" : out.bytes, out.length) != 0 ? 4 : wrong;
}

static void edit_in_place(const char *path) {
  struct file file;
  int fd = open_input(path, &file);
  if (fd < 0) {
    return;
  }
  struct text in = {0}, out = {0};
  if (read_into(fd, &in)) {
    cannot_tell("'%s' could not be read", path);
  }
  sys_close(fd);
  for (int i = 0; i < count; i++) {
    commands[i].in_range = 0;
  }
  edit(&in, &out);
  rewrite(path, &file, &out);
  free(in.bytes);
  free(out.bytes);
}

int tool_sed(int argc, char **argv) {
  static const struct option NAMES[] = {{"in-place", optional_argument, NULL, 'i'},
                                        {"expression", required_argument, NULL, 'e'},
                                        {"regexp-extended", no_argument, NULL, 'E'},
                                        {"quiet", no_argument, NULL, 'n'},
                                        {"silent", no_argument, NULL, 'n'},
                                        {0}};
  const char *expressions[16];
  int given = 0, option;
  while ((option = next_option(argc, argv, "i::e:Ern", NAMES)) != -1) {
    if (option == 'i') {
      in_place = 1;
      suffix = optarg == NULL ? "" : optarg;
    } else if (option == 'e') {
      if (given == 16) {
        cannot_tell("sed has more than 16 expressions");
      }
      expressions[given++] = optarg;
    } else if (option == 'n') {
      quiet = 1;
    } else {
      extended = 1;
    }
  }
  if (given == 0) {
    if (optind == argc) {
      return refuse("no script specified");
    }
    expressions[given++] = argv[optind++];
  }
  for (int i = 0; i < given; i++) {
    parse(expressions[i]);
  }
  if (optind == argc && in_place) {
    refuse("no input files");
    return 4;
  }
  if (!in_place) {
    return print_edited(argc - optind, argv + optind);
  }
  for (int i = optind; i < argc; i++) {
    edit_in_place(argv[i]);
  }
  return wrong;
}
