// Runs a check with each vector target that this machine has, and with the one it would choose.
#pragma once

#include <hwy/targets.h>

#include <cstdint>
#include <string>

namespace limitcheck::tests {

/// Calls check(name of the target) once for each target compiled in, most capable first; at least SSE4 on
/// x86.
template <class Check>
void for_each_target(Check check) {
    const std::int64_t supported = hwy::SupportedTargets();
    for (const std::int64_t target : {HWY_AVX3, HWY_AVX2, HWY_SSE4}) {
        if ((supported & target) != 0) {
            hwy::SetSupportedTargetsForTest(target);
            check(std::string(hwy::TargetName(target)));
        }
    }
    hwy::SetSupportedTargetsForTest(0);
}

}  // namespace limitcheck::tests
