// Options of a run that is small enough for a test.
#pragma once

#include <cstdint>

#include "limitcheck/run/options.hpp"

namespace limitcheck::toy {

/// The quick profile with this many cells, of this many normals each.
inline run::RunOptions quick_options(std::uint64_t cells, double normals_a_cell, std::uint32_t threads = 1) {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = cells;
    options.profile.normals_a_cell = normals_a_cell;
    options.threads = threads;
    return options;
}

}  // namespace limitcheck::toy
