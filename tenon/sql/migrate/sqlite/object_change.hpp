#pragma once

#include <string_view>

namespace tenon::sql::migrate::sqlite {

enum class ObjectChange { none, makes, drops };

/// What a script does first with an index or a trigger of that name, in any case: `type` is "index" or "trigger".
/// Statements that use the name for something else do not count.
ObjectChange first_change(std::string_view script, std::string_view type, std::string_view name);

}  // namespace tenon::sql::migrate::sqlite
