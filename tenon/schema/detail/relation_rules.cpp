#include <algorithm>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

std::string place(const RelationDraft& side) { return "`" + side.model->name + "." + side.field->name + "`"; }

std::string names(const std::vector<const Field*>& fields) {
  std::vector<std::string_view> out;
  out.reserve(fields.size());
  for (const Field* field : fields) out.push_back(field->name);
  return listed(out);
}

bool same_fields(const Index& index, const std::vector<const Field*>& fields) {
  return index.fields.size() == fields.size() &&
         std::all_of(index.fields.begin(), index.fields.end(), [&](const IndexField& column) {
           return column.path.empty() && std::find(fields.begin(), fields.end(), column.field) != fields.end();
         });
}

bool is_unique(const Model& model, const std::vector<const Field*>& fields) {
  if (model.primary_key && same_fields(*model.primary_key, fields)) return true;
  return std::any_of(model.uniques.begin(), model.uniques.end(),
                     [&](const Index& unique) { return same_fields(unique, fields); });
}

/// Whether only a key of some of the rows makes them unique, to which no foreign key can refer.
bool is_partly_unique(const Model& model, const std::vector<const Field*>& fields) {
  if (model.primary_key && same_fields(*model.primary_key, fields)) return false;
  return std::none_of(model.uniques.begin(), model.uniques.end(),
                      [&](const Index& unique) { return same_fields(unique, fields) && unique.where.empty(); });
}

/// The fields are the first ones of a key or index, so that the database finds rows by them.
bool is_indexed(const Model& model, const std::vector<const Field*>& fields) {
  auto leads = [&](const Index& index) {
    if (index.fields.size() < fields.size()) return false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (index.fields[i].field != fields[i]) return false;
    }
    return true;
  };
  return (model.primary_key && leads(*model.primary_key)) ||
         std::any_of(model.uniques.begin(), model.uniques.end(), leads) ||
         std::any_of(model.indexes.begin(), model.indexes.end(), leads);
}

class RelationRules {
 public:
  explicit RelationRules(Draft& draft) : draft_(draft), reporter_(draft.reporter) {}

  void check(const Pair& pair);
  void check_ignored(const RelationDraft& side);

 private:
  void many_to_many(const Pair& pair);
  void one_to_one(const Pair& pair);
  bool complete(const RelationDraft& holder);
  void back_side(const Pair& pair);
  void key(const Pair& pair);
  void types(const RelationDraft& holder);
  void names_allowed(const RelationDraft& holder);
  void native_types(const RelationDraft& holder);

  void error(std::string_view rule, const RelationDraft& side, std::string message, std::string hint) {
    reporter_.error(rule, side.field->span, std::move(message), std::move(hint));
  }

  Draft& draft_;
  Reporter& reporter_;
};

void RelationRules::check(const Pair& pair) {
  if (pair.relation->kind == RelationKind::many_to_many) {
    many_to_many(pair);
    return;
  }
  if (pair.relation->kind == RelationKind::one_to_one) {
    bool first = pair.first->has_key();
    bool second = pair.second->has_key();
    if (first == second) {
      one_to_one(pair);
      return;
    }
  }
  back_side(pair);
  if (complete(*pair.holder)) key(pair);
}

void RelationRules::many_to_many(const Pair& pair) {
  bool mongodb = draft_.engine().provider == Provider::mongodb;
  bool fields = !pair.first->fields.empty() || !pair.second->fields.empty();
  bool references = !pair.first->references.empty() || !pair.second->references.empty();
  for (const RelationDraft* side : {pair.first, pair.second}) {
    if (side->on_delete || side->on_update) {
      error("action_on_back_side", *side, "The rows between the two models are always deleted with either of them.",
            "Remove `onDelete` and `onUpdate`, or declare the model between them yourself.");
    }
    if (fields && !mongodb) {
      error("embedded_many_to_many", *side,
            "Lists on both sides are kept in a table between them, so neither side has `fields`.",
            "Remove `fields` and `references`, or make one side a single " + side->target->name + ".");
    } else if (references && !mongodb) {
      error("many_to_many_references", *side, "Lists on both sides refer to the ids, without `references`.",
            "Remove `references`.");
    } else if (!fields && !draft_.engine().join_tables) {
      error("implicit_many_to_many", *side, "MongoDB has no table between two models.",
            "Give each side a list of the other's ids: `@relation(fields: [ids], references: [id])`.");
    } else if (pair.relation->join && (pair.relation->join->a == nullptr || pair.relation->join->b == nullptr)) {
      bool mine = side->field->relation->local[0] == nullptr;
      if (!mine) continue;
      error("many_to_many_needs_id", *side,
            backquoted(side->model->name) + " needs an `@id` of one field for a list on both sides.",
            "Give it one, or declare the model between the two yourself.");
    }
  }
}

void RelationRules::one_to_one(const Pair& pair) {
  bool both = pair.first->has_key();
  for (const RelationDraft* side : {pair.first, pair.second}) {
    const RelationDraft* other = pair.other(side);
    if (both) {
      error("key_on_both_sides", *side, "Both " + place(*side) + " and " + place(*other) + " hold the key.",
            "Keep `fields` and `references` on one of them.");
    } else {
      error("no_key", *side, "Neither " + place(*side) + " nor " + place(*other) + " holds the key.",
            "Give one of them `@relation(fields: […], references: […])` and a field for the key.");
    }
  }
}

void RelationRules::back_side(const Pair& pair) {
  const RelationDraft& back = *pair.other(pair.holder);
  if (back.has_key()) {
    error("key_on_list_side", back, "A list cannot hold the key of a relation.",
          "`fields` and `references` belong to " + place(*pair.holder) + ".");
  }
  if (back.on_delete || back.on_update) {
    error("action_on_back_side", back, "What happens on deletion is said where the key is.",
          "`onDelete` and `onUpdate` belong to " + place(*pair.holder) + ".");
  }
}

bool RelationRules::complete(const RelationDraft& holder) {
  if (holder.fields_written && holder.references_written && holder.fields.size() != holder.references.size()) {
    reporter_.error("key_count", holder.attribute_span,
                    "`fields` names " + std::to_string(holder.fields.size()) + " fields and `references` " +
                        std::to_string(holder.references.size()) + "; they must be as many.",
                    "Each field of the key stands for one field of the other model, in this order.");
    return false;
  }
  if (holder.fields.empty()) {
    error("missing_fields", holder, place(holder) + " does not say which fields hold its key.",
          "Add `@relation(fields: […], references: […])`.");
    return false;
  }
  if (holder.references.empty()) {
    error("missing_references", holder, place(holder) + " does not say what its key refers to.",
          "Add `references: […]` with the id of " + backquoted(holder.target->name) + ".");
    return false;
  }
  return true;
}

void RelationRules::types(const RelationDraft& holder) {
  for (std::size_t i = 0; i < holder.fields.size(); ++i) {
    const Field& mine = *holder.fields[i];
    const Field& theirs = *holder.references[i];
    bool same = mine.kind == theirs.kind && mine.scalar == theirs.scalar && mine.enumeration == theirs.enumeration &&
                mine.composite == theirs.composite && mine.unsupported == theirs.unsupported;
    if (same) continue;
    error("key_type", holder,
          "The key " + backquoted(mine.name) + " is a " + mine.type_name() + ", but " +
              backquoted(holder.target->name + "." + theirs.name) + ", to which it refers, is a " + theirs.type_name() +
              ".",
          "Give both the same type.");
  }
}

void RelationRules::key(const Pair& pair) {
  const RelationDraft& holder = *pair.holder;
  const RelationDraft& back = *pair.other(&holder);
  types(holder);
  names_allowed(holder);
  native_types(holder);
  if (!is_unique(*holder.target, holder.references)) {
    error("reference_not_unique", holder,
          "What a key refers to must be unique, and " + names(holder.references) + " of " +
              backquoted(holder.target->name) + " is not.",
          "Refer to its id, or add `@unique` or `@@unique` there.");
  } else if (draft_.has_foreign_keys() && holder.target->kind == ModelKind::table &&
             is_partly_unique(*holder.target, holder.references)) {
    error("reference_not_unique", holder,
          "The key on " + names(holder.references) + " of " + backquoted(holder.target->name) +
              " has a `where`, so it is unique among some of the rows only.",
          "Refer to its id, or to a unique key without `where`.");
  }
  bool optional = std::any_of(holder.fields.begin(), holder.fields.end(),
                              [](const Field* field) { return field->arity == Arity::optional; });
  if (optional && holder.field->is_required()) {
    error("relation_must_be_optional", holder, "The key of " + place(holder) + " is optional, so the relation is too.",
          "Write `" + holder.field->name + " " + holder.target->name + "?`.");
  }
  if (pair.relation->kind == RelationKind::one_to_one) {
    if (!is_unique(*holder.model, holder.fields)) {
      error("one_to_one_not_unique", holder,
            "Several rows of " + backquoted(holder.model->name) + " could refer to one " +
                backquoted(holder.target->name) + ".",
            "Make " + names(holder.fields) + " unique, or the other side a list.");
    }
    if (back.field->is_required() && !holder.field->is_required()) {
      error("key_on_wrong_side", holder,
            place(back) + " is required, but the key is held by " + place(holder) + ", which need not be there.",
            "Move the key to " + backquoted(back.model->name) + ", or make " + place(back) + " optional.");
    } else if (back.field->is_required()) {
      error("back_side_required", back, place(back) + " cannot be required: the database cannot hold it to that.",
            "Write `" + back.field->name + " " + back.target->name + "?`.");
    }
  }
  if (draft_.schema.relation_mode() == RelationMode::client && draft_.engine().provider != Provider::mongodb &&
      !is_indexed(*holder.model, holder.fields)) {
    reporter_.warning("missing_index", holder.attribute_span,
                      "Without foreign keys nothing makes " + place(holder) + " quick to follow.",
                      "Add an `@@index` for " + names(holder.fields) + " to " + backquoted(holder.model->name) + ".");
  }
}

void RelationRules::names_allowed(const RelationDraft& holder) {
  if (!holder.map_span || draft_.engine().named_foreign_keys) return;
  reporter_.error("named_foreign_key", holder.attribute_span,
                  "Foreign keys have no names in " + std::string{draft_.engine().label} + ".", "Remove `map`.");
}

/// MongoDB joins only values of one type; elsewhere the database converts or refuses by itself.
void RelationRules::native_types(const RelationDraft& holder) {
  if (draft_.engine().provider != Provider::mongodb) return;
  for (std::size_t i = 0; i < holder.fields.size(); ++i) {
    const auto& mine = holder.fields[i]->native_type;
    const auto& theirs = holder.references[i]->native_type;
    if ((mine ? mine->name : "") == (theirs ? theirs->name : "")) continue;
    reporter_.warning("native_type_differs", holder.fields[i]->span,
                      backquoted(holder.fields[i]->name) + " and " +
                          backquoted(holder.target->name + "." + holder.references[i]->name) +
                          " have different native types, so MongoDB does not find one by the other.",
                      "Give both the same `@db.` type.");
  }
}

void RelationRules::check_ignored(const RelationDraft& side) {
  if (!side.target->is_ignored || side.field->is_ignored || side.model->is_ignored) return;
  error("relation_to_ignored", side,
        backquoted(side.target->name) + " is ignored, so " + place(side) + " must be ignored too.", "Add `@ignore`.");
}

}  // namespace

void check_relations(Draft& draft) {
  RelationRules rules{draft};
  for (const Pair& pair : draft.pairs) rules.check(pair);
  for (const RelationDraft& side : draft.relations) rules.check_ignored(side);
}

}  // namespace tenon::schema::detail
