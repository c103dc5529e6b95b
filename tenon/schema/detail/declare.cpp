#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::array scalars{Scalar::string,  Scalar::boolean,   Scalar::int_, Scalar::big_int, Scalar::float_,
                             Scalar::decimal, Scalar::date_time, Scalar::json, Scalar::bytes};

std::optional<Scalar> scalar_named(std::string_view name) {
  for (Scalar scalar : scalars) {
    if (to_string(scalar) == name) return scalar;
  }
  return std::nullopt;
}

std::string_view kind_word(ast::BlockKind kind) {
  switch (kind) {
    case ast::BlockKind::model: return "model";
    case ast::BlockKind::view: return "view";
    case ast::BlockKind::type: return "type";
    case ast::BlockKind::enumeration: return "enum";
    case ast::BlockKind::datasource: return "datasource";
    case ast::BlockKind::generator: return "generator";
  }
  return {};
}

class Declarations {
 public:
  explicit Declarations(Draft& draft) : draft_(draft), reporter_(draft.reporter) {}

  void run();

 private:
  void check_name(const ast::Name& name, std::string_view what);
  bool claim(const ast::Block& block);
  void reserve();
  void declare(const ast::Block& block);
  void declare_enum(const ast::Block& block);
  void declare_model(const ast::Block& block);
  void declare_field(Model& model, const ast::Field& node);
  void resolve(Model& model, const ast::Block& node);
  void resolve(Field& field, const ast::Field& node);
  void unknown_type(const ast::Field& node);

  Draft& draft_;
  Reporter& reporter_;
  std::unordered_map<std::string_view, const ast::Block*> named_;
  std::unordered_map<std::string_view, Model*> models_;
  std::unordered_map<std::string_view, const Model*> types_;
  std::unordered_map<std::string_view, const Enum*> enums_;
};

void Declarations::check_name(const ast::Name& name, std::string_view what) {
  if (name.text.front() >= '0' && name.text.front() <= '9') {
    reporter_.error("bad_name", name.span, "The name of " + std::string{what} + " cannot begin with a digit.",
                    "Begin with a letter; `@map` or `@@map` keeps the database's name.");
  }
  if (name.text.find('-') != std::string_view::npos) {
    reporter_.error("bad_name", name.span, "The name of " + std::string{what} + " cannot contain a `-`.",
                    "Write `_` instead; `@map` or `@@map` keeps the database's name.");
  }
}

/// Models, views, types and enums share their names.
bool Declarations::claim(const ast::Block& block) {
  std::string_view name = block.name.text;
  if (scalar_named(name)) {
    reporter_.error("reserved_name", block.name.span, backquoted(name) + " is the name of a built-in type.",
                    "Choose another one; `@@map` keeps the name in the database.");
    return false;
  }
  if (is_reserved_name(name)) {
    reporter_.error("reserved_name", block.span,
                    "No " + std::string{kind_word(block.kind)} + " can be named " + backquoted(name) + ".",
                    "The word is taken in generated code. `@@map` keeps the name in the database.");
    return false;
  }
  auto [at, added] = named_.emplace(name, &block);
  if (added) return true;
  reporter_.error("duplicate_name", block.name.span,
                  "There is already " + std::string{at->second->kind == ast::BlockKind::enumeration ? "an " : "a "} +
                      std::string{kind_word(at->second->kind)} + " named " + backquoted(name) + ".",
                  "Models, views, types and enums share their names: rename one of them.");
  return false;
}

/// Pointers into these vectors are handed out, so they never grow later.
void Declarations::reserve() {
  std::size_t models = 0;
  std::size_t types = 0;
  std::size_t enums = 0;
  for (const ast::Document& document : draft_.documents) {
    for (const ast::Block& block : document.blocks) {
      if (block.kind == ast::BlockKind::model || block.kind == ast::BlockKind::view) ++models;
      if (block.kind == ast::BlockKind::type) ++types;
      if (block.kind == ast::BlockKind::enumeration) ++enums;
    }
  }
  draft_.schema.models.reserve(models);
  draft_.schema.types.reserve(types);
  draft_.schema.enums.reserve(enums);
}

void Declarations::run() {
  reserve();
  for (const ast::Document& document : draft_.documents) {
    for (const ast::Block& block : document.blocks) declare(block);
  }
  for (Model& model : draft_.schema.models) resolve(model, *draft_.model_nodes[model.index]);
  for (Model& model : draft_.schema.types) resolve(model, *draft_.type_nodes[model.index]);
}

void Declarations::declare(const ast::Block& block) {
  switch (block.kind) {
    case ast::BlockKind::datasource: check_name(block.name, "a datasource"); return;
    case ast::BlockKind::generator: check_name(block.name, "a generator"); return;
    case ast::BlockKind::enumeration: check_name(block.name, "an enum"); break;
    default: check_name(block.name, "a " + std::string{kind_word(block.kind)});
  }
  if (!claim(block)) return;
  if (block.kind == ast::BlockKind::enumeration) {
    declare_enum(block);
  } else {
    declare_model(block);
  }
}

void Declarations::declare_enum(const ast::Block& block) {
  Enum& out = draft_.schema.enums.emplace_back();
  draft_.enum_nodes.push_back(&block);
  out.name = out.db_name = block.name.text;
  out.index = static_cast<std::uint32_t>(draft_.schema.enums.size() - 1);
  out.documentation = block.documentation;
  out.span = block.span;
  enums_[block.name.text] = &out;
  for (const ast::EnumValue& node : block.values) {
    check_name(node.name, "an enum value");
    if (out.find(node.name.text) != nullptr) {
      reporter_.error("duplicate_value", node.span,
                      "The enum " + backquoted(out.name) + " already has the value " + backquoted(node.name.text) + ".",
                      "Remove one of them.");
    }
    EnumValue value;
    value.name = value.db_name = node.name.text;
    value.documentation = node.documentation;
    value.span = node.span;
    out.values.push_back(std::move(value));
  }
  if (block.values.empty()) {
    reporter_.error("empty_enum", block.span, "The enum " + backquoted(out.name) + " has no values.",
                    "Write at least one, each on a line of its own.");
  }
}

void Declarations::declare_model(const ast::Block& block) {
  bool composite = block.kind == ast::BlockKind::type;
  auto& list = composite ? draft_.schema.types : draft_.schema.models;
  Model& model = list.emplace_back();
  (composite ? draft_.type_nodes : draft_.model_nodes).push_back(&block);
  model.name = model.db_name = block.name.text;
  model.index = static_cast<std::uint32_t>(list.size() - 1);
  model.kind = composite                            ? ModelKind::composite
               : block.kind == ast::BlockKind::view ? ModelKind::view
                                                    : ModelKind::table;
  model.documentation = block.documentation;
  model.span = block.span;
  model.fields.reserve(block.fields.size());
  for (const ast::Field& node : block.fields) declare_field(model, node);
  if (composite) {
    types_[block.name.text] = &model;
  } else {
    models_[block.name.text] = &model;
  }
}

void Declarations::declare_field(Model& model, const ast::Field& node) {
  check_name(node.name, "a field");
  bool known = std::any_of(model.fields.begin(), model.fields.end(),
                           [&](const Field& field) { return field.name == node.name.text; });
  if (known) {
    reporter_.error("duplicate_field", node.name.span,
                    backquoted(model.name) + " already has a field named " + backquoted(node.name.text) + ".",
                    "Rename one of them; `@map` keeps its name in the database.");
  }
  Field& field = model.fields.emplace_back();
  field.name = field.db_name = node.name.text;
  field.model = &model;
  field.index = static_cast<std::uint32_t>(model.fields.size() - 1);
  field.documentation = node.documentation;
  field.span = node.span;
  switch (node.type.modifier) {
    case ast::Modifier::none: field.arity = Arity::required; break;
    case ast::Modifier::optional: field.arity = Arity::optional; break;
    case ast::Modifier::list: field.arity = Arity::list;
  }
}

void Declarations::resolve(Model& model, const ast::Block& node) {
  for (std::size_t i = 0; i < model.fields.size(); ++i) resolve(model.fields[i], node.fields[i]);
}

void Declarations::resolve(Field& field, const ast::Field& node) {
  std::string_view name = node.type.name;
  if (node.type.unsupported) {
    field.kind = FieldKind::unsupported;
    field.unsupported = *node.type.unsupported;
  } else if (auto scalar = scalar_named(name)) {
    field.scalar = *scalar;
  } else if (auto found = enums_.find(name); found != enums_.end()) {
    field.kind = FieldKind::enumeration;
    field.enumeration = found->second;
  } else if (auto type = types_.find(name); type != types_.end()) {
    field.kind = FieldKind::composite;
    field.composite = type->second;
  } else if (auto model = models_.find(name); model != models_.end()) {
    if (field.model->kind == ModelKind::composite) {
      draft_.untyped.insert(&field);
      reporter_.error("relation_in_type", node.type.span,
                      backquoted(name) + " is a model, and a type cannot have relations.",
                      "Keep the other document's id here, or move the relation into the model.");
      return;
    }
    field.kind = FieldKind::relation;
    field.relation.emplace();
    field.relation->model = model->second;
    RelationDraft relation;
    relation.model = &draft_.schema.models[field.model->index];
    relation.field = &field;
    relation.target = model->second;
    relation.attribute_span = node.span;
    draft_.relations.push_back(std::move(relation));
  } else {
    draft_.untyped.insert(&field);
    if (!name.empty()) unknown_type(node);
  }
}

void Declarations::unknown_type(const ast::Field& node) {
  std::vector<std::string_view> candidates;
  const Schema& declared = draft_.schema;
  candidates.reserve(scalars.size() + declared.models.size() + declared.types.size() + declared.enums.size());
  for (Scalar scalar : scalars) candidates.push_back(to_string(scalar));
  for (const auto& model : declared.models) candidates.push_back(model.name);
  for (const auto& type : declared.types) candidates.push_back(type.name);
  for (const auto& value : declared.enums) candidates.push_back(value.name);
  std::string hint = did_you_mean(node.type.name, candidates);
  if (hint.empty()) hint = "A type is built in (String, Int, …) or the name of a model, enum or type of this schema.";
  reporter_.error("unknown_type", node.type.span, "There is no type " + backquoted(node.type.name) + ".",
                  std::move(hint));
}

}  // namespace

const ast::Block& Draft::node(const Model& model) const noexcept {
  return *(model.kind == ModelKind::composite ? type_nodes : model_nodes)[model.index];
}

void declare_blocks(Draft& draft) { Declarations{draft}.run(); }

}  // namespace tenon::schema::detail
