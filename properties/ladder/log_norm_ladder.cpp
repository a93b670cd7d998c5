// The ladder on the mean of the plain MLP's log norm. The draw is the log norm of one network by the exact
// chain, at a cost a layer that does not depend on the width (docs/theory/resnet-commute, section 5.1). The
// bet is about the exact mean with the exact variance: the refutations are given 5.1. Networks in which a
// whole layer has died are void.
#include <fmt/format.h>

#include <array>
#include <limits>

#include "ladder/ladders.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/norm_chain.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/theorems/mlp_norm/norm_law.hpp"

namespace limitcheck::properties {

namespace {

namespace law = theorems::mlp_norm;
using precise::Enclosure;

/// Numbers drawn a layer, each as dear as a normal: the active neurons, a normal, and its acceptance.
constexpr double numbers_a_layer = 3;

/// n times the variance of a weight, which keeps the mean of R.
constexpr double weights = 2;

/// log(2 R_{L-1}/q0), a sum of L independent logs.
Measurement log_norm_by_chain() {
    Measurement measurement;
    measurement.description = "log norm of a plain MLP, drawn exactly in law layer by layer";
    measurement.void_unless = "every layer has a neuron that is active";
    measurement.observables = [](const Cell&) { return std::vector{real("log norm")}; };
    measurement.batch = network::lanes;
    measurement.cost = [](const Cell& cell) { return numbers_a_layer * cell.depth; };
    // Of the first lanes, as many as there is room for.
    const auto recorder = [](std::span<double> out) {
        return [out](std::size_t, const network::NormView& view) {
            for (std::size_t lane = 0; lane < out.size(); ++lane) {
                out[lane] = view.dead[lane] ? std::numeric_limits<double>::quiet_NaN() : view.log_norm[lane];
            }
        };
    };
    measurement.draw = [recorder](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                  std::size_t count, std::span<double> out) {
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            network::simulate_norm(weights, network::Width{cell.width}, network::Depth{cell.depth}, key,
                                   group, std::array{cell.depth - 1},
                                   recorder(out.subspan(offset, network::lanes)));
        });
    };
    measurement.shadow = [recorder](const Cell& cell, random::StreamKey key, std::size_t count,
                                    std::span<double> out, network::ShadowNoise& noise) {
        network::shadow_norm(weights, network::Width{cell.width}, network::Depth{cell.depth}, key, count,
                             std::array{cell.depth - 1}, noise, recorder(out));
    };
    return measurement;
}

}  // namespace

EffectLadder log_norm_mean() {
    const Memo<law::LogMoments> one([](const Cell& cell) { return law::log_moments(cell.width); });
    const CellNumber exact_mean = [one](const Cell& cell) { return one(cell)->mean * cell.depth; };
    const CellNumber exact_variance = [one](const Cell& cell) { return one(cell)->variance * cell.depth; };
    EffectLadder ladder;
    ladder.name = "log-norm-mean";
    ladder.title = "The log norm of a plain MLP has the mean (1+d) L m_n";
    ladder.statement =
        "E log(2 R_(L-1)/q0) = (1+d) L m_n given survival, m_n the exact mean of one layer's log";
    ladder.given = "5.1";
    ladder.test = [exact_mean, exact_variance](const Enclosure& d) {
        const CellNumber stated = [exact_mean, d](const Cell& cell) { return (1 + d) * exact_mean(cell); };
        const SecondMoment moment =
            second_moment_about(exact_mean, exact_variance,
                                "resnet-commute, section 5.1: exact mean and variance of the log norm");
        return Test(measuring(log_norm_by_chain())
                        .within([](const Cell&) { return Enclosure(0); }, stated)
                        .estimated_by("log norm")
                        .decided_by({mean("log norm").at_most(stated) | moment,
                                     mean("log norm").at_least(stated) | moment}));
    };
    ladder.likely = [exact_mean, exact_variance](const Cell& cell) {
        const double m = exact_mean(cell).mid();
        return LikelyDraw{m, m * m + exact_variance(cell).mid(),
                          law::survival_probability(cell.width, cell.depth).mid()};
    };
    // Networks that die cost their layers in vain, a share that grows with depth; the evidence of a layer
    // does not depend on it.
    for (const int width : {4, 5, 6, 7}) {
        ladder.cells.push_back(fmt::format("n={},L=4,t=1", width));
    }
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.002", "0.002"};
    ladder.deep = {"0.002", "0.0005"};
    return ladder;
}

}  // namespace limitcheck::properties
