// glibc 2.34 and later have it, and show it with _GNU_SOURCE alone, which Swift's module of glibc is made without.
#include <spawn.h>

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
