#include <sqlite3.h>

// Swift cannot call a C function with a varying number of arguments.

/* "x" names a column, as in PostgreSQL, and never stands for a text when there is no such column. */
static inline void backstage_sqlite_plain_quotes(sqlite3 *handle) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
}
