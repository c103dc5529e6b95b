#include <tenon/json/detail/typed_reader.hpp>

#include <bit>
#include <string>
#include <utility>

#include <tenon/base/text/utf8.hpp>
#include <tenon/json/pointer.hpp>

namespace tenon::json::detail {

namespace {

std::string_view kind_of(char first) noexcept {
  switch (first) {
    case '{': return "an object";
    case '[': return "an array";
    case '"': return "a string";
    case 'n': return "null";
    case 't':
    case 'f': return "a boolean";
    default: return "a number";
  }
}

/// What the client calls a member is repeated to it only as far as people read.
constexpr std::size_t longest_name = 100;

void append_name(std::string& pointer, std::string_view name) {
  if (name.size() <= longest_name) return append_to_pointer(pointer, name);
  append_to_pointer(pointer, text::utf8_prefix(name, longest_name));
  pointer += "\u2026";
}

}  // namespace

bool TypedReader::check_absent(const Type& type, std::uint64_t absent) {
  for (; absent != 0; absent &= absent - 1) {
    const Member& member = type.members()[static_cast<std::size_t>(std::countr_zero(absent))];
    if (type.requires_member(member) && !note(ValueError{"required", "This field is required."}, member.name))
      return false;
  }
  return true;
}

const char* TypedReader::check_constraint(const char* p, const Type& type, const void* value) {
  return check(p, type.constraint->check(value));
}

bool TypedReader::note(ValueError error, std::string_view member) {
  std::string pointer;
  const auto append = [&pointer](const auto& self, const Place* place) -> void {
    if (!place) return;
    self(self, place->parent);
    if (place->index == npos) {
      append_name(pointer, place->name);
    } else {
      append_to_pointer(pointer, place->index);
    }
  };
  append(append, place_);
  if (!member.empty()) append_name(pointer, member);
  errors.push_back({std::move(pointer), std::string(error.code), std::move(error.detail)});
  return errors.size() < options_.max_errors;
}

const char* TypedReader::wrong_type(const char* p, std::string_view expected) {
  std::string detail = "Expected ";
  detail += expected;
  detail += ", found ";
  detail += kind_of(peek(p));
  detail += '.';
  return note(ValueError{"wrong_type", std::move(detail)}) ? skip(p) : nullptr;
}

}  // namespace tenon::json::detail
