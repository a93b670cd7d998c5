// One step of each recursion, in the order in which the theory writes them; all right sides are taken at
// layer l-1.
#include "limitcheck/theorems/gaussian_limit/residual_chain.hpp"

#include <stdexcept>
#include <string>

namespace limitcheck::theorems::gaussian_limit {

namespace {

// What the steps share: the width's constants and their roots.
struct Constants {
    std::int64_t n;
    Enclosure kappa;  // 1 + 2/n
    Enclosure kappa_root4;
    Enclosure beta_root, gamma, beta_less_root, gamma_less;

    explicit Constants(const WidthConstants& width, Bits bits)
        : n(width.n),
          kappa(1 + Enclosure::ratio(2, width.n, bits)),
          kappa_root4(sqrt(sqrt(kappa))),
          beta_root(sqrt(width.beta.at_bits(bits))),
          gamma(sqrt(width.gamma2.at_bits(bits))),
          beta_less_root(sqrt(width.beta_less.at_bits(bits))),
          gamma_less(sqrt(width.gamma2_less.at_bits(bits))) {}
};

// Section 2.3: the five leave-one-out recursions, from layer `now` into `next`.
void step_leave_one_out(const Constants& c, const Enclosure& step, const ResidualLayer& now,
                        const Enclosure& s, ResidualLayer& next) {
    const Enclosure& dz = now.leave_one_out_coupling;
    const Enclosure& gap = now.leave_one_out_gap;
    const Enclosure a2 = square(sqrt(dz) + s * c.beta_less_root);
    const Enclosure d2 = square(sqrt(now.leave_one_out_coupling_rms) + s * c.gamma_less);
    const Enclosure eta2 =
        3 * square(square(sqrt(now.q) + sqrt(now.leave_one_out_path))) / (now.q * c.n * c.n) +
        (8 * a2 + dz) / c.n;
    const Enclosure m = now.q + now.leave_one_out_bias;
    const Enclosure root_gap = sqrt(gap);
    const Enclosure root_2m = sqrt(2 * m);
    const Enclosure eps = root_gap * (root_2m + root_gap);
    const Enclosure eps_prime = root_gap * (root_2m + 3 * root_gap);
    next.leave_one_out_coupling = dz + step * a2;
    next.leave_one_out_coupling_rms = now.leave_one_out_coupling_rms + step * c.kappa * d2;
    next.leave_one_out_path = now.leave_one_out_path + step * d2;
    next.leave_one_out_gap = gap + step * square(root_gap + sqrt(eta2));
    next.leave_one_out_bias =
        now.leave_one_out_bias + step * (now.leave_one_out_bias / 2 + eps + eps_prime + m / (2 * c.n));
}

ResidualLayer start(const Constants& c, const Enclosure& q0, Bits bits) {
    const Enclosure zero(0, bits);
    const Enclosure second = square(q0) * c.kappa;
    return {q0, zero, zero, zero, second, second, 3 * square(q0), zero, zero, zero, zero, zero};
}

ResidualLayer step_layer(const Constants& c, const Enclosure& step, const ResidualLayer& now) {
    ResidualLayer next;
    const Enclosure s = sqrt(now.q / 2);
    const Enclosure root_coupling = sqrt(now.coupling);
    next.q = now.q * (1 + step / 2);
    next.coupling = now.coupling + step * square(root_coupling + s * c.beta_root);
    next.coupling_rms = now.coupling_rms + step * c.kappa * square(sqrt(now.coupling_rms) + s * c.gamma);
    next.bias_direct = now.bias_direct + step * (2 * s * root_coupling + now.coupling);
    next.norm_square_crude =
        now.norm_square_crude * (c.kappa * square(1 + step) - Enclosure::ratio(2, c.n, step.bits()));
    next.norm_square =
        min(next.norm_square_crude, square(square(sqrt(next.q) * c.kappa_root4 + sqrt(next.coupling_rms))));
    next.fourth_moment = now.fourth_moment + (6 * step + 3 * square(step)) * now.norm_square;
    step_leave_one_out(c, step, now, s, next);
    return next;
}

}  // namespace

WidthConstants width_constants(std::int64_t n, Bits bits) {
    const SamplingMoments all = sampling_moments(n, n);
    const SamplingMoments less = sampling_moments(n, n - 1);
    return {n, all.second().at_bits(bits), all.root_of_fourth().at_bits(bits), less.second().at_bits(bits),
            less.root_of_fourth().at_bits(bits)};
}

ResidualChain::ResidualChain(const WidthConstants& width, const Branches& branches, const Enclosure& q0,
                             std::int64_t last)
    : n_(width.n), q0_(q0.at_bits(branches.bits())) {
    if (!q0.is_positive()) {
        throw std::domain_error("ResidualChain: q0 = " + to_string(q0) + " is not certainly positive");
    }
    if (last > branches.depth()) {
        throw std::domain_error("ResidualChain: layer " + std::to_string(last) + " is beyond the depth " +
                                std::to_string(branches.depth()));
    }
    const std::int64_t count = last < 0 ? branches.depth() : last;
    const Constants constants(width, branches.bits());
    layers_.reserve(static_cast<std::size_t>(count) + 1);
    layers_.push_back(start(constants, q0_, branches.bits()));
    for (std::int64_t l = 1; l <= count; ++l) {
        layers_.push_back(step_layer(constants, branches.square(l), layers_.back()));
    }
}

const ResidualLayer& ResidualChain::at(std::int64_t l) const {
    if (l < 0 || l > last()) {
        throw std::logic_error("ResidualChain: layer " + std::to_string(l) + " is not within 0.." +
                               std::to_string(last()));
    }
    return layers_[static_cast<std::size_t>(l)];
}

}  // namespace limitcheck::theorems::gaussian_limit
