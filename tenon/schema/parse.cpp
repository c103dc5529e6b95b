#include <tenon/schema/parse.hpp>

#include <algorithm>
#include <numeric>
#include <string>

#include <tenon/base/text/utf8.hpp>
#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/parser.hpp>

namespace tenon::schema {
namespace {

/// Positions are 32 bits; no schema comes near.
constexpr std::size_t max_source_bytes = std::size_t{64} << 20;

bool readable(const Source& source, std::uint32_t file, detail::Reporter& reporter) {
  if (source.text.size() > max_source_bytes) {
    reporter.error("too_large", {file, 0, 0}, "The file is larger than 64 MiB.",
                   "A schema may be divided among several files.");
    return false;
  }
  if (const std::size_t nul = source.text.find('\0'); nul != std::string::npos) {
    const auto at = static_cast<std::uint32_t>(nul);
    reporter.error("nul_byte", {file, at, at + 1}, "The file has a NUL byte.", "Is it UTF-16? Save it as UTF-8.");
    return false;
  }
  std::size_t invalid = text::find_invalid_utf8(source.text);
  if (invalid == std::string_view::npos) return true;
  auto at = static_cast<std::uint32_t>(invalid);
  reporter.error("invalid_utf8", {file, at, at + 1}, "The file is not UTF-8.", "Save it as UTF-8.");
  return false;
}

bool read(detail::Draft& draft) {
  for (std::size_t i = 0; i < draft.sources.size(); ++i) {
    auto file = static_cast<std::uint32_t>(i);
    if (!readable(draft.sources[i], file, draft.reporter)) return false;
    draft.documents.push_back(detail::read_document(draft.sources[i].text, file, draft.reporter));
  }
  std::size_t syntax = draft.reporter.mark();
  detail::read_configuration(draft);
  if (draft.reporter.has_errors_since(syntax)) return false;
  detail::check_texts(draft);
  detail::declare_blocks(draft);
  detail::read_attributes(draft);
  if (draft.reporter.has_errors()) return false;
  detail::place_keys(draft);
  if (draft.reporter.has_errors()) return false;
  detail::pair_relations(draft);
  detail::check_models(draft);
  detail::check_composites(draft);
  detail::check_fields(draft);
  detail::check_keys(draft);
  detail::check_constraint_names(draft);
  detail::check_relations(draft);
  detail::check_actions(draft);
  return !draft.reporter.has_errors();
}

std::vector<std::uint32_t> sorted(const std::vector<Field>& fields, std::string Field::* name) {
  std::vector<std::uint32_t> order(fields.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return fields[a].*name < fields[b].*name; });
  return order;
}

void make_indexes(std::vector<Model>& models) {
  for (Model& model : models) {
    model.by_name = sorted(model.fields, &Field::name);
    model.by_column = sorted(model.fields, &Field::db_name);
    std::erase_if(model.by_column, [&](std::uint32_t index) { return !model.fields[index].is_column(); });
  }
}

}  // namespace

Result<Schema, std::vector<Diagnostic>> parse(std::span<const Source> sources) {
  detail::Reporter reporter{sources};
  detail::Draft draft{sources, reporter};
  bool good = read(draft);
  std::vector<Diagnostic> found = reporter.take();
  if (!good) return Failure{std::move(found)};
  make_indexes(draft.schema.models);
  make_indexes(draft.schema.types);
  draft.schema.warnings = std::move(found);
  draft.schema.sources.assign(sources.begin(), sources.end());
  return std::move(draft.schema);
}

Result<Schema, std::vector<Diagnostic>> parse(std::string_view text, std::string_view name) {
  Source source{std::string{name}, std::string{text}};
  return parse(std::span<const Source>{&source, 1});
}

}  // namespace tenon::schema
