#include "tanh_kernel.hpp"

#include <cmath>
#include <stdexcept>

#include "limitcheck/precise/taylor.hpp"

namespace limitcheck::properties {

using precise::Series;

namespace {

constexpr std::int64_t nodes_a_unit = 64;
constexpr std::int64_t flow_steps = 4096;
constexpr int cut = 12;  ///< the integral is taken over [-12, 12]; beyond, tanh^2 <= 1 leaves at most e^-72

/// exp of a series: E' = a' E.
Series exponential(const Series& a) {
    Series e{exp(a.front())};
    for (std::size_t k = 1; k < a.size(); ++k) {
        Enclosure sum = 0;
        for (std::size_t j = 1; j <= k; ++j) {
            sum += a[j] * e[k - j] * static_cast<std::int64_t>(j);
        }
        e.push_back(sum / static_cast<std::int64_t>(k));
    }
    return e;
}

Series constant_like(const Series& a, const Enclosure& value) {
    Series c(a.size(), Enclosure(0));
    c.front() = value;
    return c;
}

/// k(1), k(1 + 1/64), ..., k(2).
const std::vector<Enclosure>& nodes() {
    static const std::vector<Enclosure> values = [] {
        std::vector<Enclosure> all;
        for (std::int64_t i = 0; i <= nodes_a_unit; ++i) {
            all.push_back(tanh_kernel_by_quadrature(Enclosure::ratio(nodes_a_unit + i, nodes_a_unit)));
        }
        return all;
    }();
    return values;
}

}  // namespace

Enclosure tanh_kernel_by_quadrature(const Enclosure& q) {
    const Enclosure root = sqrt(q);
    const auto integrand = [&root](const Series& y) {
        const Series e = exponential(Enclosure(-2) * root * y);
        const Series one = constant_like(y, 1);
        const Series tanh = (one - e) / (one + e);
        return tanh * tanh * exponential(Enclosure::ratio(-1, 2) * (y * y));
    };
    // The nearest poles of tanh(sqrt(q) y) are at distance pi/(2 sqrt q).
    const double cell = 0.25 / root.upper();
    const Enclosure half = precise::integrate(
        integrand, [cell](double) { return cell; }, 0, cut, 30);
    const Enclosure tail = Enclosure::hull(Enclosure(0), exp(Enclosure(-cut * cut / 2)));
    return 2 * half / sqrt(2 * Enclosure::pi()) + tail;
}

Enclosure tanh_kernel(const Enclosure& q) {
    if (!(q.lower() >= 0.9 && q.upper() <= 2.1)) {
        throw std::domain_error("tanh_kernel: q = " + to_string(q) + " is outside [0.9, 2.1]");
    }
    const auto below = static_cast<std::int64_t>(std::floor((q.mid() - 1) * nodes_a_unit));
    const auto i = static_cast<std::size_t>(std::min(std::max<std::int64_t>(below, 0), nodes_a_unit - 1));
    const auto left = static_cast<std::int64_t>(i);
    const Enclosure a = q - Enclosure::ratio(nodes_a_unit + left, nodes_a_unit);
    const Enclosure b = q - Enclosure::ratio(nodes_a_unit + left + 1, nodes_a_unit);
    const Enclosure line = nodes()[i] + (nodes()[i + 1] - nodes()[i]) * nodes_a_unit * a;
    // The remainder of interpolation is k''(at some point)/2 (q - left)(q - right).
    const double remainder = (2 * abs(a * b)).upper();
    return line + Enclosure::between(-remainder, remainder);
}

std::vector<Enclosure> tanh_chain(std::int64_t depth, std::int64_t last) {
    std::vector<Enclosure> q{Enclosure(1)};
    for (std::int64_t layer = 1; layer <= last; ++layer) {
        q.push_back(q.back() + tanh_kernel(q.back()) / depth);
    }
    return q;
}

Enclosure tanh_flow(const Enclosure& t) {
    static const std::vector<Enclosure> chain = tanh_chain(flow_steps, flow_steps);
    const auto below = static_cast<std::size_t>(std::floor(std::max(0.0, (t * flow_steps).lower())));
    const auto above =
        static_cast<std::size_t>(std::ceil(std::min(1.0 * flow_steps, (t * flow_steps).upper())));
    const double error = (expm1(t) / (2 * flow_steps)).upper();
    return Enclosure::hull(chain.at(below), chain.at(above)) + Enclosure::between(-error, error);
}

}  // namespace limitcheck::properties
