// Parts that refute a distance between laws: through the norm for W2, through 1-Lipschitz witnesses for W1.
// Rests on docs/statistics.md, "Tools", item 7. A distance is never refuted because one coupling is large.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "limitcheck/statistics/judge.hpp"

namespace limitcheck::statistics {

/// W2(law of Y, target) <= distance implies (sqrt v - b)+^2 <= E Q <= (sqrt v + b)^2 for Q = |Y|^2/n and a
/// target of second moment v. The draw is Q.
struct NormWitness {
    std::size_t observable = 0;
    Certified distance;       ///< b >= 0
    Certified target_moment;  ///< v > 0
    Certified square_moment;  ///< E Q^2 <= this, without assuming the claim; used by the lower side alone
};

/// Upper side: betting on a nonnegative mean, no moment. Lower side: the quadratic bet about 0; left out when
/// sqrt v <= b.
[[nodiscard]] std::vector<Part> norm_parts(const NormWitness& witness);

/// |E h(Y) - E h(Y')| <= W1 <= distance for a 1-Lipschitz h. The draw is the mean of h over the neurons of
/// one network.
struct LipschitzWitness {
    std::string name;  ///< of h: "x", "|x|", "max(x-1,0)", "sin x"
    std::size_t observable = 0;
    Certified distance;     ///< b >= 0
    Certified target_mean;  ///< E h(Y')
    Certified variance;     ///< of the draw, at most this
};

/// Both sides by Catoni's e-process.
[[nodiscard]] std::vector<Part> lipschitz_parts(const LipschitzWitness& witness);

/// |E X - target| <= distance, with E (X - centre)^2 <= second_moment.
struct TwoSided {
    std::size_t observable = 0;
    Certified target;
    Certified distance;  ///< > 0
    Certified centre;
    Certified second_moment;
};

/// Both verify parts (each side must cross) and both refute parts (averaged), by the quadratic bet.
[[nodiscard]] CellTest two_sided(const TwoSided& statement);

}  // namespace limitcheck::statistics
