#include <algorithm>
#include <utility>

#include <tenon/sql/migrate/detail/compare.hpp>

namespace tenon::sql::migrate::detail {

void compare_surroundings(Difference& out) {
  const auto& schemas = out.before.schemas;
  for (const std::string& name : out.after.schemas) {
    if (std::find(schemas.begin(), schemas.end(), name) == schemas.end()) out.created_schemas.push_back(&name);
  }
  const auto same = [](const std::string& is, const std::string& wanted) {
    return is.empty() || wanted.empty() || is == wanted;
  };
  for (const InstalledExtension& after : out.after.extensions) {
    const auto& there = out.before.extensions;
    const auto before =
        std::find_if(there.begin(), there.end(), [&](const InstalledExtension& one) { return one.name == after.name; });
    if (before == there.end()) {
      out.created_extensions.push_back(&after);
    } else if (!same(before->version, after.version) || !same(before->db_schema, after.db_schema)) {
      out.altered_extensions.push_back({&*before, &after});
    }
  }
}

void compare_enums(Difference& out) {
  for (const Enumeration& after : out.after.enums) {
    if (out.before.find_enum(after.name, after.db_schema) == nullptr) out.created_enums.push_back(&after);
  }
  const auto missing = [](const std::vector<std::string>& values, const std::vector<std::string>& from) {
    std::vector<std::string> left;
    for (const std::string& value : values) {
      if (std::find(from.begin(), from.end(), value) == from.end()) left.push_back(value);
    }
    return left;
  };
  for (const Enumeration* before : by_name(out.before.enums)) {
    const Enumeration* after = out.after.find_enum(before->name, before->db_schema);
    if (after == nullptr) {
      out.dropped_enums.push_back(before);
      continue;
    }
    EnumChange change{before, after, missing(after->values, before->values), missing(before->values, after->values)};
    if (!change.added.empty() || !change.removed.empty()) out.altered_enums.push_back(std::move(change));
  }
}

}  // namespace tenon::sql::migrate::detail
