#include <tenon/json/type.hpp>

#include <tenon/json/write.hpp>

namespace tenon::json {

const Member* Type::find_member(std::string_view json_name) const noexcept {
  for (const Member& member : members()) {
    if (member.name == json_name) return &member;
  }
  return nullptr;
}

bool Type::requires_member(const Member& member) const {
  if (member.type->kind == Kind::optional) return false;
  const auto index = static_cast<std::size_t>(&member - ops.object->members.data());
  return (ops.object->defaults().initialised >> index & 1) == 0;
}

}  // namespace tenon::json
