// Two ladders on the norm of a residual network. The draw is the difference of the drifts of network and
// chain, whose mean is E Q_l - q_l (docs/theory/resnet-commute, section 2.4, "Drifts"); its certified second
// moment and the bias of E Q_l are the theorem's, so the refutations are given 2.4.
#include <fmt/format.h>

#include "ladder/drift_test.hpp"
#include "ladder/ladders.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

namespace {

namespace gaussian = theorems::gaussian_limit;

/// What is certified of the network that is drawn, at a cell.
struct Norm {
    Enclosure q;             ///< q_l
    Enclosure bias;          ///< >= |E Q_l - q_l|
    Enclosure drift_square;  ///< >= E X^2
};

/// The constants of a width serve every depth and every effect.
const Memo<gaussian::WidthConstants>& width_constants() {
    static const Memo<gaussian::WidthConstants> constants(
        [](const Cell& cell) { return gaussian::width_constants(cell.width); });
    return constants;
}

gaussian::ResidualChain chain_of(const Cell& cell, const theorems::Branches& branches) {
    Cell width;
    width.width = cell.width;
    return gaussian::ResidualChain(*width_constants()(width), branches, 1, cell.layer());
}

Norm norm_at(const Cell& cell) {
    const gaussian::ResidualChain chain = chain_of(cell, theorems::Branches::inverse_root(cell.depth));
    const std::int64_t l = cell.layer();
    return {chain.at(l).q, gaussian::norm_bias(chain, l), gaussian::norm_drift_second_moment(chain, l)};
}

std::vector<std::string> cells(const std::vector<int>& depths) {
    std::vector<std::string> texts;
    for (const int depth : depths) {
        for (int power = 6; power <= 21; ++power) {
            texts.push_back(fmt::format("n={},L={},t=1", 1 << power, depth));
        }
    }
    return texts;
}

EffectLadder norm_ladder(const Memo<Norm>& norm,
                         std::function<StatedMean(const Cell&, const Enclosure&)> stated) {
    EffectLadder ladder;
    ladder.given = "2.4";
    ladder.test = [norm, stated](const Enclosure& d) {
        return drift_test(
            0, 0, [stated, d](const Cell& cell) { return stated(cell, d); }, norm.pick(&Norm::q),
            norm.pick(&Norm::drift_square), "resnet-commute, section 2.4: drifts");
    };
    ladder.likely = likely_drift(norm.pick(&Norm::drift_square));
    return ladder;
}

}  // namespace

EffectLadder variance_growth() {
    const Memo<Norm> norm(norm_at);
    // E Q_l lies within the bias of q_l, and q_l within q_t e^{-sum alpha^4/8} and q_t: the depth error has
    // one side (docs/theory/resnet-commute, section 3.2).
    EffectLadder ladder = norm_ladder(norm, [norm](const Cell& cell, const Enclosure& d) {
        const auto branches = theorems::Branches::inverse_root(cell.depth);
        const Enclosure t = branches.sum(cell.layer());
        const Enclosure most = gaussian::limit_variance(t, 1, Enclosure::ratio(1, 2) + d);
        const Enclosure depth = theorems::covariance_limit::log_variance_depth_error(branches, cell.layer());
        const Enclosure bias = norm(cell)->bias;
        return StatedMean{most * exp(-depth.upper_end()) - bias, most + bias};
    });
    ladder.name = "variance-growth";
    ladder.title = "The variance grows as e^((1/2+d)t)";
    ladder.statement =
        "q0 e^((1/2+d)t) e^(-t/(8L)) - b <= E Q_l <= q0 e^((1/2+d)t) + b at l = tL, b the bias bound of E "
        "Q_l";
    ladder.cells = cells({64, 256});
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.005", "0.002"};
    ladder.deep = {"0.005", "0.001"};
    return ladder;
}

EffectLadder branch_scale() {
    const Memo<Norm> norm(norm_at);
    EffectLadder ladder = norm_ladder(norm, [](const Cell& cell, const Enclosure& d) {
        const auto branches = theorems::Branches::power(
            cell.depth, -(Enclosure::ratio(1, 2) + d).at_bits(theorems::recursion_bits));
        const gaussian::ResidualChain chain = chain_of(cell, branches);
        const Enclosure bias = gaussian::norm_bias(chain, cell.layer());
        return StatedMean{chain.at(cell.layer()).q - bias, chain.at(cell.layer()).q + bias};
    });
    ladder.name = "branch-scale";
    ladder.title = "Branches are scaled by L^-(1/2+d)";
    ladder.statement =
        "|E Q_l - q0 (1 + L^-(1+2d)/2)^l| <= b, b the bias bound of E Q_l for branches scaled by L^-(1/2+d)";
    ladder.cells = cells({64});
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.002", "0.0005"};
    ladder.deep = {"0.002", "0.0002"};
    return ladder;
}

}  // namespace limitcheck::properties
