// Copying, as cp does it.
#ifndef COPY_H
#define COPY_H

struct copying {
  int recursive, force, keep, update, verbose, hard_link, remove_first;
  int mode, owner, times, links;       // what is preserved
  int follow_operands, follow_all;     // which links are followed
};

extern struct copying copying;

int copy_operand(const char *from, const char *to);

#endif
