#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/async/fd.hpp>
#include <tenon/base/time.hpp>

namespace tenon::http::detail {

/// A file that is open for reading.
struct OpenFile {
  async::Fd fd;
  std::uint64_t size = 0;
  Instant modified{};
  std::uint64_t version = 0;  ///< changes with each modification: its time in nanoseconds
};

/// A folder whose files may be shown to anyone, and nothing outside of it.
class Folder {
 public:
  /// Throws Invalid ("no_such_folder").
  Folder(const std::string& path, bool follow_links);

  enum class Kind : std::uint8_t { nothing, file, folder };
  struct Found {
    Kind kind = Kind::nothing;
    OpenFile file = {};
  };

  /// What a relative path, "css/site.css", leads to; nothing for a path that may not be shown. Blocks.
  Found open(std::string_view path) const;

 private:
  Found open_through_links(const std::string& path) const;

  async::Fd folder_;
  bool follow_links_;
};

/// Whether one part of a path may be looked up: not empty, no dot in front, no NUL, slash or backslash.
bool is_public_name(std::string_view name) noexcept;

}  // namespace tenon::http::detail
