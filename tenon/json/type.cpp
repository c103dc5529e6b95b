#include <tenon/json/type.hpp>

#include <tenon/json/write.hpp>

namespace tenon::json {

std::size_t Type::find_member(std::string_view json_name) const noexcept {
  std::size_t i = 0;
  while (i < members().size() && members()[i].name != json_name) ++i;
  return i;
}

bool Type::requires_member(const Member& member) const {
  if (member.type->kind == Kind::optional) return false;
  const auto index = static_cast<std::size_t>(&member - ops.object->members.data());
  return (ops.object->defaults().initialised >> index & 1) == 0;
}

}  // namespace tenon::json
