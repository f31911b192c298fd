#include <spawn.h>

/* <spawn.h> shows these two to GNU programs alone, for which Swift does not pass. */
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
