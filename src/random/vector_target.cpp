#include "limitcheck/random/vector_target.hpp"

#include <hwy/targets.h>

#include <cstdint>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::random {

namespace {

/// Calls use(bit) for each compiled target; Highway gives the more capable the lower bit.
template <class Use>
void for_each_compiled(Use use) {
    for (int place = 0; place < 63; ++place) {
        const std::int64_t target = std::int64_t{1} << place;
        if ((static_cast<std::int64_t>(HWY_TARGETS) & target) != 0) {
            use(target);
        }
    }
}

}  // namespace

std::vector<VectorTarget> vector_targets() {
    hwy::SetSupportedTargetsForTest(0);
    const std::int64_t supported = hwy::SupportedTargets();
    std::vector<VectorTarget> targets;
    for_each_compiled([&](std::int64_t target) {
        targets.push_back({hwy::TargetName(target), (supported & target) != 0});
    });
    return targets;
}

void use_vector_target(std::string_view name) {
    hwy::SetSupportedTargetsForTest(0);
    if (name.empty()) {
        return;
    }
    const std::int64_t supported = hwy::SupportedTargets();
    std::int64_t chosen = 0;
    std::string names;
    for_each_compiled([&](std::int64_t target) {
        if ((supported & target) != 0) {
            names += (names.empty() ? "" : ", ") + std::string(hwy::TargetName(target));
            chosen = name == hwy::TargetName(target) ? target : chosen;
        }
    });
    if (chosen == 0) {
        throw Error("vector target '" + std::string(name) + "' is not one that this machine runs: use " +
                    names);
    }
    hwy::SetSupportedTargetsForTest(chosen);
}

}  // namespace limitcheck::random
