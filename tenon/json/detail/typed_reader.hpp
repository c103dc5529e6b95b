#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/json/detail/reader.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/type.hpp>

namespace tenon::json::detail {

/// Reads a document into an object by its description.
///
/// A value that does not fit is noted and passed over; only broken JSON, and too many errors, end the reading. Both are
/// null results, as in Reader.
class TypedReader : public Reader {
 public:
  TypedReader(std::string_view document, const ReadOptions& options) noexcept
      : Reader(document, options.max_depth), options_(options) {}

  const char* read(const char* p, const Type& type, void* value);

  std::vector<FieldError> errors;

 private:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// Where the value that is being read stands; they lie on the stack and are turned into a pointer only for an error.
  struct Place {
    const Place* parent;
    std::string_view name = {};
    std::size_t index = npos;  ///< npos: it is a member and has a name
  };
  const char* read_boolean(const char* p, void* value);
  const char* read_integer(const char* p, const Type& type, void* value);
  const char* read_any_integer(const char* p, const Type& type, void* value);
  const char* read_real(const char* p, const Type& type, void* value);
  const char* read_any_real(const char* p, const Type& type, void* value);
  const char* read_plain_string(const char* p, const Type& type, void* value);
  const char* read_text(const char* p, const Type& type, void* value);
  const char* read_enumerator(const char* p, const Type& type, void* value);
  const char* read_optional(const char* p, const Type& type, void* value);
  const char* read_array(const char* p, const Type& type, void* value);
  const char* read_map(const char* p, const Type& type, void* value);
  /// `tag` is the name of a member that is known already; any text can be one, the empty one too.
  const char* read_object(const char* p, const Type& type, void* value, std::optional<std::string_view> tag);
  const char* read_variant(const char* p, const Type& type, void* value);

  /// Whether the member's name in quotes, without escapes, and right behind it a colon stand at `p`.
  bool begins_with_name(const char* p, const Member& member) const noexcept {
    return starts_with_padded(p, end_, member.quoted.data() + 1, member.quoted.size() - 1);
  }
  /// The same behind a comma: that the expected member follows is told by one comparison.
  bool begins_with_next(const char* p, const Member& member) const noexcept {
    return starts_with_padded(p, end_, member.quoted.data(), member.quoted.size());
  }
  const char* skip(const char* p);
  const char* read_unknown(const char* p);
  /// The tag's value in the object at `p`: empty if it is no string, none if there is no tag. False: broken JSON.
  bool find_tag(const char* p, std::string_view tag, std::optional<std::string>& value);
  /// Bit i of `absent`: member i was not there.
  bool check_absent(const Type& type, std::uint64_t absent);

  /// Notes what is wrong with the present value, or with one of its members. False if reading ends here because there
  /// are too many errors.
  [[gnu::cold]] bool note(ValueError error, std::string_view member = {});
  /// The value was read and ends at `p`: notes the error, if there is one. Null if reading ends here.
  const char* check(const char* p, std::optional<ValueError> error) {
    return !error || note(*std::move(error)) ? p : nullptr;
  }
  const char* check(const char* p, const Type& type, const void* value) {
    return type.constraint ? check_constraint(p, type, value) : p;
  }
  const char* check_constraint(const char* p, const Type& type, const void* value);
  [[gnu::cold]] const char* wrong_type(const char* p, std::string_view expected);

  const ReadOptions& options_;
  const Place* place_ = nullptr;
};

}  // namespace tenon::json::detail
