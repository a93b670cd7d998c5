// Runs a check with each vector target that is compiled in and that this machine has; says which it lacks.
#pragma once

#include <cstdio>
#include <string>

#include "limitcheck/random/vector_target.hpp"

namespace limitcheck::tests {

/// Calls check(name of the target) once for each target, most capable first, at least once. A target that
/// this machine lacks is printed, for it is not tested.
template <class Check>
void for_each_target(Check check) {
    for (const random::VectorTarget& target : random::vector_targets()) {
        if (target.available) {
            random::use_vector_target(target.name);
            check(target.name);
        } else {
            std::printf("%s: not tested, this machine does not have it\n", target.name.c_str());
        }
    }
    random::use_vector_target("");
}

}  // namespace limitcheck::tests
