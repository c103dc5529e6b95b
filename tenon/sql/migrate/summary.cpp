#include <map>

#include <tenon/sql/migrate/summary.hpp>

namespace tenon::sql::migrate {
namespace {

std::string index_line(std::string_view sign, const TableIndex& index) {
  std::string columns;
  for (const KeyColumn& column : index.columns) columns += (columns.empty() ? "" : ", ") + column.name;
  return "  [" + std::string{sign} + "] " + (sign == "+" ? "Added " : "Removed ") + (index.unique ? "unique " : "") +
         "index on columns (" + columns + ")\n";
}

void list(std::string& out, std::string_view heading, const std::vector<const Table*>& tables) {
  if (tables.empty()) return;
  out.append("\n").append(heading).append("\n");
  for (const Table* table : tables) out += "  - " + table->name + "\n";
}

/// Every line about a table that stays, by its name.
std::map<std::string, std::string> changed_tables(const Difference& difference) {
  std::map<std::string, std::string> out;
  for (const IndexChange& change : difference.dropped_indexes)
    out[change.table->name] += index_line("-", *change.index);
  for (const TableChange& change : difference.altered) {
    std::string& lines = out[change.after->name];
    for (const Column* column : change.added) lines += "  [+] Added column `" + column->name + "`\n";
    for (const Column* column : change.dropped) lines += "  [-] Removed column `" + column->name + "`\n";
    for (const ColumnChange& one : change.kept) {
      if (one.any()) lines += "  [*] Altered column `" + one.after->name + "`\n";
    }
  }
  for (const IndexChange& change : difference.created_indexes)
    out[change.table->name] += index_line("+", *change.index);
  for (const IndexRename& change : difference.renamed_indexes) {
    out[change.table->name] += "  [*] Redefined index `" + change.before->name + "`\n";
  }
  return out;
}

}  // namespace

std::string summarize(const Difference& difference) {
  if (difference.empty()) return "No difference detected.\n";
  std::string out;
  list(out, "[+] Added tables", difference.created);
  list(out, "[-] Removed tables", difference.dropped);
  for (const auto& [table, lines] : changed_tables(difference))
    out += "\n[*] Changed the `" + table + "` table\n" + lines;
  for (const TableChange& change : difference.rebuilt) out += "\n[*] Redefined table `" + change.after->name + "`\n";
  return out;
}

}  // namespace tenon::sql::migrate
