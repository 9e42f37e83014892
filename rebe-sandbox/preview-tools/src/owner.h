// Users and groups by name, as /etc/passwd and /etc/group of the machine have them.
#ifndef OWNER_H
#define OWNER_H

#include <stdint.h>

enum { KEEP = UINT32_MAX };

// The id of a user or a group; a name that the file does not hold ends the preview, because other
// sources may know it.
uint32_t user_id(const char *name);
uint32_t group_id(const char *name);
// USER, USER:GROUP, :GROUP or USER: ; whether it can be understood.
int parse_owner(const char *text, uint32_t *uid, uint32_t *gid);

#endif
