// Elementary functions of series, coefficient by coefficient from their differential equations.
#include <cstddef>

#include "limitcheck/precise/taylor.hpp"

namespace limitcheck::precise {
namespace {

/// The k-th coefficient of the series whose derivative is `factor` times a': sum of j a_j factor_{k-j} over
/// k.
Enclosure next_coefficient(const Series& a, const Series& factor, std::size_t k) {
    Enclosure sum(0, a.front().bits());
    for (std::size_t j = 1; j <= k; ++j) {
        sum += a[j] * factor[k - j] * static_cast<std::int64_t>(j);
    }
    return sum / static_cast<std::int64_t>(k);
}

}  // namespace

Series exp(const Series& a) {
    Series e{exp(a.front())};  // e' = e a'
    for (std::size_t k = 1; k < a.size(); ++k) {
        e.push_back(next_coefficient(a, e, k));
    }
    return e;
}

Series tanh(const Series& a) {
    Series t{tanh(a.front())};  // t' = (1 - t^2) a'
    Series slope{1 - square(t.front())};
    for (std::size_t k = 1; k < a.size(); ++k) {
        t.push_back(next_coefficient(a, slope, k));
        Enclosure sum(0, a.front().bits());
        for (std::size_t j = 0; j <= k; ++j) {
            sum += t[j] * t[k - j];
        }
        slope.push_back(-sum);
    }
    return t;
}

Series normal_probability(const Series& a) {
    const Enclosure& at = a.front();
    // p' = e^{-a^2/2} a'/sqrt(2 pi)
    const Series density =
        (1 / sqrt(2 * Enclosure::pi(at.bits()))) * exp(Enclosure::ratio(-1, 2, at.bits()) * (a * a));
    Series p{normal_probability(at)};
    for (std::size_t k = 1; k < a.size(); ++k) {
        p.push_back(next_coefficient(a, density, k));
    }
    return p;
}

}  // namespace limitcheck::precise
