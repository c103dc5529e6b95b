#pragma once

/// The everyday header: App and what handlers are written with.
#include <tenon/app/app.hpp>
