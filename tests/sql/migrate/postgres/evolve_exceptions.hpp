#pragma once

#include "sql/migrate/postgres/support.hpp"

namespace tenon::sql::migrate::postgres::test {

inline constexpr Exception evolve_exceptions[] = {
    // BIGSERIAL is no type, but a word of CREATE TABLE.
    {"id-int-to-bigint-autoincrement__postgresql", "BIGSERIAL", "BIGINT"},
    {"id-int-to-bigint-autoincrement__postgresql", "PRIMARY KEY (\"id\");\n",
     "PRIMARY KEY (\"id\");\nALTER SEQUENCE \"A_id_seq\" AS BIGINT;\n"},
};

}  // namespace tenon::sql::migrate::postgres::test
