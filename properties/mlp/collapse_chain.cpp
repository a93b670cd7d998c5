#include "collapse_chain.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "limitcheck/network/correlation_chain.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"
#include "memo.hpp"

namespace limitcheck::properties {

namespace {

using precise::Enclosure;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Two normals a neuron and layer.
double chain_cost(const Cell& cell) { return 2.0 * cell.width * cell.layer(); }

// Simulates `count` chains from 1 - rho_0 = start and gives 1 - rho_L of each, NaN when an output has
// vanished.
template <class Store>
void draw_chains(double start, const Cell& cell, random::StreamKey key, std::uint64_t first,
                 std::size_t count, Store store) {
    const std::array<std::uint32_t, 1> last{cell.layer()};
    network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
        network::simulate_correlation(start, network::Width{cell.width}, network::Depth{cell.depth}, key,
                                      group, last, [&](std::size_t, const network::CorrelationView& view) {
                                          for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                                              store(offset + lane,
                                                    view.dead[lane] ? undefined : view.one_minus_rho[lane]);
                                          }
                                      });
    });
}

}  // namespace

Measurement measure_collapse_ratio() {
    const Memo<Enclosure> reference([](const Cell& cell) {
        return theorems::correlation_collapse::defect_after(Enclosure::exactly(cell.inputs.gram(0, 1)),
                                                            cell.layer());
    });
    Measurement measurement;
    measurement.description = "correlation of two inputs in an MLP with relu, as an exact Markov chain";
    measurement.batch = network::lanes;
    measurement.cost = chain_cost;
    measurement.observables = [](const Cell&) {
        return std::vector<Observable>{bounded("g", 1), bounded("r<=1", 1), bounded("r<=1/2", 1)};
    };
    measurement.draw = [reference](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                   std::size_t count, std::span<double> out) {
        const double defect = reference(cell)->mid();
        // For pairs of unit norm the correlation is the Gram entry; 1 - rho_0 is exact for the correlations
        // drawn.
        draw_chains(1 - cell.inputs.gram(0, 1), cell, key, first, count,
                    [&](std::size_t row, double one_minus_rho) {
                        const double r = one_minus_rho / defect;
                        const bool defined = !std::isnan(r);
                        out[3 * row] = r / (1 + r);
                        out[3 * row + 1] = defined ? (r <= 1 ? 1 : 0) : undefined;
                        out[3 * row + 2] = defined ? (r <= 0.5 ? 1 : 0) : undefined;
                    });
    };
    return measurement;
}

Measurement measure_collapse_log(double start) {
    Measurement measurement;
    measurement.description =
        "log of the correlation's distance from 1 in an MLP with relu, as an exact Markov chain";
    measurement.batch = network::lanes;
    measurement.cost = chain_cost;
    measurement.observables = [](const Cell&) { return std::vector<Observable>{real("log collapse")}; };
    measurement.draw = [start](const Cell& cell, random::StreamKey key, std::uint64_t first,
                               std::size_t count, std::span<double> out) {
        draw_chains(start, cell, key, first, count, [&](std::size_t row, double one_minus_rho) {
            out[row] = one_minus_rho > 0 ? std::log(one_minus_rho / start) : undefined;
        });
    };
    return measurement;
}

}  // namespace limitcheck::properties
