// Sums over pairs of layers k < l < m, in the theory's letters.
#include "limitcheck/theorems/finite_width/norm_excess.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace limitcheck::theorems::finite_width {

namespace {

using gaussian_limit::ResidualChain;
using gaussian_limit::ResidualLayer;

// omega_l = alpha_{l+1}^2 prod_{j=l+2}^m (1 + alpha_j^2/2), l = 0..m-1.
std::vector<Enclosure> weights_of_layers(const Branches& branches, std::int64_t m) {
    std::vector<Enclosure> weights(static_cast<std::size_t>(m), Enclosure(1, branches.bits()));
    Enclosure growth(1, branches.bits());
    for (std::int64_t l = m - 1; l >= 0; --l) {
        weights[static_cast<std::size_t>(l)] = branches.square(l + 1) * growth;
        growth *= 1 + branches.square(l + 1) / 2;
    }
    return weights;
}

void check_layer(const Branches& branches, std::int64_t l) {
    if (l < 0 || l > branches.depth()) {
        throw std::logic_error("norm excess: layer " + std::to_string(l) + " is not within 0.." +
                               std::to_string(branches.depth()));
    }
}

// What a layer k contributes to every later one.
struct Delta {
    Enclosure q, s;
    Enclosure square;       // e_k >= E Delta_k^2
    Enclosure root_fourth;  // g_k >= (E Delta_k^4)^{1/2}
    Enclosure step;         // alpha_{k+1}^2
};

// b_{lk}/(q_l - q_k), times sqrt n.
Enclosure drift(const Delta& from, const Enclosure& q, std::int64_t n, const Enclosure& root_2_over_n) {
    const Enclosure d = q - from.q;
    const Enclosure p = 2 * asin(from.q / q) / Enclosure::pi(q.bits());
    const Enclosure first = from.q * (from.square + root_2_over_n * from.root_fourth) / d;
    const Enclosure second = 3 * from.square + from.root_fourth * sqrt(3 * square(p) + p / n);
    return sqrt(first + second);
}

}  // namespace

Enclosure norm_excess_second_moment(const WidthConstants& width, const Branches& branches,
                                    const Enclosure& q0, std::int64_t m) {
    check_layer(branches, m);
    const ResidualChain chain(width, branches, q0, m);
    const Bits bits = branches.bits();
    const Enclosure root_beta = sqrt(width.beta.at_bits(bits));
    const Enclosure root_gamma2 = sqrt(width.gamma2.at_bits(bits));
    const Enclosure root_n = sqrt(Enclosure(width.n, bits));
    const Enclosure root_2_over_n = sqrt(Enclosure::ratio(2, width.n, bits));
    const std::vector<Enclosure> omega = weights_of_layers(branches, m);
    std::vector<Delta> deltas;
    Enclosure tau_squares(0, bits);  // sum alpha_{k+1}^2 e_k, and
    Enclosure tau_fourths(0, bits);  // sum alpha_{k+1}^2 q_k g_k, over k < l
    Enclosure total(0, bits);
    for (std::int64_t l = 0; l < m; ++l) {
        const ResidualLayer& layer = chain.at(l);
        if (l > 0) {
            const Enclosure tau = sqrt(layer.q * tau_squares + root_2_over_n * tau_fourths);
            Enclosure drifts(0, bits);
            for (const Delta& from : deltas) {
                drifts += from.step * from.s * drift(from, layer.q, width.n, root_2_over_n);
            }
            total += omega[static_cast<std::size_t>(l)] * ((tau + drifts) / root_n + layer.coupling_rms / 2);
        }
        const Enclosure s = sqrt(layer.q / 2);
        const Delta delta{layer.q, s, square(sqrt(layer.coupling) + s * root_beta),
                          square(sqrt(layer.coupling_rms) + s * root_gamma2), branches.square(l + 1)};
        tau_squares += delta.step * delta.square;
        tau_fourths += delta.step * delta.q * delta.root_fourth;
        deltas.push_back(delta);
    }
    return square(total);
}

Enclosure norm_excess_leading_term(const Branches& branches, std::int64_t m) {
    check_layer(branches, m);
    const Bits bits = branches.bits();
    const std::vector<Enclosure> omega = weights_of_layers(branches, m);
    std::vector<Enclosure> q{Enclosure(1, bits)};
    Enclosure total(0, bits);
    for (std::int64_t l = 1; l < m; ++l) {
        q.push_back(q.back() * (1 + branches.square(l) / 2));
        Enclosure source(0, bits);
        Enclosure earlier(0, bits);  // sum_{j<k} alpha_{j+1}^2 prod_{i=j+2}^k (1 + alpha_i^2/2) S_{lj}
        for (std::int64_t k = 0; k < l; ++k) {
            const Enclosure& step = branches.square(k + 1);
            const Enclosure& from = q[static_cast<std::size_t>(k)];
            const Enclosure r2 = from / q.back();
            const Enclosure shared =
                from * (asin(sqrt(r2)) + sqrt(r2 * (1 - r2))) / Enclosure::pi(bits);  // S_{lk}
            source += step * (shared + earlier / 2);
            earlier = earlier * (1 + step / 2) + step * shared;
        }
        total += omega[static_cast<std::size_t>(l)] * source / 2;
    }
    return total;
}

}  // namespace limitcheck::theorems::finite_width
