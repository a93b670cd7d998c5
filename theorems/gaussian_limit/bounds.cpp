// Closed forms over one layer's state.
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"

#include <stdexcept>
#include <string>

namespace limitcheck::theorems::gaussian_limit {

namespace {

Enclosure kappa(const ResidualChain& chain) {
    return 1 + Enclosure::ratio(2, chain.width(), chain.q0().bits());
}

// ||Q - Qt||_2 <= 2 ||Qt||_2^{1/2} sqrt(Nb) + Nb
Enclosure coupled_norm_l2(const ResidualChain& chain, std::int64_t l) {
    const ResidualLayer& at = chain.at(l);
    return 2 * sqrt(at.q * at.coupling_rms * sqrt(kappa(chain))) + at.coupling_rms;
}

}  // namespace

Enclosure distance(const ResidualChain& chain, std::int64_t l, std::int64_t neurons) {
    if (neurons < 1 || neurons > chain.width()) {
        throw std::domain_error("distance: " + std::to_string(neurons) + " neurons are not within 1..n");
    }
    return sqrt(chain.at(l).coupling * neurons);
}

Enclosure one_neuron_distance(const ResidualChain& chain, std::int64_t l) {
    const ResidualLayer& at = chain.at(l);
    const Bits bits = at.q.bits();
    const Enclosure pi = Enclosure::pi(bits);
    // E |g^3 - 3g| for a standard normal g
    const Enclosure cubic = sqrt(2 / pi) * (1 + 4 * exp(Enclosure::ratio(-3, 2, bits)));
    const Enclosure spread = at.leave_one_out_path * square(2 * sqrt(at.q) + sqrt(at.leave_one_out_path));
    return sqrt(at.leave_one_out_gap) + sqrt(2 / (pi * at.q)) * at.leave_one_out_bias / 2 +
           cubic / (8 * chain.q0() * sqrt(chain.q0())) * spread;
}

Enclosure path_distance_square(const ResidualChain& chain, std::int64_t l) {
    return 4 * chain.at(l).coupling;
}

Enclosure coupling_second_moment(const ResidualChain& chain, std::int64_t l) {
    return square(chain.at(l).coupling_rms);
}

Enclosure path_coupling_second_moment(const ResidualChain& chain, std::int64_t l) {
    return coupling_second_moment(chain, l) * 256 / 81;
}

Enclosure neuron_path_second_moment(const ResidualChain& chain, std::int64_t l) {
    return 3 * path_coupling_second_moment(chain, l);
}

Enclosure norm_l1(const ResidualChain& chain, std::int64_t l) {
    const ResidualLayer& at = chain.at(l);
    return at.q * sqrt(Enclosure::ratio(2, chain.width(), at.q.bits())) + 2 * sqrt(at.q * at.coupling) +
           at.coupling;
}

Enclosure norm_l2(const ResidualChain& chain, std::int64_t l) {
    const ResidualLayer& at = chain.at(l);
    return at.q * sqrt(Enclosure::ratio(2, chain.width(), at.q.bits())) + coupled_norm_l2(chain, l);
}

Enclosure coupled_norm_second_moment(const ResidualChain& chain, std::int64_t l) {
    return square(coupled_norm_l2(chain, l));
}

Enclosure norm_bias_leave_one_out(const ResidualChain& chain, std::int64_t l) {
    const ResidualLayer& at = chain.at(l);
    const Enclosure root_gap = sqrt(at.leave_one_out_gap);
    return at.leave_one_out_bias + root_gap * (2 * sqrt(at.q + at.leave_one_out_bias) + root_gap);
}

Enclosure norm_bias(const ResidualChain& chain, std::int64_t l) {
    return min(chain.at(l).bias_direct, norm_bias_leave_one_out(chain, l));
}

Enclosure trivial_distance(const ResidualChain& chain, std::int64_t l) { return 2 * sqrt(chain.at(l).q); }

Enclosure trivial_norm_l1(const ResidualChain& chain, std::int64_t l) { return 2 * chain.at(l).q; }

}  // namespace limitcheck::theorems::gaussian_limit
