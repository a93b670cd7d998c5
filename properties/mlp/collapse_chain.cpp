#include "collapse_chain.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "limitcheck/claim/compose.hpp"
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

// From 1 - rho_L of one chain that started at 1 - rho_0 = start to what is measured of it. NaN when an output
// has vanished.
using Reading = std::function<double(const Cell&, double one_minus_rho)>;

// Chains from start(cell), and their shadows.
Measurement measure_chains(std::string description, std::function<Observable(const Cell&)> observable,
                           std::function<double(const Cell&)> start, Reading read) {
    // Draws from number `offset` on, of the first lanes of a view.
    const auto recorder = [read = std::move(read)](const Cell& cell, std::span<double> out,
                                                   std::size_t offset, std::size_t count) {
        return [&cell, &read, out, offset, count](std::size_t, const network::CorrelationView& view) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                out[offset + lane] = read(cell, view.dead[lane] ? undefined : view.one_minus_rho[lane]);
            }
        };
    };
    Measurement measurement;
    measurement.description = std::move(description);
    measurement.batch = network::lanes;
    measurement.cost = chain_cost;
    measurement.observables = [observable = std::move(observable)](const Cell& cell) {
        return std::vector{observable(cell)};
    };
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
    Measurement of_g = void_unless(
        "no output vanishes", measure_chains(
                                  "correlation of two inputs in an MLP with relu, as an exact Markov chain",
                                  [reference](const Cell& cell) {
                                      // g as a function of log r has a slope of at most 1/4.
                                      const Enclosure exact = *reference(cell);
                                      Observable g = bounded("g", 1);
                                      g.error =
                                          (abs(log(exact / Enclosure::exactly(exact.mid()))) / 4).upper();
                                      return g;
                                  },
                                  [](const Cell& cell) { return 1 - cell.inputs.gram(0, 1); },
                                  [reference](const Cell& cell, double one_minus_rho) {
                                      const double r = one_minus_rho / reference(cell)->mid();
                                      return r / (1 + r);
                                  }));
    // g = r/(1+r) grows with r: it is at most 1/2 where r is at most 1, at most 1/3 where r is at most 1/2.
    return with_event(with_event(std::move(of_g), event("r<=1", below("g", Enclosure::ratio(1, 2)))),
                      event("r<=1/2", below("g", Enclosure::ratio(1, 3))));
}

Measurement measure_collapse_log(double start) {
    return void_unless(
        "every layer has at least two neurons that are active",
        measure_chains(
            "log of the correlation's distance from 1 in an MLP with relu, as an exact Markov chain",
            [](const Cell&) { return real("log collapse"); }, [start](const Cell&) { return start; },
            [start](const Cell&, double one_minus_rho) {
                return one_minus_rho > 0 ? std::log(one_minus_rho / start) : undefined;
            }));
}

}  // namespace limitcheck::properties
