#pragma once

#include <tenon/sql/typed/filter.hpp>
#include <tenon/sql/typed/write.hpp>

/// The aggregates over relations, for where their members lie: that is the same whatever the models.
namespace tenon::sql::typed {

struct AnyModel {};
using AnyToOne = ToOne<AnyModel>;
using AnyToMany = ToMany<AnyModel>;
using AnyNestedCreateMany = NestedCreateMany<AnyModel, AnyModel>;
using AnyNestedUpdateMany = NestedUpdateMany<AnyModel, AnyModel>;

}  // namespace tenon::sql::typed
