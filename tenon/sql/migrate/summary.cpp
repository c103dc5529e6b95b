#include <map>
#include <string_view>

#include <tenon/sql/migrate/detail/code.hpp>
#include <tenon/sql/migrate/summary.hpp>

namespace tenon::sql::migrate {
namespace {

std::string_view name_of(const std::string& name) { return name; }
template <class Named>
std::string_view name_of(const Named& one) {
  return one.name;
}

template <class Named>
std::string column_list(const std::vector<Named>& columns) {
  std::string out;
  for (const Named& column : columns) out.append(out.empty() ? "" : ", ").append(name_of(column));
  return out;
}

std::string change_line(std::string_view sign, std::string_view what, std::string_view rest) {
  const std::string_view done = sign == "+" ? "Added " : "Removed ";
  return "  [" + std::string{sign} + "] " + std::string{done} + std::string{what} + std::string{rest} + "\n";
}

std::string index_line(std::string_view sign, const TableIndex& index) {
  return change_line(sign, index.unique ? "unique index" : "index", " on columns (" + column_list(index.columns) + ")");
}

std::string key_line(std::string_view sign, const ForeignKey& key) {
  return change_line(sign, "foreign key", " on columns (" + column_list(key.columns) + ")");
}

template <class Named>
void list(std::string& out, std::string_view heading, const std::vector<const Named*>& all) {
  if (all.empty()) return;
  out.append("\n").append(heading).append("\n");
  for (const Named* one : all) out.append("  - ").append(name_of(*one)).append("\n");
}

std::string column_line(const ColumnChange& change) {
  return change.is_recreated() ? "  [*] Column " + code(change.after->name) + " would be dropped and recreated\n"
                               : "  [*] Altered column " + code(change.after->name) + "\n";
}

std::string table_lines(const TableChange& change) {
  std::string out;
  if (change.primary_key_dropped) {
    out += "  [-] Dropped the primary key on columns (" + column_list(change.before->primary_key) + ")\n";
  }
  if (change.primary_key_renamed) out += "  [*] Renamed the primary key\n";
  for (const Column* column : change.dropped) out += change_line("-", "column ", code(column->name));
  for (const Column* column : change.added) out += change_line("+", "column ", code(column->name));
  for (const ColumnChange& one : change.kept) {
    if (one.any()) out += column_line(one);
  }
  if (change.primary_key_added)
    out += change_line("+", "primary key on columns ", "(" + column_list(change.after->primary_key) + ")");
  return out;
}

std::string rename_line(const IndexRename& change) {
  return change.redefined
             ? "  [*] Redefined index " + code(change.before->name) + "\n"
             : "  [*] Renamed index " + code(change.before->name) + " to " + code(change.after->name) + "\n";
}

/// Every line about tables, by their names.
std::map<std::string, std::string> changed_tables(const Difference& difference) {
  std::map<std::string, std::string> out;
  for (const ForeignKeyChange& change : difference.dropped_keys) out[change.table->name] += key_line("-", *change.key);
  const auto drop_indexes = [&](bool replaced) {
    for (const IndexChange& change : difference.dropped_indexes) {
      if (change.replaced_by_key == replaced) out[change.table->name] += index_line("-", *change.index);
    }
  };
  drop_indexes(false);
  for (const TableChange& change : difference.altered) out[change.after->name] += table_lines(change);
  drop_indexes(true);
  for (const IndexChange& change : difference.created_indexes)
    out[change.table->name] += index_line("+", *change.index);
  for (const ForeignKeyRename& change : difference.renamed_keys) {
    out[change.table->name] +=
        "  [*] Renamed the foreign key \"" + change.before->name + "\" to \"" + change.after->name + "\"\n";
  }
  for (const ForeignKeyChange& change : difference.created_keys) out[change.table->name] += key_line("+", *change.key);
  for (const IndexRename& change : difference.renamed_indexes) out[change.table->name] += rename_line(change);
  return out;
}

void changed_enums(std::string& out, const Difference& difference) {
  for (const EnumChange& change : difference.altered_enums) {
    out += "\n[*] Changed the " + code(change.before->name) + " enum\n";
    for (const std::string& value : change.added) out += change_line("+", "variant ", code(value));
    for (const std::string& value : change.removed) out += change_line("-", "variant ", code(value));
  }
}

void changed_extensions(std::string& out, const Difference& difference) {
  for (const ExtensionChange& change : difference.altered_extensions)
    out += "\n[*] Changed the " + code(change.before->name) + " extension\n";
}

}  // namespace

std::string summarize(const Difference& difference) {
  if (difference.empty()) return "No difference detected.\n";
  std::string out;
  list(out, "[+] Added Schemas", difference.created_schemas);
  list(out, "[+] Added extensions", difference.created_extensions);
  list(out, "[+] Added enums", difference.created_enums);
  list(out, "[+] Added tables", difference.created);
  list(out, "[-] Removed enums", difference.dropped_enums);
  list(out, "[-] Removed tables", difference.dropped);
  changed_extensions(out, difference);
  changed_enums(out, difference);
  for (const auto& [table, lines] : changed_tables(difference))
    out.append("\n[*] Changed the ").append(code(table)).append(" table\n").append(lines);
  for (const TableChange& change : difference.rebuilt)
    out += "\n[*] Redefined table " + code(change.after->name) + "\n";
  return out;
}

}  // namespace tenon::sql::migrate
