#include <algorithm>
#include <utility>

#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

bool stops(ReferentialAction action) {
  return action == ReferentialAction::no_action || action == ReferentialAction::restrict_;
}

/// Neither deleting nor changing a row goes on from one side of the relation to the other.
bool stops(const Relation& relation) { return stops(relation.on_delete) && stops(relation.on_update); }

void check_allowed(Draft& draft, ReferentialAction action, Span span) {
  if (draft.has_foreign_keys() || draft.engine().provider == Provider::none) return;
  bool mongodb = draft.engine().provider == Provider::mongodb;
  bool allowed = action != ReferentialAction::set_default && (action != ReferentialAction::no_action || mongodb);
  if (allowed) return;
  draft.reporter.error("action_not_supported", span,
                       "Without foreign keys there is no " + backquoted(to_string(action)) + ".",
                       action == ReferentialAction::no_action ? "`Restrict` does the same here."
                                                              : "There are `Cascade`, `Restrict` and `SetNull`.");
}

void check_set_null(Draft& draft, const Pair& pair, std::optional<ReferentialAction> action, std::string_view label) {
  if (action != ReferentialAction::set_null) return;
  const auto& fields = pair.holder->fields;
  auto required = std::find_if(fields.begin(), fields.end(), [](const Field* field) { return field->is_required(); });
  if (required == fields.end()) return;
  std::string message =
      backquoted(label) + " would set " + backquoted((*required)->name) + " to null, but it is required.";
  std::string hint = "Choose another action, or make " + backquoted((*required)->name) + " optional.";
  Span span = pair.holder->field->span;
  if (draft.engine().provider == Provider::postgresql && draft.has_foreign_keys()) {
    draft.reporter.warning("set_null_on_required", span, std::move(message), std::move(hint));
  } else {
    draft.reporter.error("set_null_on_required", span, std::move(message), std::move(hint));
  }
}

/// Whether a change of a row of `from` can come to a row of `to`, along relations that pass it on.
bool reaches(const Draft& draft, const Model& from, const Model& to) {
  std::vector<const Model*> open{&from};
  std::vector<const Model*> seen{&from};
  while (!open.empty()) {
    const Model* at = open.back();
    open.pop_back();
    if (at == &to) return true;
    for (const Pair& pair : draft.pairs) {
      if (pair.holder == nullptr || pair.relation->from != at || stops(*pair.relation)) continue;
      const Model* next = pair.relation->to;
      if (std::find(seen.begin(), seen.end(), next) != seen.end()) continue;
      seen.push_back(next);
      open.push_back(next);
    }
  }
  return false;
}

/// The client follows relations itself here, and must not run in circles.
void check_cycle(Draft& draft, const Pair& pair) {
  const Relation& relation = *pair.relation;
  if (stops(relation)) return;
  std::string hint = draft.engine().provider == Provider::mongodb ? "Set both `onDelete` and `onUpdate` to `NoAction`."
                                                                  : "Set both `onDelete` and `onUpdate` to `Restrict`.";
  if (relation.from == relation.to) {
    draft.reporter.error(
        "self_relation_cycle", pair.holder->field->span,
        "Following this relation of " + backquoted(relation.from->name) + " with itself may never end.",
        std::move(hint));
  } else if (reaches(draft, *relation.to, *relation.from)) {
    draft.reporter.error("relation_cycle", pair.holder->field->span,
                         "Following this relation leads back to " + backquoted(relation.from->name) + ".",
                         std::move(hint) + " It is enough on one relation of the circle.");
  }
}

}  // namespace

void check_actions(Draft& draft) {
  bool follows = draft.schema.datasource && !draft.has_foreign_keys();
  for (const Pair& pair : draft.pairs) {
    for (const RelationDraft* side : {pair.first, pair.second}) {
      if (side->on_delete) check_allowed(draft, *side->on_delete, side->on_delete_span);
      if (side->on_update) check_allowed(draft, *side->on_update, side->on_update_span);
    }
    if (pair.holder == nullptr || pair.holder->fields.empty()) continue;
    check_set_null(draft, pair, pair.holder->on_delete, "onDelete");
    check_set_null(draft, pair, pair.holder->on_update, "onUpdate");
    if (follows) check_cycle(draft, pair);
  }
}

}  // namespace tenon::schema::detail
