// find with the predicates that people select files with, and -delete.
#include <fnmatch.h>
#include <time.h>

#include "owner.h"
#include "tool.h"

enum kind { TRUE, NAME, INAME, PATH, TYPE, EMPTY, SIZE, MTIME, MMIN, NEWER, USER, GROUP, PERM, PRINT, DELETE, PRUNE, NOT, AND, OR };

struct node {
  enum kind kind;
  const char *text;
  char compare;
  int64_t number;
  int64_t unit;
  struct node *left, *right;
};

static char **words;
static int at, end, status, depth_first, has_action, deletes;
static long min_depth, max_depth = 1000000;

static struct node *parse_or(void);

static struct node *node(enum kind kind, struct node *left, struct node *right) {
  struct node *made = calloc(1, sizeof *made);
  *made = (struct node){.kind = kind, .left = left, .right = right};
  return made;
}

static const char *argument(const char *of) {
  if (at == end) {
    cannot_tell("find lacks the argument of %s", of);
  }
  return words[at++];
}

static void parse_number(struct node *of, const char *text, const char *name) {
  of->compare = *text == '+' || *text == '-' ? *text++ : '=';
  char *rest;
  of->number = strtoll(text, &rest, 10);
  of->unit = 512;
  if (of->kind == SIZE && *rest != '\0') {
    static const char UNITS[] = "cwbkMG";
    static const int64_t BYTES[] = {1, 2, 512, 1024, 1048576, 1073741824};
    const char *unit = strchr(UNITS, *rest);
    if (unit != NULL) {
      of->unit = BYTES[unit - UNITS];
      rest++;
    }
  }
  if (*text < '0' || *text > '9' || *rest != '\0') {
    cannot_tell("I do not understand '%s' of find's %s", text, name);
  }
}

// Octal alone: what a mode by letters means here depends on whether it is exact.
static void parse_permissions(struct node *of) {
  const char *text = of->text;
  of->compare = *text == '-' || *text == '/' ? *text++ : '=';
  if (*text == '\0' || strspn(text, "01234567") != strlen(text) || strlen(text) > 4) {
    cannot_tell("I know -perm of find with an octal mode alone, not '%s'", of->text);
  }
  of->number = strtol(text, NULL, 8);
}

static int permits(const struct node *node, uint32_t mode) {
  uint32_t wanted = (uint32_t)node->number;
  return node->compare == '-' ? (mode & wanted) == wanted : node->compare == '/' ? wanted == 0 || (mode & wanted) != 0 : mode == wanted;
}

static struct node *parse_primary(void) {
  static const struct {
    const char *word;
    enum kind kind;
  } KNOWN[] = {{"-name", NAME}, {"-iname", INAME}, {"-path", PATH},     {"-wholename", PATH}, {"-type", TYPE},
               {"-size", SIZE}, {"-mtime", MTIME}, {"-mmin", MMIN},     {"-newer", NEWER}, {"-user", USER}, {"-group", GROUP}, {"-perm", PERM},    {"-empty", EMPTY},
               {"-print", PRINT}, {"-delete", DELETE}, {"-prune", PRUNE}, {"-true", TRUE}};
  const char *word = argument("an operator");
  if (strcmp(word, "(") == 0) {
    struct node *inner = parse_or();
    if (at == end || strcmp(words[at++], ")") != 0) {
      cannot_tell("find lacks a )");
    }
    return inner;
  }
  if (strcmp(word, "!") == 0 || strcmp(word, "-not") == 0) {
    return node(NOT, parse_primary(), NULL);
  }
  if (strcmp(word, "-maxdepth") == 0 || strcmp(word, "-mindepth") == 0) {
    const char *text = argument(word);
    if (*text == '\0' || strspn(text, "0123456789") != strlen(text)) {
      cannot_tell("I do not understand '%s' of find's %s", text, word);
    }
    *(word[2] == 'a' ? &max_depth : &min_depth) = strtol(text, NULL, 10);
    return node(TRUE, NULL, NULL);
  }
  if (strcmp(word, "-depth") == 0) {
    depth_first = 1;
    return node(TRUE, NULL, NULL);
  }
  for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
    if (strcmp(word, KNOWN[i].word) != 0) {
      continue;
    }
    struct node *made = node(KNOWN[i].kind, NULL, NULL);
    if (made->kind <= PERM && made->kind != EMPTY && made->kind != TRUE) {
      made->text = argument(word);
    }
    if (made->kind == SIZE || made->kind == MTIME || made->kind == MMIN) {
      parse_number(made, made->text, word);
    } else if (made->kind == TYPE && (strlen(made->text) != 1 || strchr("fdl", *made->text) == NULL)) {
      cannot_tell("I know the types f, d and l of find, not '%s'", made->text);
    } else if (made->kind == NEWER) {
      struct file file;
      if (sys_lstat(made->text, &file) != 0) {
        complain("'%s'", made->text);
        exit(1);
      }
      made->number = file.modified;
    }
    if (made->kind == USER || made->kind == GROUP) {
      made->number = made->kind == USER ? user_id(made->text) : group_id(made->text);
    } else if (made->kind == PERM) {
      parse_permissions(made);
    }
    has_action |= made->kind == PRINT || made->kind == DELETE;
    depth_first |= made->kind == DELETE;
    deletes |= made->kind == DELETE;
    return made;
  }
  cannot_tell("I do not know '%s' of find", word);
}

static struct node *parse_and(void) {
  struct node *left = parse_primary();
  while (at < end && strcmp(words[at], "-o") != 0 && strcmp(words[at], "-or") != 0 && strcmp(words[at], ")") != 0) {
    at += strcmp(words[at], "-a") == 0 || strcmp(words[at], "-and") == 0;
    left = node(AND, left, parse_primary());
  }
  return left;
}

static struct node *parse_or(void) {
  struct node *left = parse_and();
  while (at < end && (strcmp(words[at], "-o") == 0 || strcmp(words[at], "-or") == 0)) {
    at++;
    left = node(OR, left, parse_and());
  }
  return left;
}

static int compares(const struct node *node, int64_t value) {
  return node->compare == '+' ? value > node->number : node->compare == '-' ? value < node->number : value == node->number;
}

static int is_empty(const char *path, const struct file *file) {
  if (file->type != TYPE_DIRECTORY) {
    return file->type == TYPE_FILE && file->size == 0;
  }
  char **names = sys_names(path);
  int empty = names != NULL && names[0] == NULL;
  if (names == NULL) {
    status = complain("'%s'", path);
  } else {
    names_free(names);
  }
  return empty;
}

static int64_t age(const struct file *file) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (now.tv_sec * 1000000000LL + now.tv_nsec - file->modified) / 1000000000LL;
}

static int delete(const char *path, const struct file *file) {
  if (strcmp(path, ".") == 0) {
    return 1;
  }
  if ((file->type == TYPE_DIRECTORY ? sys_rmdir(path) : sys_unlink(path)) == 0) {
    return 1;
  }
  status = complain("cannot delete '%s'", path);
  return 0;
}

static int pruned;

static int holds(const struct node *node, const char *path, const struct file *file) {
  char *name;
  int matches;
  switch (node->kind) {
    case TRUE: return 1;
    case NAME:
    case INAME:
      name = path_name(path);
      matches = fnmatch(node->text, name, node->kind == INAME ? FNM_CASEFOLD : 0) == 0;
      free(name);
      return matches;
    case PATH: return fnmatch(node->text, path, 0) == 0;
    case TYPE: return file->type == (*node->text == 'f' ? TYPE_FILE : *node->text == 'd' ? TYPE_DIRECTORY : TYPE_LINK);
    case EMPTY: return is_empty(path, file);
    case SIZE:
      if (file->type == TYPE_DIRECTORY) {
        cannot_tell("I cannot tell the size of the folder '%s'; say -type f first", path);
      }
      return compares(node, (int64_t)((file->size + (uint64_t)node->unit - 1) / (uint64_t)node->unit));
    case MTIME: return compares(node, age(file) / 86400);
    case MMIN: return compares(node, (age(file) + 59) / 60);
    case NEWER: return file->modified > node->number;
    case USER: return file->uid == node->number;
    case GROUP: return file->gid == node->number;
    case PERM: return permits(node, file->mode);
    case PRINT: return printf("%s\n", path) >= 0;
    case DELETE: return delete(path, file);
    case PRUNE: return pruned = 1;
    case NOT: return !holds(node->left, path, file);
    case AND: return holds(node->left, path, file) && holds(node->right, path, file);
    case OR: return holds(node->left, path, file) || holds(node->right, path, file);
  }
  return 0;
}

static void walk(const struct node *expression, const char *path, long depth) {
  struct file file;
  if (sys_lstat(path, &file) != 0) {
    status = complain("'%s'", path);
    return;
  }
  pruned = 0;
  if (!depth_first && depth >= min_depth) {
    holds(expression, path, &file);
  }
  int enter = file.type == TYPE_DIRECTORY && depth < max_depth && !(pruned && !depth_first);
  char **names = enter ? sys_names(path) : NULL;
  if (enter && names == NULL) {
    status = complain("'%s'", path);
  }
  for (char **name = names; name != NULL && *name != NULL; name++) {
    char *below = path_join(path, *name);
    walk(expression, below, depth + 1);
    free(below);
  }
  if (names != NULL) {
    names_free(names);
  }
  if (depth_first && depth >= min_depth) {
    holds(expression, path, &file);
  }
}

// The link itself may be among what is deleted, and then it depends on the order in a folder what else is
static void require_no_link(const char *path) {
  size_t whole = strlen(path);
  if (strstr(path, "/../") != NULL || (whole > 2 && strcmp(path + whole - 3, "/..") == 0)) {
    cannot_tell("I cannot tell what find -delete does in '%s', if it deletes the way there", path);
  }
  char *bare = strdup(path);
  size_t length = strlen(bare);
  while (length > 1 && bare[length - 1] == '/') {
    bare[--length] = '\0';
  }
  struct file file;
  if (strcmp(bare, path) != 0 && sys_lstat(bare, &file) == 0 && file.type == TYPE_LINK) {
    cannot_tell("I cannot tell what find -delete does behind the link '%s'", bare);
  }
  free(bare);
}

int tool_find(int argc, char **argv) {
  int first = 1;
  while (first < argc && argv[first][0] == '-' && argv[first][1] == 'P' && argv[first][2] == '\0') {
    first++;
  }
  at = first;
  while (at < argc && argv[at][0] != '-' && strcmp(argv[at], "(") != 0 && strcmp(argv[at], "!") != 0) {
    at++;
  }
  int paths = at;
  words = argv;
  end = argc;
  struct node *expression = at < end ? parse_or() : node(TRUE, NULL, NULL);
  if (at < end) {
    cannot_tell("I do not understand '%s' of find", words[at]);
  }
  if (!has_action) {
    expression = node(AND, expression, node(PRINT, NULL, NULL));
  }
  for (int i = first; deletes && i < paths; i++) {
    require_no_link(argv[i]);
  }
  if (paths == first) {
    sys_will_walk(".");
    walk(expression, ".", 0);
  }
  for (int i = first; i < paths; i++) {
    sys_will_walk(argv[i]);
    walk(expression, argv[i], 0);
  }
  return status;
}
