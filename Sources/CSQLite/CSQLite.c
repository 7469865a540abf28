#include "CSQLite.h"

#include <sqlite3.h>

// A function with a variable number of arguments, which Swift cannot call.
void cs_count_no_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
