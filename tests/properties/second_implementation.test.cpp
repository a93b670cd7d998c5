// The claims' observables by a second implementation: networks with every weight drawn (the dense sampler),
// and what the claims read off them written out again from their definitions (docs/theory/resnet-commute).
//
// Means and mean squares of the two samples must agree within five standard errors of their difference. For a
// right implementation one such comparison fails with probability 6e-7 (normal approximation, thousands of
// networks); the seeds are fixed, so that a failure repeats.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/dense_sampler.hpp"

using namespace limitcheck;

namespace {

constexpr std::size_t networks = 4096;
constexpr double standard_errors = 5;

/// One network's pre-activations at every layer 0..l.
class Path {
  public:
    Path(std::size_t layers, std::size_t width, std::size_t inputs)
        : width_(width), inputs_(inputs), values_(layers * width * inputs) {}
    double& at(std::size_t layer, std::size_t neuron, std::size_t input = 0) {
        return values_[(layer * width_ + neuron) * inputs_ + input];
    }
    double at(std::size_t layer, std::size_t neuron, std::size_t input = 0) const {
        return values_[(layer * width_ + neuron) * inputs_ + input];
    }
    std::size_t width() const { return width_; }
    std::size_t last() const { return values_.size() / (width_ * inputs_) - 1; }

  private:
    std::size_t width_;
    std::size_t inputs_;
    std::vector<double> values_;
};

std::vector<Path> dense_networks(const Cell& cell) {
    std::vector<std::uint32_t> layers(cell.layer() + 1);
    std::iota(layers.begin(), layers.end(), 0U);
    std::vector<Path> paths(networks, Path(layers.size(), cell.width, cell.inputs.count()));
    const random::StreamKey key{stream_key(7, "second implementation", cell)};
    network::for_each_group(0, networks, [&](std::uint64_t group, std::size_t offset) {
        network::simulate_dense<double>(
            network::resnet(), network::WeightLaw::gaussian, cell.inputs, network::Width{cell.width},
            network::Depth{cell.depth}, key, group, layers,
            [&](std::size_t index, const network::LayerView<double>& view) {
                for (std::uint32_t i = 0; i < view.width(); ++i) {
                    for (std::uint32_t a = 0; a < view.inputs(); ++a) {
                        for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                            paths[offset + lane].at(index, i, a) = view.pre(i, a)[lane];
                        }
                    }
                }
            });
    });
    return paths;
}

/// The infinite-width chain on the network's own noise xi = W phi(Y)/|phi(Y)/sqrt n|, and on fresh normals
/// where no neuron fires: sections 1 and 2.1.
Path chain_of(const Path& y, const Cell& cell, std::mt19937_64& bits) {
    Path chain = y;
    const double depth = cell.depth;
    double q = cell.inputs.second_moment(0);
    std::normal_distribution<double> fresh;
    for (std::size_t l = 1; l <= y.last(); ++l) {
        double r2 = 0;
        for (std::size_t i = 0; i < y.width(); ++i) {
            r2 += std::pow(std::max(0.0, y.at(l - 1, i)), 2) / static_cast<double>(y.width());
        }
        for (std::size_t i = 0; i < y.width(); ++i) {
            const double noise = r2 > 0 ? (y.at(l, i) - y.at(l - 1, i)) / std::sqrt(r2 / depth) : fresh(bits);
            chain.at(l, i) = chain.at(l - 1, i) + std::sqrt(q / 2 / depth) * noise;
        }
        q *= 1 + 1 / (2 * depth);
    }
    return chain;
}

/// <Y(a), Y(b)>/n at the last layer.
double product(const Path& y, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < y.width(); ++i) {
        sum += y.at(y.last(), i, a) * y.at(y.last(), i, b);
    }
    return sum / static_cast<double>(y.width());
}

double mean_over_neurons(const Path& y, const std::function<double(std::size_t)>& of_neuron) {
    double sum = 0;
    for (std::size_t i = 0; i < y.width(); ++i) {
        sum += of_neuron(i);
    }
    return sum / static_cast<double>(y.width());
}

double projection(const Path& y) {
    const std::size_t m = std::min<std::size_t>(4, y.width());
    double total = 0;
    std::size_t groups = 0;
    for (; (groups + 1) * m <= y.width(); ++groups) {
        double sum = 0;
        for (std::size_t i = 0; i < m; ++i) {
            sum += y.at(y.last(), groups * m + i) / std::sqrt(static_cast<double>(m));
        }
        total += sum * sum;
    }
    return total / static_cast<double>(groups);
}

/// c_t by small Euler steps with a midpoint, from the flow's definition.
double correlation_limit(const Cell& cell) {
    const auto speed = [](double c) {
        const double angle = std::acos(std::clamp(c, -1.0, 1.0));
        const double f = (std::sin(angle) + (std::acos(-1.0) - angle) * std::cos(angle)) / std::acos(-1.0);
        return (f - c) / 2;
    };
    double c = cell.inputs.gram(0, 1) / std::sqrt(cell.inputs.gram(0, 0) * cell.inputs.gram(1, 1));
    const int steps = 20000;
    const double h = cell.time.approximate() / steps;
    for (int i = 0; i < steps; ++i) {
        c += h * speed(c + h / 2 * speed(c));
    }
    return c;
}

double variance_limit(const Cell& cell) {
    double q = std::exp(cell.time.approximate() / 2);
    for (std::size_t a = 0; a < cell.inputs.count(); ++a) {
        q *= std::pow(cell.inputs.second_moment(a), 1.0 / static_cast<double>(cell.inputs.count()));
    }
    return q;
}

using Observables = std::map<std::string, double>;

Observables of_one_input(const Path& y, const Cell& cell, std::mt19937_64& bits) {
    const Path chain = chain_of(y, cell, bits);
    const auto apart = [&](std::size_t l, std::size_t i) { return std::pow(y.at(l, i) - chain.at(l, i), 2); };
    Observables seen;
    seen["Q"] = product(y, 0, 0);
    seen["|Q - q_t|"] = std::abs(seen["Q"] - variance_limit(cell));
    seen["projection"] = projection(y);
    seen["U"] = mean_over_neurons(y, [&](std::size_t i) { return apart(y.last(), i); });
    seen["M"] = mean_over_neurons(y, [&](std::size_t i) {
        double most = 0;
        for (std::size_t l = 0; l <= y.last(); ++l) {
            most = std::max(most, apart(l, i));
        }
        return most;
    });
    seen["increment"] =
        mean_over_neurons(y, [&](std::size_t i) { return std::pow(y.at(y.last(), i) - y.at(0, i), 2); });
    return seen;
}

Observables of_two_inputs(const Path& y, double c, double q) {
    const double covariance = product(y, 0, 1);
    return {{"|C - q_t c_t|", std::abs(covariance - q * c)},
            {"|rho - c_t|", std::abs(covariance / std::sqrt(product(y, 0, 0) * product(y, 1, 1)) - c)}};
}

struct Sums {
    double first = 0, second = 0, fourth = 0;
    void add(double x) {
        first += x / networks;
        second += x * x / networks;
        fourth += x * x * x * x / networks;
    }
};

void agree(const std::string& what, const Sums& ours, const Sums& dense) {
    INFO(what << ": mean " << ours.first << " against " << dense.first << ", mean square " << ours.second
              << " against " << dense.second);
    const double error_of_mean = std::sqrt(
        (ours.second - ours.first * ours.first + dense.second - dense.first * dense.first) / networks);
    CHECK(std::abs(ours.first - dense.first) <= standard_errors * error_of_mean);
    const double error_of_square = std::sqrt(
        (ours.fourth - ours.second * ours.second + dense.fourth - dense.second * dense.second) / networks);
    CHECK(std::abs(ours.second - dense.second) <= standard_errors * error_of_square);
    // The comparison means something: the tolerance is at most a quarter of the mean.
    CHECK(standard_errors * error_of_mean < 0.25 * std::abs(dense.first));
}

void compare(const std::vector<std::string>& ids, const std::vector<std::string>& cells) {
    for (const std::string& text : cells) {
        const Cell cell = parse_cell(text);
        const double c = cell.inputs.count() == 2 ? correlation_limit(cell) : 0;
        std::map<std::string, Sums> dense;
        std::mt19937_64 bits(9);
        for (const Path& path : dense_networks(cell)) {
            const Observables seen = cell.inputs.count() == 1 ? of_one_input(path, cell, bits)
                                                              : of_two_inputs(path, c, variance_limit(cell));
            for (const auto& [name, value] : seen) {
                dense[name].add(value);
            }
        }
        for (const std::string& id : ids) {
            const Measurement measurement = make_claim(id).test.measurement;
            const std::vector<Observable> observables = measurement.observables(cell);
            std::vector<double> draws(networks * observables.size());
            measurement.draw(cell, random::StreamKey{stream_key(8, id, cell)}, 0, networks, draws);
            for (std::size_t column = 0; column < observables.size(); ++column) {
                const std::string& name = observables[column].name;
                REQUIRE(dense.count(name) == 1);
                Sums ours;
                for (std::size_t row = 0; row < networks; ++row) {
                    ours.add(draws[row * observables.size() + column]);
                }
                agree(id + " at " + text + ", " + name, ours, dense[name]);
            }
        }
    }
}

}  // namespace

TEST_CASE("one-input observables are those of networks with every weight drawn") {
    compare({"resnet/gaussian-limit/marginal", "resnet/gaussian-limit/independence",
             "resnet/gaussian-limit/path", "resnet/covariance-limit/norm"},
            {"n=4,L=3,t=1", "n=7,L=8,t=0.625", "n=10,L=5,t=0.5,inputs=one:50", "n=16,L=12,t=0.75",
             "n=24,L=6,t=1,inputs=one:0.25"});
}

TEST_CASE("two-input observables are those of networks with every weight drawn") {
    compare({"resnet/covariance-limit/covariance", "resnet/covariance-limit/correlation"},
            {"n=5,L=3,t=1,inputs=pair:-0.9", "n=8,L=8,t=0.625,inputs=pair:0", "n=12,L=5,t=0.5,inputs=pair:-1",
             "n=16,L=12,t=0.75,inputs=pair:0.5:0.5:8", "n=24,L=6,t=1,inputs=pair:0.9"});
}
