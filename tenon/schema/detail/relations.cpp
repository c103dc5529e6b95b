#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>
#include <tenon/schema/names.hpp>

namespace tenon::schema::detail {
namespace {

using Group = std::vector<RelationDraft*>;

/// Fields between the same two models under the same name.
std::tuple<std::uint32_t, std::uint32_t, std::string_view> group_key(const RelationDraft& relation) {
  auto [low, high] = std::minmax(relation.model->index, relation.target->index);
  return {low, high, relation.name};
}

bool is_self(const RelationDraft& relation) { return relation.model == relation.target; }

std::string default_relation_name(const RelationDraft& relation) {
  auto [first, second] = std::minmax(relation.model->name, relation.target->name);
  return first + "To" + second;
}

class Pairing {
 public:
  explicit Pairing(Draft& draft) : draft_(draft), reporter_(draft.reporter) {}

  void run();

 private:
  void pair_self(const Group& group);
  void pair_models(const Group& group);
  void missing_opposite(const RelationDraft& relation);
  void ambiguous(const Group& side);
  void make(RelationDraft& first, RelationDraft& second);
  void make_many_to_many(Relation& relation, RelationDraft& first, RelationDraft& second);
  void make_join_table(Relation& relation);
  void make_keyed(Relation& relation, Pair& pair);
  void fill_end(const Relation& relation, RelationDraft& side, RelationDraft& other);

  Draft& draft_;
  Reporter& reporter_;
};

void Pairing::run() {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string_view>, Group> groups;
  for (RelationDraft& relation : draft_.relations) groups[group_key(relation)].push_back(&relation);
  for (RelationDraft& relation : draft_.relations) {
    const Group& group = groups[group_key(relation)];
    if (group.front() != &relation) continue;
    if (is_self(relation)) {
      pair_self(group);
    } else {
      pair_models(group);
    }
  }
}

void Pairing::pair_self(const Group& group) {
  const RelationDraft& first = *group.front();
  if (group.size() == 1) {
    missing_opposite(first);
  } else if (group.size() > 2 || first.name.empty()) {
    ambiguous(group);
  } else {
    make(*group[0], *group[1]);
  }
}

void Pairing::pair_models(const Group& group) {
  Group mine;
  Group theirs;
  for (RelationDraft* relation : group) {
    (relation->model == group.front()->model ? mine : theirs).push_back(relation);
  }
  if (mine.size() > 1) {
    ambiguous(mine);
  } else if (theirs.size() > 1) {
    ambiguous(theirs);
  } else if (theirs.empty()) {
    missing_opposite(*mine.front());
  } else {
    make(*mine.front(), *theirs.front());
  }
}

void Pairing::ambiguous(const Group& side) {
  const RelationDraft& first = *side.front();
  std::vector<std::string_view> names;
  for (const RelationDraft* relation : side) names.push_back(relation->field->name);
  std::string fields = "The fields " + listed(names) + " of " + backquoted(first.model->name);
  if (first.name.empty()) {
    reporter_.error(
        is_self(first) ? "ambiguous_self_relation" : "ambiguous_relation", first.field->span,
        fields + " all refer to " + backquoted(first.target->name) +
            (is_self(first) ? ", without saying which belong together." : ", without saying how they differ."),
        "Give each relation a name on both its fields: `@relation(\"…\")`.");
    return;
  }
  reporter_.error(is_self(first) ? "crowded_self_relation" : "relation_name_twice", first.field->span,
                  fields + " all name the relation " + backquoted(first.name) + ".",
                  "A relation has two fields, one at each end; give the others another name.");
}

void Pairing::missing_opposite(const RelationDraft& relation) {
  const Field& field = *relation.field;
  std::string hint;
  for (const RelationDraft& candidate : draft_.relations) {
    bool back = candidate.model == relation.target && candidate.target == relation.model && &candidate != &relation;
    if (!back) continue;
    hint = backquoted(candidate.field->name) + " in " + backquoted(candidate.model->name) +
           " belongs to another relation; both fields of one relation carry the same name.";
  }
  if (hint.empty())
    hint = "Add a field of type " + backquoted(relation.model->name + (field.is_list() ? "" : "[]")) + " there.";
  reporter_.error("missing_opposite", field.span,
                  backquoted(field.name) + " of " + backquoted(relation.model->name) +
                      " has no field on the other side, in " + backquoted(relation.target->name) + ".",
                  std::move(hint));
}

void Pairing::make(RelationDraft& first, RelationDraft& second) {
  auto relation = std::make_unique<Relation>();
  relation->named = !first.name.empty();
  relation->name = relation->named ? first.name : default_relation_name(first);
  Pair pair{&first, &second, nullptr, relation.get()};
  bool lists[] = {first.field->is_list(), second.field->is_list()};
  if (lists[0] && lists[1]) {
    relation->kind = RelationKind::many_to_many;
    make_many_to_many(*relation, first, second);
  } else {
    bool to_many = lists[0] || lists[1];
    relation->kind = to_many ? RelationKind::one_to_many : RelationKind::one_to_one;
    bool second_holds = to_many ? lists[0] : !first.has_key() && second.has_key();
    pair.holder = second_holds ? &second : &first;
    make_keyed(*relation, pair);
  }
  fill_end(*relation, first, second);
  fill_end(*relation, second, first);
  draft_.pairs.push_back(pair);
  draft_.schema.relations.push_back(std::move(relation));
}

/// Column A belongs to the model that comes first by name; between rows of one model, to the field that does.
void Pairing::make_many_to_many(Relation& relation, RelationDraft& first, RelationDraft& second) {
  bool swap = is_self(first) ? second.field->name < first.field->name : second.model->name < first.model->name;
  const RelationDraft& a = swap ? second : first;
  const RelationDraft& b = swap ? first : second;
  relation.from = a.model;
  relation.to = b.model;
  relation.from_field = a.field;
  relation.to_field = b.field;
  relation.on_delete = ReferentialAction::cascade;
  if (first.has_key() || second.has_key()) {
    relation.fields = a.fields;
    relation.references = a.references;
  } else {
    make_join_table(relation);
  }
}

void Pairing::make_join_table(Relation& relation) {
  auto id = [](const Model& model) {
    bool single = model.primary_key && model.primary_key->fields.size() == 1;
    return single ? model.primary_key->fields[0].field : nullptr;
  };
  JoinTable& table = relation.join.emplace();
  table.db_name = join_table_name(relation.name, draft_.engine().max_name);
  table.db_schema = relation.from->db_schema;
  table.a = id(*relation.from);
  table.b = id(*relation.to);
}

void Pairing::make_keyed(Relation& relation, Pair& pair) {
  RelationDraft& holder = *pair.holder;
  relation.from = holder.model;
  relation.to = holder.target;
  relation.from_field = holder.field;
  relation.to_field = pair.other(&holder)->field;
  relation.fields = holder.fields;
  relation.references = holder.references;
  relation.written_on_delete = holder.on_delete;
  relation.written_on_update = holder.on_update;
  bool optional =
      std::any_of(holder.fields.begin(), holder.fields.end(), [](const Field* field) { return !field->is_required(); });
  relation.on_delete = holder.on_delete.value_or(optional ? ReferentialAction::set_null : ReferentialAction::restrict_);
  relation.on_update = holder.on_update.value_or(ReferentialAction::cascade);
  relation.mapped = holder.map_span.has_value();
  relation.db_name = holder.map;
  for (const Field* field : holder.fields) holder.model->fields[field->index].is_foreign_key = true;
  if (relation.mapped) return;
  std::vector<std::string_view> columns;
  columns.reserve(holder.fields.size());
  for (const Field* field : holder.fields) columns.push_back(field->db_name);
  relation.db_name = default_name(holder.model->db_name, columns, NameKind::foreign_key, draft_.engine().max_name);
}

void Pairing::fill_end(const Relation& relation, RelationDraft& side, RelationDraft& other) {
  RelationEnd& end = *side.field->relation;
  end.relation = &relation;
  end.opposite = other.field;
  if (relation.join) {
    bool a = relation.from_field == side.field;
    end.join_column = a ? 'A' : 'B';
    end.local = {a ? relation.join->a : relation.join->b};
    end.remote = {a ? relation.join->b : relation.join->a};
  } else if (side.has_key()) {
    end.holds_key = true;
    end.local = side.fields;
    end.remote = side.references;
    for (const Field* field : side.fields) side.model->fields[field->index].is_foreign_key = true;
  } else {
    end.local = other.references;
    end.remote = other.fields;
  }
}

}  // namespace

void pair_relations(Draft& draft) { Pairing{draft}.run(); }

}  // namespace tenon::schema::detail
