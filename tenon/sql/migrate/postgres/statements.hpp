#pragma once

#include <string>

#include <tenon/sql/migrate/structure.hpp>

/// Single statements of a script, each with its semicolon and newline.
namespace tenon::sql::migrate::postgres {

/// "blog"."Post"
std::string table_sql(const Table& table);
/// `"id" SERIAL NOT NULL`: a column as it stands in CREATE TABLE.
std::string column_sql(const Column& column);

std::string create_table(const Table& table);
std::string create_index(const Table& table, const TableIndex& index);
std::string drop_index(const Table& table, const TableIndex& index);
std::string rename_index(const Table& table, const TableIndex& before, const TableIndex& after);
std::string add_foreign_key(const Table& table, const ForeignKey& key);
std::string drop_foreign_key(const Table& table, const ForeignKey& key);
std::string rename_foreign_key(const Table& table, const ForeignKey& before, const ForeignKey& after);
std::string create_enum(const Enumeration& enumeration);

}  // namespace tenon::sql::migrate::postgres
