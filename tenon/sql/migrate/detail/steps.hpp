#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::migrate::detail {

/// A script in Prisma's words: steps that begin with `-- CreateTable`, with a blank line between them.
class Steps {
 public:
  /// `statements` end with newlines.
  void step(std::string_view name, std::string_view statements);
  std::string take();

 private:
  std::string text_;
};

}  // namespace tenon::sql::migrate::detail
