#include <cstring>

#include <tenon/base/random.hpp>
#include <tenon/json/value.hpp>

namespace tenon::json {

namespace {

/// Multiplies and folds the halves together: each bit of the result depends on all bits of both.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// With a seed that nobody outside of the process knows, so that nobody can choose names that collide.
std::uint64_t hash(std::string_view name) {
  static const std::uint64_t seeds[2] = {random_uint64(), random_uint64() | 1};
  std::uint64_t state = seeds[0] ^ name.size();
  while (!name.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = name.size() < sizeof word ? name.size() : sizeof word;
    std::memcpy(&word, name.data(), size);
    state = mix(state ^ word, seeds[1]);
    name.remove_prefix(size);
  }
  return mix(state, seeds[1]);
}

}  // namespace

Object::Object(std::initializer_list<Member> members) {
  members_.reserve(members.size());
  for (const Member& member : members) (*this)[member.name] = member.value;
}

std::size_t Object::position(std::string_view name) const noexcept {
  if (index_.empty()) {
    std::size_t i = 0;
    while (i < members_.size() && members_[i].name != name) ++i;
    return i;
  }
  const std::size_t mask = index_.size() - 1;
  for (std::size_t slot = hash(name) & mask; index_[slot] != 0; slot = (slot + 1) & mask) {
    if (members_[index_[slot] - 1].name == name) return index_[slot] - 1;
  }
  return members_.size();
}

const Value* Object::find(std::string_view name) const noexcept {
  const std::size_t i = position(name);
  return i < members_.size() ? &members_[i].value : nullptr;
}

Value* Object::find(std::string_view name) noexcept {
  const std::size_t i = position(name);
  return i < members_.size() ? &members_[i].value : nullptr;
}

Value& Object::operator[](std::string_view name) {
  if (Value* const found = find(name)) return *found;
  return *insert(name);
}

Value* Object::insert(std::string_view name) {
  if (position(name) < members_.size()) return nullptr;
  members_.push_back({std::string(name), {}});
  if (members_.size() > linear_limit) {
    if (members_.size() * 2 > index_.size()) {
      rebuild_index();
    } else {
      add_to_index(members_.size() - 1);
    }
  }
  return &members_.back().value;
}

bool Object::erase(std::string_view name) {
  const std::size_t i = position(name);
  if (i == members_.size()) return false;
  members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(i));
  rebuild_index();
  return true;
}

void Object::add_to_index(std::size_t position) {
  const std::size_t mask = index_.size() - 1;
  std::size_t slot = hash(members_[position].name) & mask;
  while (index_[slot] != 0) slot = (slot + 1) & mask;
  index_[slot] = static_cast<std::uint32_t>(position + 1);
}

void Object::rebuild_index() {
  index_.clear();
  if (members_.size() <= linear_limit) return;
  std::size_t slots = linear_limit * 4;
  while (slots < members_.size() * 4) slots *= 2;
  index_.assign(slots, 0);
  for (std::size_t i = 0; i < members_.size(); ++i) add_to_index(i);
}

bool operator==(const Object& a, const Object& b) {
  if (a.size() != b.size()) return false;
  for (const Object::Member& member : a) {
    const Value* const other = b.find(member.name);
    if (!other || !(*other == member.value)) return false;
  }
  return true;
}

}  // namespace tenon::json
