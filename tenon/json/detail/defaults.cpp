#include <cstring>
#include <memory>
#include <new>

#include <tenon/json/describe.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json::detail {

namespace {

struct Free {
  void operator()(void* storage) const noexcept { ::operator delete(storage, std::align_val_t{max_alignment}); }
};

/// The plain members whose bytes a constructor leaves as they are, when all were `pattern` before. Done with two
/// patterns, this tells which members have an initialiser, and nothing else does: to the type system both look alike,
/// and constant evaluation stops at the first std::string.
std::uint64_t find_untouched(const Type& type, unsigned char pattern, void (*make)(void*),
                             void (*destroy)(void*) noexcept) {
  const std::unique_ptr<void, Free> storage(::operator new(type.size, std::align_val_t{max_alignment}));
  std::memset(storage.get(), pattern, type.size);
  // Volatile: if the compiler saw the constructor, it might drop the bytes before it.
  void (*volatile const opaque_make)(void*) = make;
  opaque_make(storage.get());
  std::uint64_t untouched = 0;
  for (std::size_t i = 0; i < type.members().size(); ++i) {
    const Member& member = type.members()[i];
    if (!member.type->is_plain) continue;
    const auto* bytes = static_cast<const unsigned char*>(type.locate(member, storage.get()));
    std::size_t same = 0;
    while (same < member.type->size && bytes[same] == pattern) ++same;
    untouched |= std::uint64_t{same == member.type->size} << i;
  }
  destroy(storage.get());
  return untouched;
}

/// Whether the value is another one than a default-constructed one, as far as that can be seen.
bool has_content(const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::string: return !static_cast<const std::string*>(value)->empty();
    case Kind::string_view: return !static_cast<const std::string_view*>(value)->empty();
    case Kind::text: return to_string(type, value) != to_string(type, type.ops.text->fresh());
    case Kind::array: return type.ops.array->append && type.ops.array->items(value).count > 0;
    case Kind::map: return type.ops.map->size(value) > 0;
    case Kind::value: return !static_cast<const Value*>(value)->is_null();
    default: return false;
  }
}

}  // namespace

Defaults find_defaults(const Type& type, const void* value, void (*make)(void*), void (*destroy)(void*) noexcept) {
  const std::uint64_t untouched = find_untouched(type, 0xa5, make, destroy) & find_untouched(type, 0x5a, make, destroy);
  Defaults defaults{value, 0};
  for (std::size_t i = 0; i < type.members().size(); ++i) {
    const Member& member = type.members()[i];
    const bool is_initialised =
        member.type->is_plain ? (untouched >> i & 1) == 0 : has_content(*member.type, type.locate(member, value));
    defaults.initialised |= std::uint64_t{is_initialised} << i;
  }
  return defaults;
}

}  // namespace tenon::json::detail
