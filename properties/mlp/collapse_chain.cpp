#include "collapse_chain.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/correlation_chain.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"

namespace limitcheck::properties {

namespace {

using precise::Enclosure;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Two normals a neuron and layer.
double chain_cost(const Cell& cell) { return 2.0 * cell.width * cell.layer(); }

// 1 - rho_L of one chain that started at 1 - rho_0 = start: what a row is made of. NaN when an output has
// vanished.
using Row = std::function<void(const Cell&, double one_minus_rho, std::span<double> out)>;

// Chains from start(cell), and their shadows.
Measurement measure_chains(std::string description, std::size_t columns,
                           std::function<std::vector<Observable>(const Cell&)> observables,
                           std::function<double(const Cell&)> start, Row row) {
    // Rows from row `offset` on, of the first lanes of a view.
    const auto recorder = [row = std::move(row), columns](const Cell& cell, std::span<double> out,
                                                          std::size_t offset, std::size_t count) {
        return [&cell, &row, columns, out, offset, count](std::size_t, const network::CorrelationView& view) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                row(cell, view.dead[lane] ? undefined : view.one_minus_rho[lane],
                    out.subspan((offset + lane) * columns, columns));
            }
        };
    };
    Measurement measurement;
    measurement.description = std::move(description);
    measurement.batch = network::lanes;
    measurement.cost = chain_cost;
    measurement.observables = std::move(observables);
    measurement.draw = [start, recorder](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                         std::size_t count, std::span<double> out) {
        const std::array<std::uint32_t, 1> last{cell.layer()};
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            network::simulate_correlation(start(cell), network::Width{cell.width}, network::Depth{cell.depth},
                                          key, group, last, recorder(cell, out, offset, network::lanes));
        });
    };
    measurement.shadow = [start, recorder](const Cell& cell, random::StreamKey key, std::size_t count,
                                           std::span<double> out, network::ShadowNoise& noise) {
        const std::array<std::uint32_t, 1> last{cell.layer()};
        network::shadow_correlation(start(cell), network::Width{cell.width}, network::Depth{cell.depth}, key,
                                    count, last, noise, recorder(cell, out, 0, count));
    };
    return measurement;
}

}  // namespace

Measurement measure_collapse_ratio() {
    const Memo<Enclosure> reference([](const Cell& cell) {
        return theorems::correlation_collapse::defect_after(Enclosure::exactly(cell.inputs.gram(0, 1)),
                                                            cell.layer());
    });
    // For pairs of unit norm the correlation is the Gram entry; 1 - rho_0 is exact for the correlations
    // drawn.
    return void_unless("no output vanishes",
                       measure_chains(
                           "correlation of two inputs in an MLP with relu, as an exact Markov chain", 3,
                           [reference](const Cell& cell) {
                               // g as a function of log r has a slope of at most 1/4.
                               const Enclosure exact = *reference(cell);
                               Observable g = bounded("g", 1);
                               g.error = (abs(log(exact / Enclosure::exactly(exact.mid()))) / 4).upper();
                               return std::vector{g, event("r<=1"), event("r<=1/2")};
                           },
                           [](const Cell& cell) { return 1 - cell.inputs.gram(0, 1); },
                           [reference](const Cell& cell, double one_minus_rho, std::span<double> out) {
                               const double r = one_minus_rho / reference(cell)->mid();
                               const bool defined = !std::isnan(r);
                               out[0] = r / (1 + r);
                               out[1] = defined ? (r <= 1 ? 1 : 0) : undefined;
                               out[2] = defined ? (r <= 0.5 ? 1 : 0) : undefined;
                           }));
}

Measurement measure_collapse_log(double start) {
    return void_unless(
        "every layer has at least two neurons that are active",
        measure_chains(
            "log of the correlation's distance from 1 in an MLP with relu, as an exact Markov chain", 1,
            [](const Cell&) { return std::vector{real("log collapse")}; },
            [start](const Cell&) { return start; },
            [start](const Cell&, double one_minus_rho, std::span<double> out) {
                out[0] = one_minus_rho > 0 ? std::log(one_minus_rho / start) : undefined;
            }));
}

}  // namespace limitcheck::properties
