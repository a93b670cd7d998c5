// The claim about orders of growth by a second implementation: its draws recomputed from their definition on
// the same random bits, their law by networks with every weight drawn, its limit and envelope by small steps
// of the differential equations (docs/theory/resnet-commute, sections 1, 3.1 and 4).
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/observables.hpp"

using namespace limitcheck;

namespace {

const char* const id = "resnet/commutativity/orders";
const std::array<const char*, 5> order_cells{"n=64,L=48,t=0.25,inputs=pair:0,order=width-first",
                                             "n=96,L=64,t=0.125,inputs=pair:-0.9,order=diagonal",
                                             "n=56,L=80,t=0.25,inputs=pair:0.5:1:4,order=depth-first",
                                             "n=128,L=48,t=0.25,inputs=pair:0.9,order=power:0.5",
                                             "n=60,L=100,t=0.1875,inputs=pair:0.2,order=staircase:2c7f0a84"};

double correlation_of(const Cell& cell) {
    return cell.inputs.gram(0, 1) / std::sqrt(cell.inputs.gram(0, 0) * cell.inputs.gram(1, 1));
}

double kernel(double c) {
    const double th = std::acos(c);
    return (std::sin(th) + (std::numbers::pi - th) * c) / std::numbers::pi;
}

/// y(t) of y' = slope(y), Runge-Kutta of order 4.
double solved(double y, double t, const std::function<double(double)>& slope) {
    constexpr int steps = 4000;
    const double h = t / steps;
    for (int i = 0; i < steps; ++i) {
        const double a = slope(y);
        const double b = slope(y + h / 2 * a);
        const double c = slope(y + h / 2 * b);
        const double d = slope(y + h * c);
        y += h / 6 * (a + 2 * b + 2 * c + d);
    }
    return y;
}

double limit_of(const Cell& cell) {
    const double t = cell.time.approximate();
    const double c = solved(correlation_of(cell), t, [](double x) { return (kernel(x) - x) / 2; });
    return std::sqrt(cell.inputs.gram(0, 0) * cell.inputs.gram(1, 1)) * std::exp(t / 2) * c;
}

/// w(t) of w' = w/2 + 2 sqrt w + 1: the root u with int_0^u 2 v/(v^2/2 + 2 v + 1) dv = t, squared.
double growth(double t) {
    constexpr int pieces = 2000;
    const auto time = [](double u) {
        double sum = 0;
        for (int i = 0; i < pieces; ++i) {  // midpoint rule
            const double v = u * (i + 0.5) / pieces;
            sum += 2 * v / (v * v / 2 + 2 * v + 1);
        }
        return sum * u / pieces;
    };
    double low = 0;
    double high = 4;
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2;
        (time(middle) < t ? low : high) = middle;
    }
    return low * low;
}

/// The L1 envelope at a size.
double envelope_of(const Cell& cell, Point point) {
    const double t = cell.time.approximate();
    const double n = point.width;
    const double q = std::exp(t / 2);
    const double b = std::min(7.1382 / n, 7.1382 / 4 / n + 75.2557 / (n * n) + 722.2277 / (n * n * n));
    const double coupling = b * q * growth(t);
    const double c0 = correlation_of(cell);
    const double c = solved(c0, t, [](double x) { return (kernel(x) - x) / 2; });
    const double rise = kernel(c0) - c0;
    const double floor_share = cell.time.hits_layer(point.depth) ? 0 : 0.5;
    const double depth = point.depth;
    const double least = std::max(c0, c - (rise * t / 4 + floor_share) / depth);
    const double scale = std::sqrt(cell.inputs.gram(0, 0) * cell.inputs.gram(1, 1));
    return scale * (q * std::sqrt((1 + std::max(least * least, c * c)) / n) + std::sqrt(2 * q * coupling) +
                    coupling / 2 + q * (t / 8 + rise * t / 4 + floor_share) / depth);
}

/// C of one network at layer floor(tL), normals taken one by one: section 1.
double covariance_by_hand(const Cell& cell, Point point, random::StreamKey key, std::uint64_t sample) {
    const random::StreamKey noise = random::derive(key, "noise");
    const std::uint32_t n = point.width;
    std::vector<std::array<double, 2>> y(n, {0.0, 0.0});
    std::array<double, 3> g{cell.inputs.gram(0, 0), cell.inputs.gram(0, 1), cell.inputs.gram(1, 1)};
    const std::uint32_t last = cell.time.layer(point.depth);
    for (std::uint32_t l = 0; l <= last; ++l) {
        const double alpha = l == 0 ? 1 : 1 / std::sqrt(static_cast<double>(point.depth));
        const double aa = std::sqrt(g[0]);
        const double ba = aa > 0 ? g[1] / aa : 0.0;  // dead for the first input: nothing to share
        const double bb = std::sqrt(std::max(0.0, g[2] - ba * ba));
        g = {0, 0, 0};
        for (std::uint32_t i = 0; i < n; ++i) {
            const auto z0 = random::normal<double>(noise, sample, l, random::normal_index(i, 0, 2));
            const auto z1 = random::normal<double>(noise, sample, l, random::normal_index(i, 1, 2));
            y[i][0] += alpha * aa * z0;
            y[i][1] += alpha * (ba * z0 + bb * z1);
            const double p = std::max(y[i][0], 0.0);
            const double r = std::max(y[i][1], 0.0);
            g[0] += p * p / n;
            g[1] += p * r / n;
            g[2] += r * r / n;
        }
    }
    double sum = 0;
    for (const auto& [a, b] : y) {
        sum += a * b;
    }
    return sum / n;
}

/// The sizes that the claim measures, in its order; the mirrored end, if any, is not among them.
std::vector<Point> measured_points(const Cell& cell) {
    std::vector<Point> points;
    const Point end{cell.width, cell.depth};
    for (const Point& point : cell.order->points(end, order_points)) {
        if (cell.time.layer(point.depth) == 0) {
            continue;
        }
        const double least_q = std::exp(
            cell.time.approximate() / 2 -
            ((cell.time.hits_layer(point.depth) ? 0 : 0.5) + cell.time.approximate() / 8) / point.depth);
        const double scale = std::sqrt(cell.inputs.gram(0, 0) * cell.inputs.gram(1, 1));
        if (point == end || envelope_of(cell, point) < scale * least_q + std::abs(limit_of(cell))) {
            points.push_back(point);
        }
    }
    return points;
}

}  // namespace

TEST_CASE("an order's draws are their definition, on the same random bits") {
    const Claim claim = make_claim(id);
    for (const char* text : order_cells) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const auto observables = claim.test.measurement.observables(cell);
        const std::vector<Point> points = measured_points(cell);
        REQUIRE(points.size() >= 2);
        CHECK(claim.test.measurement.points(cell) == points);
        REQUIRE(observables.size() == points.size() + 1);
        const random::StreamKey key{stream_key(21, id, cell)};
        std::vector<double> out(16 * observables.size());
        claim.test.measurement.draw(cell, key, 32, 16, out);
        for (const std::size_t row : {std::size_t{0}, std::size_t{13}}) {
            double end = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                end = covariance_by_hand(cell, points[i], key, 32 + row);
                CHECK(out[row * observables.size() + i] ==
                      Approx(std::abs(end - limit_of(cell))).margin(1e-4));
            }
            const double mirrored = covariance_by_hand(cell, {cell.depth, cell.width}, key, 32 + row);
            CHECK(out[row * observables.size() + points.size()] ==
                  Approx(std::abs(end - mirrored)).margin(1e-4));
        }
    }
}

TEST_CASE("dense networks are as far from the limit as an order's draws") {
    constexpr std::size_t networks = 2048;
    const Claim claim = make_claim(id);
    for (const char* text : order_cells) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const std::size_t columns = claim.test.measurement.observables(cell).size();
        const double limit = limit_of(cell);
        const std::vector<Point> points = measured_points(cell);
        std::vector<double> out(networks * columns);
        claim.test.measurement.draw(cell, random::StreamKey{stream_key(22, id, cell)}, 0, networks, out);
        for (std::size_t i = 0; i < points.size(); ++i) {
            std::array<double, 2> mean{}, square{};
            const auto add = [&](std::size_t sample, double x) {
                mean[sample] += x / networks;
                square[sample] += x * x / networks;
            };
            for (std::size_t row = 0; row < networks; ++row) {
                add(0, out[row * columns + i]);
            }
            const std::array<std::uint32_t, 1> layer{cell.time.layer(points[i].depth)};
            network::for_each_group(0, networks, [&](std::uint64_t group, std::size_t) {
                network::simulate_dense<float>(network::resnet(), network::WeightLaw::gaussian, cell.inputs,
                                               network::Width{points[i].width},
                                               network::Depth{points[i].depth},
                                               random::StreamKey{stream_key(23, id, cell)}, group, layer,
                                               [&](std::size_t, const network::LayerView<float>& view) {
                                                   for (const double c : network::covariance(view, 0, 1)) {
                                                       add(1, std::abs(c - limit));
                                                   }
                                               });
            });
            const double error =
                std::sqrt((square[0] - mean[0] * mean[0] + square[1] - mean[1] * mean[1]) / networks);
            CHECK(std::abs(mean[0] - mean[1]) <= 5 * error);
        }
    }
}

TEST_CASE("the limit and the envelope of an order by small steps of their equations") {
    const Claim claim = make_claim(id);
    for (const char* text : order_cells) {
        INFO(text);
        const Cell cell = parse_cell(text);
        CHECK(claim.test.target(cell).mid() == Approx(limit_of(cell)).epsilon(1e-9));
        const Point end{cell.width, cell.depth};
        CHECK(claim.test.bound(cell).mid() == Approx(envelope_of(cell, end)).epsilon(1e-4));
        const std::vector<Condition> conditions = claim.test.verify(cell);
        const std::vector<Point> points = measured_points(cell);
        REQUIRE(conditions.size() == points.size() + 1);
        for (std::size_t i = 0; i < points.size(); ++i) {
            CHECK(conditions[i].level(cell).mid() == Approx(envelope_of(cell, points[i])).epsilon(1e-4));
        }
        CHECK(conditions.back().level(cell).mid() ==
              Approx(envelope_of(cell, end) + envelope_of(cell, {cell.depth, cell.width})).epsilon(1e-4));
    }
}

TEST_CASE("depth enters the envelope through its own share alone") {
    const Claim claim = make_claim(id);
    // The interval of c_l moves a little with the depth, hence the tolerance.
    const Cell shallow = parse_cell("n=4096,L=64,t=1,inputs=pair:0,order=diagonal");
    const Cell deep = parse_cell("n=4096,L=256,t=1,inputs=pair:0,order=diagonal");
    const double share_of_depth = std::exp(0.5) * (0.125 + kernel(0) / 4);
    CHECK(claim.test.bound(shallow).mid() - claim.test.bound(deep).mid() ==
          Approx(share_of_depth * (1.0 / 64 - 1.0 / 256)).epsilon(1e-3));
}
