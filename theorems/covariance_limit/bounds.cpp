// Closed forms over one layer's state.
#include "limitcheck/theorems/covariance_limit/bounds.hpp"

#include <stdexcept>

#include "limitcheck/theorems/gaussian_limit/bounds.hpp"

namespace limitcheck::theorems::covariance_limit {

namespace {

// (1 + c^2)/n
Enclosure spread(const CovarianceChain& chain, std::int64_t l) {
    return (1 + square(chain.at(l).c)) / chain.width();
}

Enclosure coupled_covariance_l2(const CovarianceChain& chain, std::int64_t l) {
    const CovarianceLayer& at = chain.at(l);
    return sqrt(2 * at.q * at.coupling_rms * sqrt(1 + spread(chain, l))) + at.coupling_rms / 2;
}

// |rho^hat - c| <= |C - q c|/q + max(|Q_a - q|, |Q_b - q|)/q, and the maximum of two is at most their root
// sum of squares.
Enclosure by_norms(const CovarianceChain& chain, const ResidualChain& norms, std::int64_t l,
                   const Enclosure& covariance_bound) {
    const Enclosure& q = chain.at(l).q;
    if (norms.width() != chain.width() || !norms.at(l).q.overlaps(q)) {
        throw std::logic_error(
            "the covariance chain and the norm chain are not of the same network at q0 = 1");
    }
    return (covariance_bound + sqrt(Enclosure(2, q.bits())) * gaussian_limit::norm_l2(norms, l)) / q;
}

// E chi_n/sqrt(m), chi_n the norm of n standard normals
Enclosure mean_chi(std::int64_t n, std::int64_t m, Bits bits) {
    return sqrt(Enclosure::ratio(2, m, bits)) *
           exp(precise::log_gamma_half(n + 1, bits) - precise::log_gamma_half(n, bits));
}

}  // namespace

Enclosure covariance(const CovarianceChain& chain, std::int64_t l) { return chain.at(l).q * chain.at(l).c; }

Enclosure pair_distance(const CovarianceChain& chain, std::int64_t l) { return sqrt(chain.at(l).coupling); }

Enclosure pair_coupling_second_moment(const CovarianceChain& chain, std::int64_t l) {
    return square(chain.at(l).coupling_rms);
}

Enclosure covariance_l1(const CovarianceChain& chain, std::int64_t l) {
    const CovarianceLayer& at = chain.at(l);
    return at.q * sqrt(spread(chain, l)) + sqrt(2 * at.q * at.coupling) + at.coupling / 2;
}

Enclosure covariance_l2(const CovarianceChain& chain, std::int64_t l) {
    return chain.at(l).q * sqrt(spread(chain, l)) + coupled_covariance_l2(chain, l);
}

Enclosure coupled_covariance_second_moment(const CovarianceChain& chain, std::int64_t l) {
    return square(coupled_covariance_l2(chain, l));
}

Enclosure covariance_drift_second_moment(const CovarianceChain& chain, std::int64_t l) {
    return square(chain.at(l).drift_rms);
}

Enclosure covariance_bias(const CovarianceChain& chain, std::int64_t l) { return chain.at(l).bias; }

Enclosure correlation_l2(const CovarianceChain& chain, const ResidualChain& norms, std::int64_t l) {
    return by_norms(chain, norms, l, covariance_l2(chain, l));
}

Enclosure correlation_l1_by_norms(const CovarianceChain& chain, const ResidualChain& norms, std::int64_t l) {
    return by_norms(chain, norms, l, covariance_l1(chain, l));
}

Enclosure correlation_l1(const CovarianceChain& chain, std::int64_t l) {
    const std::int64_t n = chain.width();
    if (n <= 4) {
        throw std::domain_error("correlation_l1: needs a width above 4, not " + std::to_string(n));
    }
    const CovarianceLayer& at = chain.at(l);
    const Bits bits = at.q.bits();
    const Enclosure e1 = sqrt(2 * at.coupling * n / ((n - 2) * at.q));
    const Enclosure e2 =
        sqrt(Enclosure(2, bits)) * at.coupling_rms * n / (at.q * sqrt(Enclosure(n - 2, bits) * (n - 4)));
    // Of order 1/n out of terms of order 1, each through a difference of log gammas of order n log n.
    const Bits inner = bits + 96;
    const Enclosure c2 = square(at.c);
    const Enclosure s2 =
        max(2 - 2 * (c2 * mean_chi(n, n, inner) + (1 - c2) * mean_chi(n - 1, n, inner)), Enclosure(0))
            .at_bits(bits);
    const Enclosure s = sqrt(s2);
    return min(2 * e1, e1 + e2) + min(2 * s, s + s2);
}

Enclosure trivial_covariance_l1(const CovarianceChain& chain, std::int64_t l) {
    return chain.at(l).q * trivial_correlation(chain, l);
}

Enclosure trivial_correlation(const CovarianceChain& chain, std::int64_t l) { return 1 + abs(chain.at(l).c); }

}  // namespace limitcheck::theorems::covariance_limit
