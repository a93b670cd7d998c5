// The vector instruction sets that the samplers are compiled for. The machine's best is chosen by itself;
// tests choose another to see that results do not depend on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limitcheck::random {

/// An instruction set that the library is compiled for.
struct VectorTarget {
    std::string name;  ///< Highway's: on x86 AVX3 (AVX-512), AVX2, SSE4
    bool available;    ///< this machine has it
};

/// All that are compiled in, most capable first.
[[nodiscard]] std::vector<VectorTarget> vector_targets();

/// Has every sampler use the target of that name from now on; an empty name gives the choice back to the
/// machine. For tests: no result depends on it, and speed does. Call while nothing is sampled.
/// Errors: Error when no target of that name is compiled in, or the machine does not have it.
void use_vector_target(std::string_view name);

}  // namespace limitcheck::random
