// Cumulants of log chi^2_k are polygamma functions of k/2; mixed over the binomial they give the central
// moments.
#include "limitcheck/theorems/mlp_norm/norm_law.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "limitcheck/theorems/gaussian_limit/sampling_moments.hpp"
#include "limitcheck/theorems/mlp_norm/proved_constants.hpp"

namespace limitcheck::theorems::mlp_norm {

namespace {

void require(bool holds, const char* what, std::int64_t value) {
    if (!holds) {
        throw std::domain_error(std::string("mlp_norm: ") + what + ", not " + std::to_string(value));
    }
}

// psi, psi', psi'', psi''' at k/2.
using Polygamma = std::array<Enclosure, 4>;

Enclosure zeta3(Bits bits) {
    return Enclosure::computed(bits, "zeta(3)", [](mpfi_ptr out) {
        mpfr_zeta_ui(&out->left, 3, MPFR_RNDD);
        mpfr_zeta_ui(&out->right, 3, MPFR_RNDU);
    });
}

Polygamma polygamma_at_half(Bits bits) {
    const Enclosure pi2 = square(Enclosure::pi(bits));
    return {precise::digamma_half(1, bits), pi2 / 2, -14 * zeta3(bits), square(pi2)};
}

Polygamma polygamma_at_one(Bits bits) {
    const Enclosure pi2 = square(Enclosure::pi(bits));
    return {precise::digamma_half(2, bits), pi2 / 6, -2 * zeta3(bits), square(pi2) / 15};
}

// From x = k/2 to x + 1: psi^(j)(x+1) = psi^(j)(x) + (-1)^j j!/x^{j+1}.
void advance(Polygamma& at, std::int64_t k, Bits bits) {
    const Enclosure inverse = Enclosure::ratio(2, k, bits);
    Enclosure power = inverse;
    at[0] += power;
    power *= inverse;
    at[1] -= power;
    power *= inverse;
    at[2] += 2 * power;
    power *= inverse;
    at[3] -= 6 * power;
}

struct Weighted {
    Enclosure weight;  // P(K = k | K >= 1)
    Polygamma cumulants;
};

// k = 1..n.
std::vector<Weighted> mixture(std::int64_t n, Bits bits) {
    Enclosure weight = exp(-n * Enclosure::log2(bits));
    weight /= 1 - weight;  // P(K = 0)/P(K >= 1)
    std::array<Polygamma, 2> next{polygamma_at_half(bits), polygamma_at_one(bits)};
    std::vector<Weighted> all;
    all.reserve(static_cast<std::size_t>(n));
    for (std::int64_t k = 1; k <= n; ++k) {
        weight *= n - k + 1;
        weight /= k;
        Polygamma& at = next[static_cast<std::size_t>((k - 1) % 2)];
        all.push_back({weight, at});
        advance(at, k, bits);
    }
    return all;
}

}  // namespace

LogMoments log_moments(std::int64_t n, Bits bits) {
    require(n >= 1, "a width is at least 1", n);
    // The centred sums are of order n^-1..n^-2 out of terms of order 1; the weight 2^-n costs log2(n) bits.
    const Bits inner = bits + 64;
    const std::vector<Weighted> terms = mixture(n, inner);
    Enclosure mean_psi(0, inner);
    for (const Weighted& term : terms) {
        mean_psi += term.weight * term.cumulants[0];
    }
    Enclosure variance(0, inner), third(0, inner), fourth(0, inner);
    for (const Weighted& term : terms) {
        const auto& [psi, psi1, psi2, psi3] = term.cumulants;
        const Enclosure shift = psi - mean_psi;
        const Enclosure shift2 = square(shift);
        variance += term.weight * (psi1 + shift2);
        third += term.weight * (psi2 + shift * (3 * psi1 + shift2));
        fourth +=
            term.weight * (psi3 + 3 * square(psi1) + 4 * psi2 * shift + 6 * psi1 * shift2 + square(shift2));
    }
    return {(log(Enclosure::ratio(4, n, inner)) + mean_psi).at_bits(bits), variance.at_bits(bits),
            third.at_bits(bits), fourth.at_bits(bits)};
}

Enclosure death_probability(std::int64_t n) {
    require(n >= 1 && n <= 1'000'000'000, "a width is within 1..10^9", n);
    return precise::pow(Enclosure::ratio(1, 2), static_cast<int>(n));
}

Enclosure survival_probability(std::int64_t n, std::int64_t l) {
    require(l >= 0, "a layer is at least 0", l);
    return exp(l * log1p(-death_probability(n)));
}

Enclosure mean_root(std::int64_t n) {
    return gaussian_limit::sampling_moments(n, n).m1.at_bits(precise::default_bits);
}

Enclosure mean_square(std::int64_t n) {
    require(n >= 1, "a width is at least 1", n);
    return 1 + Enclosure::ratio(proved::layer_ratio_variance, n);
}

Enclosure kurtosis(std::int64_t n, std::int64_t l) {
    require(l >= 0, "a layer is at least 0", l);
    return 3 * exp(l * log(mean_square(n)));
}

Enclosure log_normal_mean(Bits bits) { return -(Enclosure::euler_gamma(bits) + Enclosure::log2(bits)) / 2; }

Enclosure log_normal_variance(Bits bits) { return square(Enclosure::pi(bits)) / 8; }

Enclosure log_neuron_mean(const LogMoments& moments, std::int64_t l, const Enclosure& q0) {
    return log(q0) / 2 + moments.mean * l / 2 + log_normal_mean(moments.mean.bits());
}

Enclosure log_neuron_variance(const LogMoments& moments, std::int64_t l) {
    return moments.variance * l / 4 + log_normal_variance(moments.variance.bits());
}

Enclosure separation(std::int64_t n, std::int64_t l, const Enclosure& q0) {
    require(l >= 0, "a layer is at least 0", l);
    return sqrt(2 * q0 / Enclosure::pi(q0.bits())) * -expm1(l * log(mean_root(n)));
}

Enclosure log_mean_asymptote(std::int64_t n) {
    const Enclosure x = Enclosure::ratio(1, n);
    return -5 * x / 2 - 49 * square(x) / 12;
}

Enclosure log_variance_asymptote(std::int64_t n) {
    const Enclosure x = Enclosure::ratio(1, n);
    return 5 * x + 37 * square(x) / 2;
}

}  // namespace limitcheck::theorems::mlp_norm
