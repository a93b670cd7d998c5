// The plain network's claims by a second implementation: networks with every weight drawn (the dense
// sampler), and what the claims read off them written out again from their definitions
// (docs/theory/resnet-commute, section 5; docs/theory/collapse).
//
// Means and mean squares of the two samples must agree within five standard errors of their difference. For a
// right implementation one such comparison fails with probability 6e-7 (normal approximation, thousands of
// networks); the seeds are fixed, so that a failure repeats.
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/dense_sampler.hpp"

using namespace limitcheck;

namespace {

constexpr std::size_t networks = 8192;
constexpr double standard_errors = 5;

/// One network's pre-activations at one layer, [neuron][input].
using Layer = std::vector<std::array<double, 2>>;

std::vector<Layer> dense_mlps(const Cell& cell, const network::GramMatrix& gram, std::uint32_t layer) {
    std::vector<Layer> all(networks, Layer(cell.width));
    const random::StreamKey key{stream_key(11, "second implementation", cell)};
    const std::array<std::uint32_t, 1> layers{layer};
    network::for_each_group(0, networks, [&](std::uint64_t group, std::size_t offset) {
        network::simulate_dense<double>(network::mlp(), network::WeightLaw::gaussian, gram,
                                        network::Width{cell.width}, network::Depth{cell.depth}, key, group,
                                        layers, [&](std::size_t, const network::LayerView<double>& view) {
                                            for (std::uint32_t i = 0; i < view.width(); ++i) {
                                                for (std::uint32_t a = 0; a < view.inputs(); ++a) {
                                                    for (std::size_t lane = 0; lane < network::lanes;
                                                         ++lane) {
                                                        all[offset + lane][i][a] = view.pre(i, a)[lane];
                                                    }
                                                }
                                            }
                                        });
    });
    return all;
}

/// 1 - cos of the angle between the post-activations, from their difference: nothing cancels.
double one_minus_correlation(const Layer& y) {
    double xx = 0, dd = 0, xd = 0, vv = 0, xv = 0;
    for (const auto& [a, b] : y) {
        const double x = std::max(a, 0.0);
        const double v = std::max(b, 0.0);
        xx += x * x;
        vv += v * v;
        xv += x * v;
        dd += (v - x) * (v - x);
        xd += x * (v - x);
    }
    const double sine2 = (xx * dd - xd * xd) / (xx * vv);
    return sine2 / (1 + xv / std::sqrt(xx * vv));
}

/// f(c) = (sin th + (pi - th) cos th)/pi, th = arccos c, applied `layers` times; 1 minus it.
double infinite_width_defect(double c, std::uint32_t layers) {
    long double now = c;
    for (std::uint32_t l = 0; l < layers; ++l) {
        const long double th = std::acos(now);
        now = (std::sin(th) + (std::numbers::pi_v<long double> - th) * now) / std::numbers::pi_v<long double>;
    }
    return static_cast<double>(1 - now);
}

struct Moments {
    double count = 0, mean = 0, square = 0, fourth = 0;
    void add(double x) {
        ++count;
        mean += (x - mean) / count;
        square += (x * x - square) / count;
        fourth += (x * x * x * x - fourth) / count;
    }
    double error_of_mean() const { return std::sqrt(std::max(square - mean * mean, 1e-300) / count); }
    double error_of_square() const { return std::sqrt(std::max(fourth - square * square, 1e-300) / count); }
};

void agree(const Moments& a, const Moments& b) {
    CHECK(std::abs(a.mean - b.mean) <= standard_errors * std::hypot(a.error_of_mean(), b.error_of_mean()));
    CHECK(std::abs(a.square - b.square) <=
          standard_errors * std::hypot(a.error_of_square(), b.error_of_square()));
}

/// Draws of one observable of a claim, the void ones left out.
Moments drawn(const Claim& claim, const Cell& cell, const std::string& observable) {
    const Measurement& measurement = claim.test.measurement;
    const std::vector<Observable> observables = measurement.observables(cell);
    std::size_t column = observables.size();
    for (std::size_t i = 0; i < observables.size(); ++i) {
        column = observables[i].name == observable ? i : column;
    }
    REQUIRE(column < observables.size());
    std::vector<double> out(networks * observables.size());
    measurement.draw(cell, random::StreamKey{stream_key(12, claim.id, cell)}, 0, networks, out);
    Moments moments;
    for (std::size_t row = 0; row < networks; ++row) {
        const double x = out[row * observables.size() + column];
        if (!std::isnan(x)) {
            moments.add(x);
        }
    }
    REQUIRE(moments.count > 0.9 * networks);
    return moments;
}

Moments of_layers(const std::vector<Layer>& layers, const std::function<double(const Layer&)>& quantity) {
    Moments moments;
    for (const Layer& layer : layers) {
        const double x = quantity(layer);
        if (!std::isnan(x)) {
            moments.add(x);
        }
    }
    return moments;
}

}  // namespace

TEST_CASE("dense networks have the mean |Y| of mlp/no-commutativity/law") {
    const Claim claim = make_claim("mlp/no-commutativity/law");
    for (const char* text : {"n=4,L=3,t=1", "n=8,L=5,t=1,inputs=one:4", "n=16,L=6,t=1",
                             "n=16,L=20,t=1,inputs=one:4", "n=24,L=8,t=1"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const Moments dense = of_layers(dense_mlps(cell, cell.inputs, cell.depth), [](const Layer& y) {
            double sum = 0;
            for (const auto& row : y) {
                sum += std::abs(row[0]);
            }
            return sum / static_cast<double>(y.size());
        });
        agree(dense, drawn(claim, cell, "mean |Y|"));
        // And both have the exact mean that the claim holds them against.
        CHECK(std::abs(dense.mean - claim.test.target(cell).mid()) <=
              standard_errors * dense.error_of_mean());
    }
}

TEST_CASE("dense networks collapse as the claims at finite width draw it") {
    const std::array claims{make_claim("mlp/correlation-collapse/finite-width"),
                            make_claim("mlp/correlation-collapse/finite-width-probability"),
                            make_claim("mlp/correlation-collapse/finite-width-scale")};
    const std::array<std::string, 3> observables{"g", "r<=1", "r<=1/2"};
    const std::array<std::function<double(double)>, 3> quantities{
        [](double r) { return r / (1 + r); }, [](double r) { return r <= 1 ? 1.0 : 0.0; },
        [](double r) { return r <= 0.5 ? 1.0 : 0.0; }};
    for (const char* text :
         {"n=8,L=4,t=1,inputs=pair:0", "n=16,L=8,t=1,inputs=pair:0.25", "n=12,L=12,t=1,inputs=pair:0.5",
          "n=16,L=32,t=1,inputs=pair:0.5", "n=20,L=5,t=1,inputs=pair:0"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const double reference = infinite_width_defect(cell.inputs.gram(0, 1), cell.depth);
        // rho_1 is the correlation after the input layer, so rho_L is read at layer L-1.
        const std::vector<Layer> layers = dense_mlps(cell, cell.inputs, cell.depth - 1);
        for (std::size_t i = 0; i < observables.size(); ++i) {
            INFO(observables[i]);
            const Moments dense = of_layers(layers, [&](const Layer& y) {
                const double one_minus = one_minus_correlation(y);
                return std::isnan(one_minus) ? one_minus : quantities[i](one_minus / reference);
            });
            agree(dense, drawn(claims[i], cell, observables[i]));
        }
    }
}

TEST_CASE("dense networks collapse exponentially from nearly parallel inputs") {
    const Claim claim = make_claim("mlp/correlation-collapse/finite-width-exponential");
    // As near to 1e-12 as a correlation in double comes: the law of the log does not see the difference.
    const double rho = 1 - 1e-12;
    for (const char* text :
         {"n=16,L=8,t=1", "n=16,L=24,t=1", "n=20,L=16,t=1", "n=24,L=12,t=1", "n=32,L=6,t=1"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const std::vector<Layer> layers = dense_mlps(cell, network::GramMatrix::pair(rho), cell.depth - 1);
        const Moments dense = of_layers(layers, [&](const Layer& y) {
            // Exactly parallel but for rounding: a layer had one active neuron, which the claim leaves out.
            const double one_minus = one_minus_correlation(y);
            return one_minus > 1e-24 ? std::log(one_minus / (1 - rho)) : std::nan("");
        });
        agree(dense, drawn(claim, cell, "log collapse"));
        CHECK(std::abs(dense.mean - claim.test.target(cell).mid()) <=
              standard_errors * dense.error_of_mean());
    }
}
