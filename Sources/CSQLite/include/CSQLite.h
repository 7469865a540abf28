#ifndef CONVENE_CSQLITE_H
#define CONVENE_CSQLITE_H

/// Has SQLite count no memory: it locks a mutex of the process for it at each allocation, which takes a
/// tenth of the time of filling a cache. Nothing here asks for the counts.
///
/// To be called before SQLite is used; later it has no effect. Calls from several threads at once are not safe.
///
/// Source: https://www.sqlite.org/c3ref/c_config_covering_index_scan.html, SQLITE_CONFIG_MEMSTATUS.
void cs_count_no_memory(void);

#endif
