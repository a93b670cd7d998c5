#include "limitcheck/network/correlation_chain.hpp"

#include <cmath>
#include <limits>

#include "network/driver.hpp"

namespace limitcheck::network {

using random::lanes;

namespace {

/// What is less has lost digits, or is about to.
constexpr double least = 1e-290;

/// 1 - rho' of one lane from the layer's sums: sin^2 = |P d|^2/|y|^2, P the projection off x, d = y - x.
void advance(std::uint32_t layer, double& one_minus_rho, bool& dead, double xx, double xd, double dd,
             double yy, double active) {
    if (dead || !(xx > 0) || !(yy > 0)) {
        dead = true;
        one_minus_rho = std::numeric_limits<double>::quiet_NaN();
        return;
    }
    if (active <= 1) {
        one_minus_rho = 0;  // one neuron speaks for both inputs: exactly parallel
        return;
    }
    const double step_squared = one_minus_rho * (2 - one_minus_rho);
    const double turned = std::fmax(0.0, dd - xd * xd / xx) / yy;
    const double sine_squared = std::fmin(1.0, step_squared * turned);
    one_minus_rho = sine_squared / (1 + std::sqrt(1 - sine_squared));
    if (one_minus_rho < least && step_squared > 0 && turned > 0) {
        throw Error("1 - rho of layer " + std::to_string(layer) +
                    " is below 1e-290, beyond the range of double: use a smaller depth, or a larger width");
    }
}

}  // namespace

void simulate_correlation(double one_minus_rho0, Width width, Depth depth, random::StreamKey key,
                          std::uint64_t first_network, std::span<const std::uint32_t> layers,
                          const CorrelationRecorder& record) {
    detail::check_run(width, depth, first_network, layers);
    if (one_minus_rho0 > 0 && one_minus_rho0 < least) {
        throw Error("1 - rho at the start is below 1e-290: give 0, or more");
    }
    if (!(one_minus_rho0 >= 0 && one_minus_rho0 <= 1)) {
        throw Error("the correlation of two relu outputs lies in [0, 1]: give 1 - rho in [0, 1], not " +
                    std::to_string(one_minus_rho0));
    }
    const random::StreamKey noise = random::derive(key, "correlation");
    constexpr std::uint32_t neurons_at_once = detail::piece_rows / 2;
    detail::LaneArray<double> normals((detail::piece_rows + 4) * lanes);
    detail::LaneArray<double> sums(5 * lanes);
    CorrelationView view;
    view.one_minus_rho.fill(one_minus_rho0);
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        if (layer > 0) {
            std::fill(sums.begin(), sums.end(), 0.0);
            for (std::uint64_t first = 0; first < width.value; first += neurons_at_once) {
                const auto count =
                    static_cast<std::uint32_t>(std::min<std::uint64_t>(neurons_at_once, width.value - first));
                random::fill_normals(noise, first_network, layer, static_cast<std::uint32_t>(first / 2),
                                     (count + 1) / 2, normals.data());
                detail::correlate(count, normals.data(), view.one_minus_rho.data(), sums.data());
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                advance(layer, view.one_minus_rho[lane], view.dead[lane], sums[lane], sums[lanes + lane],
                        sums[2 * lanes + lane], sums[3 * lanes + lane], sums[4 * lanes + lane]);
            }
        }
        view.layer = layer;
        if (layers[next] == layer) {
            record(next++, view);
        }
    }
}

}  // namespace limitcheck::network
