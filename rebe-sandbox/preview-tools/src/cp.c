#include "copy.h"
#include "destination.h"
#include "tool.h"

static void preserve(struct copying *how, const char *list) {
  char *copy = strdup(list);
  for (char *word = strtok(copy, ","); word != NULL; word = strtok(NULL, ",")) {
    int all = strcmp(word, "all") == 0;
    how->mode |= all || strcmp(word, "mode") == 0;
    how->owner |= all || strcmp(word, "ownership") == 0;
    how->times |= all || strcmp(word, "timestamps") == 0;
    how->links |= all || strcmp(word, "links") == 0;
    if (!all && strcmp(word, "mode") != 0 && strcmp(word, "ownership") != 0 && strcmp(word, "timestamps") != 0 && strcmp(word, "links") != 0) {
      cannot_tell("I do not know how cp preserves '%s'", word);
    }
  }
  free(copy);
}

int tool_cp(int argc, char **argv) {
  static const struct option NAMES[] = {{"archive", no_argument, NULL, 'a'},
                                        {"recursive", no_argument, NULL, 'r'},
                                        {"force", no_argument, NULL, 'f'},
                                        {"no-clobber", no_argument, NULL, 'n'},
                                        {"update", no_argument, NULL, 'u'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {"dereference", no_argument, NULL, 'L'},
                                        {"no-dereference", no_argument, NULL, 'P'},
                                        {"link", no_argument, NULL, 'l'},
                                        {"remove-destination", no_argument, NULL, 'x'},
                                        {"preserve", optional_argument, NULL, 'q'},
                                        DESTINATION_NAMES,
                                        {0}};
  struct copying how = {0};
  struct destination to = {NULL, 0, 1};
  int dereference = -1;
  int option;
  while ((option = next_option(argc, argv, "adfHlLnpPrRuvTt:", NAMES)) != -1) {
    switch (option) {
      case 'a':
        how.recursive = how.mode = how.owner = how.times = how.links = 1;
        dereference = 0;
        break;
      case 'd':
        how.links = 1;
        dereference = 0;
        break;
      case 'p': how.mode = how.owner = how.times = 1; break;
      case 'q':
        if (optarg == NULL) {
          how.mode = how.owner = how.times = 1;
        } else {
          preserve(&how, optarg);
        }
        break;
      case 'f': how.force = 1; break;
      case 'H': dereference = 2; break;
      case 'L': dereference = 1; break;
      case 'P': dereference = 0; break;
      case 'l': how.hard_link = 1; break;
      case 'n': how.keep = 1; break;
      case 'r':
      case 'R': how.recursive = 1; break;
      case 'u': how.update = 1; break;
      case 'v': how.verbose = 1; break;
      case 'x': how.remove_first = 1; break;
      default: destination_option(&to, option); break;
    }
  }
  if (dereference == -1) {
    dereference = !how.recursive || how.hard_link;
  }
  how.follow_operands = dereference != 0;
  how.follow_all = dereference == 1;
  copying = how;
  return each_pair(&to, argc - optind, argv + optind, copy_operand);
}
