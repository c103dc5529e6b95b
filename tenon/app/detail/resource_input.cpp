#include <tenon/app/detail/resource_input.hpp>

#include <algorithm>
#include <string>

#include <tenon/app/detail/field_value.hpp>
#include <tenon/base/error.hpp>
#include <tenon/json/pointer.hpp>
#include <tenon/json/read.hpp>
#include <tenon/json/value.hpp>

namespace tenon::app::detail {
namespace {

bool contains(const std::vector<const schema::Field*>& fields, const schema::Field* field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

class Reader {
 public:
  Reader(const ResourceState& resource, Input input) : resource_(resource), input_(input) {}

  void member(std::string_view name, const json::Value& value) {
    const schema::Field* field = resource_.model.find_field(name);
    if (!field || !contains(resource_.shown, field)) return fault(name, "unknown_field", "There is no such field.");
    if (!contains(resource_.writable, field)) return fault(name, "read_only", "Is not for clients to set.");
    given_.push_back(field);
    if (value.is_null() && field->scalar != schema::Scalar::json) {
      if (field->is_required()) return fault(name, "wrong_type", "Must not be null.");
      data_.set(*field, nullptr);
      return;
    }
    FieldValue read = field_value_of_json(*field, value);
    if (!read.ok()) return fault(name, read.code, std::move(read.detail));
    data_.set(*field, std::move(read.value));
  }

  void absent_members() {
    if (input_ == Input::update) return;
    for (const schema::Field* field : resource_.writable) {
      if (contains(given_, field)) continue;
      if (is_required_for_create(*field)) {
        fault(field->name, "required", "Is required.");
      } else if (input_ == Input::replace) {
        reset(*field);
      }
    }
  }

  sql::Data finish() {
    if (faults_.empty()) return std::move(data_);
    throw Invalid{"invalid_input", "The document has mistakes; see errors.", std::move(faults_)};
  }

 private:
  void fault(std::string_view name, std::string_view code, std::string detail) {
    std::string pointer;
    json::append_to_pointer(pointer, name);
    faults_.push_back({std::move(pointer), std::string(code), std::move(detail)});
  }

  void reset(const schema::Field& field) {
    if (!field.default_value) {
      data_.set(field, nullptr);
    } else if (field.default_value->kind == schema::DefaultKind::literal) {
      FieldValue value = field_value_of_text(field, field.default_value->values.front());
      if (value.ok()) data_.set(field, std::move(value.value));
    }
  }

  const ResourceState& resource_;
  Input input_;
  sql::Data data_;
  std::vector<const schema::Field*> given_;
  std::vector<FieldError> faults_;
};

}  // namespace

bool is_required_for_create(const schema::Field& field) noexcept {
  return field.is_required() && !field.default_value && !field.is_updated_at;
}

sql::Data read_resource_input(const ResourceState& resource, Input input, std::string_view document) {
  const auto value = json::parse_or_throw<json::Value>(document);
  if (!value.is_object()) {
    throw Invalid{"invalid_input", "The document has mistakes; see errors.", {{"", "wrong_type", "Must be an object."}}};
  }
  Reader reader(resource, input);
  for (const auto& [name, member] : value.as_object()) reader.member(name, member);
  reader.absent_members();
  return reader.finish();
}

}  // namespace tenon::app::detail
