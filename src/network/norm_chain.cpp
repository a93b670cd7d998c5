#include "limitcheck/network/norm_chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "limitcheck/cell/error.hpp"
#include "network/driver.hpp"
#include "network/elementary.hpp"

namespace limitcheck::network {

using random::lanes;

namespace {

/// Bin(n, 1/2) by inversion: the probabilities that matter, from the mode outwards by their ratios, and for
/// each 1/size of the unit interval the place where a search starts.
class FairBinomial {
  public:
    explicit FairBinomial(std::uint32_t n) : n_(n) {
        const std::uint32_t mode = n / 2;
        std::vector<double> below;
        double weight = 1;
        for (std::uint32_t k = mode; k > 0 && weight > negligible; --k) {
            weight *= static_cast<double>(k) / (n - k + 1.0);
            below.push_back(weight);
        }
        first_ = mode - static_cast<std::uint32_t>(below.size());
        cumulative_.assign(below.rbegin(), below.rend());
        cumulative_.push_back(1);
        weight = 1;
        for (std::uint32_t k = mode; k < n && weight > negligible; ++k) {
            weight *= static_cast<double>(n - k) / (k + 1.0);
            cumulative_.push_back(weight);
        }
        double sum = 0;
        for (double& entry : cumulative_) {
            sum += entry;
            entry = sum;
        }
        for (double& entry : cumulative_) {
            entry /= sum;
        }
        start_.resize(cumulative_.size());
        std::uint32_t place = 0;
        for (std::size_t i = 0; i < start_.size(); ++i) {
            while (cumulative_[place] < static_cast<double>(i) / static_cast<double>(start_.size())) {
                ++place;
            }
            start_[i] = place;
        }
    }

    [[nodiscard]] std::uint32_t n() const { return n_; }

    /// The least k with P(K <= k) > u, for u in (0, 1).
    [[nodiscard]] std::uint32_t quantile(double u) const {
        const auto cell = static_cast<std::size_t>(u * static_cast<double>(start_.size()));
        std::uint32_t place = start_[std::min(cell, start_.size() - 1)];
        while (place + 1 < cumulative_.size() && cumulative_[place] <= u) {
            ++place;
        }
        return first_ + place;
    }

  private:
    static constexpr double negligible = 1e-22;
    std::uint32_t n_;
    std::uint32_t first_ = 0;
    std::vector<double> cumulative_;
    std::vector<std::uint32_t> start_;
};

/// The table of n, from the thread's last use when it was of the same n: it costs O(sqrt n), which a group of
/// shallow networks would feel.
std::shared_ptr<const FairBinomial> fair_binomial(std::uint32_t n) {
    thread_local std::shared_ptr<const FairBinomial> last;
    if (!last || last->n() != n) {
        last = std::make_shared<const FairBinomial>(n);
    }
    return last;
}

double uniform_of(std::uint32_t low, std::uint32_t high) {
    return random::unit_interval(low | std::uint64_t{high} << 32);
}

/// log chi^2_k, k >= 1. One degree of freedom is a normal squared; more by rejection (Marsaglia and Tsang, "A
/// simple method for generating gamma variables", 2000): attempt i uses block i of (network, layer).
double log_chi_square(std::uint32_t k, random::StreamKey key, std::uint64_t network, std::uint32_t layer) {
    const double d = 0.5 * k - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (std::uint32_t attempt = 1;; ++attempt) {
        const random::PhiloxCounter words = random::words(key, network, layer, attempt);
        const double z = random::box_muller<double>(words[0], words[1]).first;
        if (k == 1) {
            return detail::logarithm(z * z);
        }
        const double root = 1 + c * z;
        if (root <= 0) {
            continue;
        }
        const double v = root * root * root;
        const double log_v = detail::logarithm(v);
        const double u = uniform_of(words[2], words[3]);
        if (detail::logarithm(u) < 0.5 * z * z + d - d * v + d * log_v) {
            return detail::logarithm(2 * d) + log_v;
        }
    }
}

}  // namespace

void simulate_norm(double weights, Width width, Depth depth, random::StreamKey key,
                   std::uint64_t first_network, std::span<const std::uint32_t> layers,
                   const NormRecorder& record) {
    detail::check_run(width, depth, first_network, layers);
    if (!(weights > 0) || !std::isfinite(weights)) {
        throw Error("a weight's variance is " + std::to_string(weights) + "/n: give a positive number");
    }
    const random::StreamKey stream = random::derive(key, "norm");
    const std::shared_ptr<const FairBinomial> active = fair_binomial(width.value);
    const double scale = detail::logarithm(2.0 / width.value);
    const double growth = detail::logarithm(0.5 * weights);
    NormView view;
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            if (view.dead[lane]) {
                continue;
            }
            const std::uint64_t network = first_network + lane;
            const random::PhiloxCounter words = random::words(stream, network, layer, 0);
            const std::uint32_t k = active->quantile(uniform_of(words[0], words[1]));
            if (k == 0) {
                view.dead[lane] = true;
                view.log_norm[lane] = -std::numeric_limits<double>::infinity();
            } else {
                view.log_norm[lane] +=
                    log_chi_square(k, stream, network, layer) + scale + (layer > 0 ? growth : 0.0);
            }
        }
        view.layer = layer;
        if (layers[next] == layer) {
            record(next++, view);
        }
    }
}

}  // namespace limitcheck::network
