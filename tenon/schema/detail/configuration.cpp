#include <algorithm>
#include <array>
#include <utility>

#include <tenon/schema/database_url.hpp>
#include <tenon/schema/detail/arguments.hpp>
#include <tenon/schema/detail/draft.hpp>
#include <tenon/schema/detail/preview.hpp>
#include <tenon/schema/detail/words.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::array<std::string_view, 8> datasource_keys{
    "provider",     "url",     "directUrl",  "shadowDatabaseUrl",
    "relationMode", "schemas", "extensions", "referentialIntegrity"};

class Configuration {
 public:
  explicit Configuration(Draft& draft) : draft_(draft), reporter_(draft.reporter) {}

  void generator(const ast::Block& block);
  void datasource(const ast::Block& block);

 private:
  const ast::Property* find(const ast::Block& block, std::string_view key) const;
  void check_duplicates(const ast::Block& block);
  std::optional<TextOrEnvironment> text_or_environment(const ast::Expression& value);
  std::vector<std::string> strings(const ast::Expression& value);

  void preview_features(const ast::Block& block, Generator& out);
  bool provider(const ast::Block& block, Datasource& out);
  void urls(const ast::Block& block, Datasource& out);
  void relation_mode(const ast::Block& block, Datasource& out);
  void schemas(const ast::Block& block, Datasource& out);
  void extensions(const ast::Block& block, Datasource& out);
  void extension(const ast::Expression& value, Datasource& out);

  Draft& draft_;
  Reporter& reporter_;
};

const ast::Property* Configuration::find(const ast::Block& block, std::string_view key) const {
  auto at = std::find_if(block.properties.begin(), block.properties.end(),
                         [&](const ast::Property& property) { return property.key.text == key; });
  return at == block.properties.end() ? nullptr : &*at;
}

void Configuration::check_duplicates(const ast::Block& block) {
  for (const ast::Property& property : block.properties) {
    if (find(block, property.key.text) == &property) continue;
    reporter_.error(
        "duplicate_key", property.key.span,
        "The setting " + backquoted(property.key.text) + " is given twice in " + backquoted(block.name.text) + ".",
        "Keep one of them.");
  }
}

std::optional<TextOrEnvironment> Configuration::text_or_environment(const ast::Expression& value) {
  if (value.is(ast::ExpressionKind::string)) return TextOrEnvironment{value.text, false};
  if (value.is(ast::ExpressionKind::call) && value.text == "env" && value.arguments.size() == 1) {
    const ast::Argument& variable = value.arguments.front();
    if (!variable.name && variable.value && variable.value->is(ast::ExpressionKind::string)) {
      return TextOrEnvironment{variable.value->text, true};
    }
  }
  reporter_.error("wrong_value", value.span,
                  "A string or `env(\"NAME\")` is needed here, not " + described(value) + ".",
                  "Strings stand in double quotes.");
  return std::nullopt;
}

std::vector<std::string> Configuration::strings(const ast::Expression& value) {
  std::vector<std::string> out;
  if (!value.is(ast::ExpressionKind::array)) {
    if (auto text = expect_string(value, reporter_)) out.push_back(std::move(*text));
    return out;
  }
  for (const ast::Expression& element : value.elements) {
    if (auto text = expect_string(element, reporter_)) out.push_back(std::move(*text));
  }
  return out;
}

void Configuration::generator(const ast::Block& block) {
  check_duplicates(block);
  Generator out;
  out.name = block.name.text;
  out.documentation = block.documentation;
  out.span = block.span;
  const ast::Property* provider = find(block, "provider");
  if (provider == nullptr) {
    reporter_.error("missing_provider", block.span, "The generator " + backquoted(out.name) + " names no provider.",
                    "Write `provider = \"prisma-client\"` into it.");
  }
  for (const ast::Property& property : block.properties) {
    std::string_view key = property.key.text;
    if (key == "provider") {
      out.provider = text_or_environment(property.value).value_or(TextOrEnvironment{});
    } else if (key == "output") {
      out.output = text_or_environment(property.value);
    } else if (key == "binaryTargets") {
      if (!property.value.is(ast::ExpressionKind::array)) {
        if (auto target = text_or_environment(property.value)) out.binary_targets.push_back(std::move(*target));
        continue;
      }
      for (const ast::Expression& element : property.value.elements) {
        if (auto target = text_or_environment(element)) out.binary_targets.push_back(std::move(*target));
      }
    } else if (key != "previewFeatures") {
      out.settings.emplace_back(key, property.value.text);
    }
  }
  preview_features(block, out);
  draft_.schema.generators.push_back(std::move(out));
}

void Configuration::preview_features(const ast::Block& block, Generator& out) {
  const ast::Property* property = find(block, "previewFeatures");
  if (property == nullptr) return;
  for (std::string& feature : strings(property->value)) {
    switch (preview_state(feature)) {
      case PreviewState::current: break;
      case PreviewState::retired:
        reporter_.warning("retired_preview", property->value.span,
                          "The preview feature " + backquoted(feature) + " no longer exists or is always on.",
                          "It can be removed from the list.");
        break;
      case PreviewState::unknown:
        reporter_.error("unknown_preview", property->value.span,
                        "There is no preview feature " + backquoted(feature) + ".",
                        did_you_mean_or(feature, current_previews(), "There are "));
    }
    out.preview_features.push_back(std::move(feature));
  }
}

void Configuration::datasource(const ast::Block& block) {
  check_duplicates(block);
  Datasource out;
  out.name = block.name.text;
  out.span = block.span;
  if (!provider(block, out)) return;
  for (const ast::Property& property : block.properties) {
    std::string_view key = property.key.text;
    if (std::find(datasource_keys.begin(), datasource_keys.end(), key) != datasource_keys.end()) continue;
    reporter_.error("unknown_property", property.span, "A datasource has no setting " + backquoted(key) + ".",
                    did_you_mean_or(key, datasource_keys, "Its settings are "));
  }
  urls(block, out);
  relation_mode(block, out);
  schemas(block, out);
  extensions(block, out);
  draft_.schema.datasource = std::move(out);
}

bool Configuration::provider(const ast::Block& block, Datasource& out) {
  static constexpr std::string_view known = "Tenon works with \"postgresql\", \"sqlite\" and \"mongodb\".";
  const ast::Property* property = find(block, "provider");
  if (property == nullptr) {
    reporter_.error("missing_provider", block.span, "The datasource " + backquoted(out.name) + " names no provider.",
                    std::string{known});
    return false;
  }
  const ast::Expression& value = property->value;
  if (!value.is(ast::ExpressionKind::string)) {
    bool env = value.is(ast::ExpressionKind::call) && value.text == "env";
    reporter_.error(env ? "provider_from_environment" : "provider_not_a_string", env ? block.span : value.span,
                    env ? "The provider of a datasource cannot come from the environment."
                        : "The provider of a datasource is one string.",
                    "What a schema means depends on it. " + std::string{known});
    return false;
  }
  if (value.text == "postgresql" || value.text == "postgres") {
    out.provider = Provider::postgresql;
  } else if (value.text == "sqlite") {
    out.provider = Provider::sqlite;
  } else if (value.text == "mongodb") {
    out.provider = Provider::mongodb;
    out.relation_mode = RelationMode::client;
  } else if (value.text == "mysql" || value.text == "sqlserver" || value.text == "cockroachdb") {
    reporter_.error("unsupported_provider", value.span, "Tenon has no driver for " + backquoted(value.text) + ".",
                    std::string{known});
    return false;
  } else {
    reporter_.error("unknown_provider", value.span, "There is no provider " + backquoted(value.text) + ".",
                    std::string{known});
    return false;
  }
  return true;
}

void Configuration::urls(const ast::Block& block, Datasource& out) {
  auto read = [&](std::string_view key, std::optional<TextOrEnvironment>& to) {
    const ast::Property* property = find(block, key);
    if (property == nullptr) return;
    to = text_or_environment(property->value);
    if (!to || to->from_environment || is_url_of(out.provider, to->value)) return;
    reporter_.error("url_of_other_provider", property->value.span,
                    "This is no URL of a database of " + std::string{engine_of(out.provider).label} + ".",
                    "It begins with " + std::string{url_beginnings(out.provider)} + ".");
  };
  read("url", out.url);
  read("directUrl", out.direct_url);
  read("shadowDatabaseUrl", out.shadow_database_url);
}

void Configuration::relation_mode(const ast::Block& block, Datasource& out) {
  const ast::Property* mode = find(block, "relationMode");
  const ast::Property* old = find(block, "referentialIntegrity");
  if (old != nullptr) {
    reporter_.warning("deprecated_property", old->span, "`referentialIntegrity` is the old name of `relationMode`.",
                      "Write `relationMode`.");
    if (mode != nullptr) {
      reporter_.error("relation_mode_twice", old->span,
                      "`referentialIntegrity` and `relationMode` are the same setting.", "Keep only `relationMode`.");
      return;
    }
    mode = old;
  }
  if (mode == nullptr) return;
  auto text = expect_string(mode->value, reporter_);
  if (!text) return;
  bool mongodb = out.provider == Provider::mongodb;
  if (*text == "prisma") {
    out.relation_mode = RelationMode::client;
  } else if (*text == "foreignKeys" && !mongodb) {
    out.relation_mode = RelationMode::foreign_keys;
  } else {
    reporter_.error("bad_relation_mode", mongodb ? mode->value.span : block.span,
                    "The relation mode cannot be " + backquoted(*text) + ".",
                    mongodb ? "MongoDB has no foreign keys: only \"prisma\" is possible."
                            : "It is \"foreignKeys\" (the database keeps relations together) or \"prisma\" (the "
                              "client does).");
  }
}

void Configuration::schemas(const ast::Block& block, Datasource& out) {
  const ast::Property* property = find(block, "schemas");
  if (property == nullptr) return;
  if (!engine_of(out.provider).schemas) {
    reporter_.error("schemas_not_supported", property->value.span,
                    std::string{engine_of(out.provider).label} + " has no schemas to divide tables into.",
                    "Remove `schemas`.");
    return;
  }
  out.schemas = strings(property->value);
  if (out.schemas.empty()) {
    reporter_.error("empty_schemas", property->value.span, "The list of schemas is empty.",
                    "Name at least one, or remove `schemas`.");
  }
}

void Configuration::extensions(const ast::Block& block, Datasource& out) {
  const ast::Property* property = find(block, "extensions");
  if (property == nullptr) return;
  if (!engine_of(out.provider).extensions) {
    reporter_.error("extensions_not_supported", property->span,
                    std::string{engine_of(out.provider).label} + " has no extensions.", "Remove `extensions`.");
    return;
  }
  if (!draft_.has_preview("postgresqlExtensions")) {
    reporter_.error("preview_needed", property->span, "`extensions` is a preview feature.",
                    "Add \"postgresqlExtensions\" to the `previewFeatures` of a generator.");
    return;
  }
  if (!property->value.is(ast::ExpressionKind::array)) {
    reporter_.error("wrong_value", property->value.span, "The extensions form a list.",
                    "Write `[citext, pgTrgm(map: \"pg_trgm\")]`, for example.");
    return;
  }
  for (const ast::Expression& element : property->value.elements) extension(element, out);
}

void Configuration::extension(const ast::Expression& value, Datasource& out) {
  Extension extension;
  extension.name = extension.db_name = value.text;
  if (value.is(ast::ExpressionKind::call)) {
    Arguments arguments{value.arguments, value.text, value.span, reporter_};
    if (auto text = arguments.string(arguments.named("map"))) extension.db_name = std::move(*text);
    if (auto text = arguments.string(arguments.named("schema"))) extension.db_schema = std::move(*text);
    if (auto text = arguments.string(arguments.named("version"))) extension.version = std::move(*text);
    arguments.finish();
  } else if (!value.is(ast::ExpressionKind::constant)) {
    reporter_.error("wrong_value", value.span, "The name of an extension is needed here, not " + described(value) + ".",
                    "Write `[citext, pgTrgm(map: \"pg_trgm\")]`, for example.");
    return;
  }
  out.extensions.push_back(std::move(extension));
}

}  // namespace

bool Draft::has_preview(std::string_view feature) const noexcept {
  return std::any_of(schema.generators.begin(), schema.generators.end(), [&](const Generator& generator) {
    const auto& features = generator.preview_features;
    return std::find(features.begin(), features.end(), feature) != features.end();
  });
}

void read_configuration(Draft& draft) {
  Configuration configuration{draft};
  std::vector<std::string_view> generators;
  for (const ast::Document& document : draft.documents) {
    for (const ast::Block& block : document.blocks) {
      if (block.kind != ast::BlockKind::generator) continue;
      if (std::find(generators.begin(), generators.end(), block.name.text) != generators.end()) {
        draft.reporter.error("duplicate_name", block.name.span,
                             "There are two generators named " + backquoted(block.name.text) + ".",
                             "Rename one of them.");
      }
      generators.push_back(block.name.text);
      configuration.generator(block);
    }
  }
  for (const ast::Document& document : draft.documents) {
    std::vector<const ast::Block*> datasources;
    for (const ast::Block& block : document.blocks) {
      if (block.kind == ast::BlockKind::datasource) datasources.push_back(&block);
    }
    if (datasources.size() > 1) {
      for (const ast::Block* block : datasources) {
        draft.reporter.error("second_datasource", block->span, "A schema has one datasource.",
                             "Keep the one that this schema is for.");
      }
      return;
    }
    if (!datasources.empty() && !draft.schema.datasource) configuration.datasource(*datasources.front());
  }
}

}  // namespace tenon::schema::detail
