// Two ladders on the norm of a residual network. The draw is the excess x_l, a control-variate draw of mean E
// Q_l - q_l and spread O(1/n) (docs/theory/control-variates, sections 1 to 3); Theorem V certifies its second
// moment and with it the bias of E Q_l, so the refutations are given 2.4 and V.
#include <fmt/format.h>

#include <array>

#include "ladder/ladders.hpp"
#include "ladder/stated_mean.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/finite_width/norm_excess.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

namespace {

namespace gaussian = theorems::gaussian_limit;

/// What is certified of a network at a cell: of the one that is drawn, or of one that a statement speaks of.
struct Norm {
    Enclosure q;       ///< q_l
    Enclosure square;  ///< >= E x_l^2
    Enclosure bias;    ///< >= |E Q_l - q_l| = |E x_l|
};

/// The constants of a width serve every depth and every effect.
std::shared_ptr<const gaussian::WidthConstants> constants_of(std::uint32_t width) {
    static const Memo<gaussian::WidthConstants> constants(
        [](const Cell& cell) { return gaussian::width_constants(cell.width); });
    Cell cell;
    cell.width = width;
    return constants(cell);
}

Norm norm_of(const Cell& cell, const theorems::Branches& branches) {
    const auto width = constants_of(cell.width);
    const std::int64_t l = cell.layer();
    const gaussian::ResidualChain chain(*width, branches, 1, l);
    const Enclosure square = theorems::finite_width::norm_excess_second_moment(*width, branches, 1, l);
    // A mean is at most the root of the mean square.
    return {chain.at(l).q, square, min(gaussian::norm_bias(chain, l), sqrt(square))};
}

Norm drawn_norm(const Cell& cell) { return norm_of(cell, theorems::Branches::inverse_root(cell.depth)); }

/// x_l of each network.
Measurement measure_norm_excess() {
    Measurement measurement;
    measurement.description =
        "residual networks beside their infinite-width chains, which serve as control variates at every "
        "layer";
    measurement.observables = [](const Cell&) { return std::vector{real("excess of Q")}; };
    measurement.batch = network::lanes;
    measurement.cost = [](const Cell& cell) { return cell.width * (cell.layer() + 1.0); };
    // Of the first lanes, as many as there is room for.
    const auto recorder = [](std::span<double> out) {
        return [out](std::size_t, const auto&, const network::Excess& excess) {
            std::copy_n(excess(0, 0).begin(), out.size(), out.begin());
        };
    };
    measurement.draw = [recorder](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                  std::size_t count, std::span<double> out) {
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            network::simulate_excess<float>(network::resnet(), cell.inputs, network::Width{cell.width},
                                            network::Depth{cell.depth}, key, group, std::array{cell.layer()},
                                            recorder(out.subspan(offset, network::lanes)));
        });
    };
    measurement.shadow = [recorder](const Cell& cell, random::StreamKey key, std::size_t count,
                                    std::span<double> out, network::ShadowNoise& noise) {
        network::shadow_excess(network::resnet(), cell.inputs, network::Width{cell.width},
                               network::Depth{cell.depth}, key, count, std::array{cell.layer()}, noise,
                               recorder(out));
    };
    return measurement;
}

std::vector<std::string> cells(const std::vector<int>& depths) {
    std::vector<std::string> texts;
    for (const int depth : depths) {
        for (int power = 6; power <= 17; ++power) {
            texts.push_back(fmt::format("n={},L={},t=1", 1 << power, depth));
        }
    }
    return texts;
}

EffectLadder norm_ladder(const Memo<Norm>& norm,
                         const std::function<StatedMean(const Cell&, const Enclosure&)>& stated) {
    EffectLadder ladder;
    ladder.given = "2.4 and Theorem V";
    ladder.test = [norm, stated](const Enclosure& d) {
        const Memo<StatedMean> at([stated, d](const Cell& cell) { return stated(cell, d); });
        return mean_test(
            measure_norm_excess(), "excess of Q", [at](const Cell& cell) { return *at(cell); },
            norm.pick(&Norm::q), norm.pick(&Norm::square), "control-variates, section 3: Theorem V");
    };
    // Measured: the root of the certified bound is 3 to 8 times too large.
    ladder.likely = [norm](const Cell& cell) { return LikelyDraw{0, norm(cell)->square.upper() / 9, 1}; };
    return ladder;
}

}  // namespace

EffectLadder variance_growth() {
    const Memo<Norm> norm(drawn_norm);
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
    ladder.cells = cells({64, 128});
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.005", "0.002"};
    ladder.deep = {"0.005", "0.002"};
    return ladder;
}

EffectLadder branch_scale() {
    EffectLadder ladder = norm_ladder(Memo<Norm>(drawn_norm), [](const Cell& cell, const Enclosure& d) {
        const Norm stated =
            norm_of(cell, theorems::Branches::power(
                              cell.depth, -(Enclosure::ratio(1, 2) + d).at_bits(theorems::recursion_bits)));
        return StatedMean{stated.q - stated.bias, stated.q + stated.bias};
    });
    ladder.name = "branch-scale";
    ladder.title = "Branches are scaled by L^-(1/2+d)";
    ladder.statement =
        "|E Q_l - q0 (1 + L^-(1+2d)/2)^l| <= b, b the bias bound of E Q_l for branches scaled by L^-(1/2+d)";
    ladder.cells = cells({64});
    ladder.quick = {"0.05", "0.005"};
    ladder.standard = {"0.002", "0.0002"};
    ladder.deep = {"0.002", "0.0001"};
    return ladder;
}

}  // namespace limitcheck::properties
