// The difference of the drifts of networks and their chains: its mean is that of the coupled draw, its second
// moment is below the certified one (docs/theory/resnet-commute, section 3.1, "Drifts").
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/theorems/covariance_limit/bounds.hpp"

using namespace limitcheck;

namespace {

/// Mean and mean square of a column.
struct Moments {
    double mean = 0;
    double square = 0;
    double error = 0;  ///< standard error of the mean
};

Moments moments_of(const std::vector<double>& draws) {
    Moments found;
    for (const double x : draws) {
        found.mean += x / static_cast<double>(draws.size());
        found.square += x * x / static_cast<double>(draws.size());
    }
    found.error = std::sqrt((found.square - found.mean * found.mean) / static_cast<double>(draws.size()));
    return found;
}

std::vector<double> draw(const Measurement& measurement, const Cell& cell, std::size_t count) {
    std::vector<double> out(count * measurement.observables(cell).size());
    measurement.draw(cell, random::StreamKey{0xd21f7}, 0, count, out);
    return out;
}

Quantity<CoupledNetworkView> difference(std::uint32_t a, std::uint32_t b) {
    return {real("C - Ct"), [a, b](const CoupledNetworkView& view, const Cell&) {
                network::LaneValues gap = network::covariance(view.network(), a, b);
                const network::LaneValues chain = network::covariance(view.limit_chain(), a, b);
                for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                    gap[lane] -= chain[lane];
                }
                return gap;
            }};
}

}  // namespace

TEST_CASE("the drifts' difference has the mean of the coupled draw, without its noise") {
    const std::size_t networks = 8000;
    for (const char* text :
         {"n=16,L=8,t=1", "n=256,L=8,t=1,inputs=pair:-0.9", "n=128,L=16,t=0.5,inputs=pair:0.5"}) {
        CAPTURE(text);
        const Cell cell = parse_cell(text);
        const auto last = static_cast<std::uint32_t>(cell.inputs.count() - 1);
        const Measurement drifts =
            measure_coupled(network::resnet(), {drift_difference(0, last, "X")}, layers_before_time);
        const Measurement coupled = measure_coupled(network::resnet(), {difference(0, last)});
        const std::vector<double> x = draw(drifts, cell, networks);
        const std::vector<double> y = draw(coupled, cell, networks);
        // The same networks: their difference is a sum of martingale increments, of mean zero.
        std::vector<double> noise(networks);
        for (std::size_t i = 0; i < networks; ++i) {
            noise[i] = y[i] - x[i];
        }
        const Moments rest = moments_of(noise);
        CHECK(std::fabs(rest.mean) < 5 * rest.error);
        const Moments drift = moments_of(x);
        CHECK(drift.square < moments_of(y).square / 2);

        const auto branches = theorems::Branches::inverse_root(cell.depth);
        const std::int64_t l = cell.layer();
        if (last == 1) {
            namespace covariance = theorems::covariance_limit;
            const auto c0 = precise::Enclosure::exactly(cell.inputs.gram(0, 1));
            const covariance::CovarianceChain chain(cell.width, branches, c0,
                                                    covariance::SamplingBound::by_correlation, l);
            const double bound = covariance::covariance_drift_second_moment(chain, l).upper();
            CHECK(drift.square < bound);
            // The constants serve every correlation; at c0 = -0.9 the products nearly vanish.
            CHECK(drift.square > bound / 2e4);
            CHECK(std::fabs(drift.mean) < covariance::covariance_bias(chain, l).upper() + 5 * drift.error);
        }
    }
}

TEST_CASE("two layers have one term: alpha^2 (R_1 - Rt_1)") {
    const Cell cell = parse_cell("n=9,L=2,t=1");
    const Quantity<CoupledNetworkView> gap{real("gap"), [](const CoupledNetworkView& view, const Cell&) {
                                               return network::post_activation_gap(view, 0, 0);
                                           }};
    const std::vector<double> first = draw(
        measure_coupled(network::resnet(), {gap}, [](const Cell&) { return std::vector<std::uint32_t>{1}; }),
        cell, 32);
    const std::vector<double> drift =
        draw(measure_coupled(network::resnet(), {drift_difference(0, 0, "X")}, layers_before_time), cell, 32);
    for (std::size_t i = 0; i < drift.size(); ++i) {
        CHECK(drift[i] == Approx(first[i] / 2).margin(1e-15));
    }
}

TEST_CASE("without two layers there is no drift to compare") {
    CHECK(layers_before_time(parse_cell("n=4,L=64,t=0.0625")) == std::vector<std::uint32_t>{1, 2, 3});
    for (const char* text : {"n=4,L=1", "n=4,L=64,t=0.02", "n=4,L=64,t=0"}) {
        CHECK_THROWS_AS(layers_before_time(parse_cell(text)), Error);
    }
}
