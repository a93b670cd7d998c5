#include "limitcheck/network/observables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/cell/error.hpp"
#include "network/apply.hpp"
#include "network/driver.hpp"
#include "network/elementary.hpp"

namespace limitcheck::network {

namespace {

template <class Real, class Term>
LaneValues mean(const LayerView<Real>& view, Term term) {
    LaneValues sum{};
    for (std::uint32_t neuron = 0; neuron < view.width(); ++neuron) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sum[lane] += term(neuron, lane);
        }
    }
    for (double& value : sum) {
        value /= view.width();
    }
    return sum;
}

template <class Real>
void check(const LayerView<Real>& view, std::uint32_t input) {
    require(input < view.inputs(), "an observable of an input that the networks do not have");
}

/// Sums over neurons of phi(Y(a)) phi(Y(b)), packed [entry][lane].
template <class Real>
detail::LaneArray<double> post_products(const LayerView<Real>& view) {
    const std::uint32_t k = view.inputs();
    detail::LaneArray<double> sums(detail::packed(k) * lanes);
    detail::LaneArray<Real> post(std::size_t{detail::summed_in_real} * k * lanes);
    for (std::uint32_t first = 0; first < view.width(); first += detail::summed_in_real) {
        const std::uint32_t neurons = std::min(detail::summed_in_real, view.width() - first);
        const Real* pre = view.pre(first, 0).data();
        detail::accumulate_part<Real>(view.architecture().activation(), {k, neurons, true}, pre, post,
                                      sums.data());
    }
    return sums;
}

}  // namespace

template <class Real>
LaneValues second_moment(const LayerView<Real>& view, std::uint32_t input) {
    return covariance(view, input, input);
}

template <class Real>
LaneValues covariance(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b) {
    check(view, a);
    check(view, b);
    return mean(view, [&](std::uint32_t neuron, std::size_t lane) {
        return static_cast<double>(view.pre(neuron, a)[lane]) *
               static_cast<double>(view.pre(neuron, b)[lane]);
    });
}

template <class Real>
LaneValues correlation(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b) {
    LaneValues result = covariance(view, a, b);
    const LaneValues q_a = second_moment(view, a);
    const LaneValues q_b = second_moment(view, b);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const double scale = std::sqrt(q_a[lane]) * std::sqrt(q_b[lane]);
        result[lane] = scale > 0 ? std::clamp(result[lane] / scale, -1.0, 1.0)
                                 : std::numeric_limits<double>::quiet_NaN();
    }
    return result;
}

template <class Real>
LaneValues post_activation(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b) {
    check(view, a);
    check(view, b);
    const Activation& phi = view.architecture().activation();
    std::array<Real, lanes> post_a;
    std::array<Real, lanes> post_b;
    return mean(view, [&](std::uint32_t neuron, std::size_t lane) {
        if (lane == 0) {
            detail::apply_all<Real>(phi, view.pre(neuron, a), post_a);
            detail::apply_all<Real>(phi, view.pre(neuron, b), post_b);
        }
        return static_cast<double>(post_a[lane]) * static_cast<double>(post_b[lane]);
    });
}

template <class Real>
LaneValues active_fraction(const LayerView<Real>& view, std::uint32_t input) {
    check(view, input);
    return mean(view, [&](std::uint32_t neuron, std::size_t lane) {
        return view.pre(neuron, input)[lane] > 0 ? 1.0 : 0.0;
    });
}

template <class Real>
LaneValues value(const LayerView<Real>& view, std::uint32_t neuron, std::uint32_t input) {
    check(view, input);
    require(neuron < view.width(), "an observable of a neuron that the networks do not have");
    LaneValues result{};
    std::copy_n(view.pre(neuron, input).begin(), lanes, result.begin());
    return result;
}

template <class Real>
LaneValues largest(const LayerView<Real>& view, std::uint32_t input) {
    LaneValues result = value(view, 0, input);
    for (std::uint32_t neuron = 1; neuron < view.width(); ++neuron) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            result[lane] = std::max(result[lane], static_cast<double>(view.pre(neuron, input)[lane]));
        }
    }
    return result;
}

template <class Real>
LaneValues mean_witness(const LayerView<Real>& view, Witness witness, std::uint32_t input) {
    check(view, input);
    return mean(view, [&](std::uint32_t neuron, std::size_t lane) {
        const double y = view.pre(neuron, input)[lane];
        switch (witness) {
            case Witness::absolute:
                return std::fabs(y);
            case Witness::positive_part:
                return y > 0 ? y : 0.0;
            case Witness::sine:
                break;
        }
        if (!(std::fabs(y) <= 1e6)) {
            throw Error(
                "the sine of an output beyond 1e6 has lost its digits: use another witness, or scale the "
                "branch");
        }
        return detail::sine(y);
    });
}

template <class Real>
LaneValues post_activation_gap(const CoupledView<Real>& view, std::uint32_t a, std::uint32_t b) {
    check(view.network(), a);
    check(view.network(), b);
    const detail::LaneArray<double> networks = post_products(view.network());
    const detail::LaneArray<double> chains = post_products(view.limit_chain());
    const std::size_t entry = (detail::packed(std::max(a, b)) + std::min(a, b)) * lanes;
    LaneValues gap{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        gap[lane] = (networks[entry + lane] - chains[entry + lane]) / view.width();
    }
    return gap;
}

template <class Real>
LaneValues coupling_distance(const CoupledView<Real>& view) {
    return mean(view.network(), [&](std::uint32_t neuron, std::size_t lane) {
        double sum = 0;
        for (std::uint32_t input = 0; input < view.inputs(); ++input) {
            const double gap = static_cast<double>(view.pre(neuron, input)[lane]) -
                               static_cast<double>(view.limit(neuron, input)[lane]);
            sum += gap * gap;
        }
        return sum;
    });
}

template LaneValues second_moment(const LayerView<float>&, std::uint32_t);
template LaneValues covariance(const LayerView<float>&, std::uint32_t, std::uint32_t);
template LaneValues correlation(const LayerView<float>&, std::uint32_t, std::uint32_t);
template LaneValues post_activation(const LayerView<float>&, std::uint32_t, std::uint32_t);
template LaneValues active_fraction(const LayerView<float>&, std::uint32_t);
template LaneValues value(const LayerView<float>&, std::uint32_t, std::uint32_t);
template LaneValues largest(const LayerView<float>&, std::uint32_t);
template LaneValues mean_witness(const LayerView<float>&, Witness, std::uint32_t);
template LaneValues coupling_distance(const CoupledView<float>&);
template LaneValues post_activation_gap(const CoupledView<float>&, std::uint32_t, std::uint32_t);

template LaneValues second_moment(const LayerView<double>&, std::uint32_t);
template LaneValues covariance(const LayerView<double>&, std::uint32_t, std::uint32_t);
template LaneValues correlation(const LayerView<double>&, std::uint32_t, std::uint32_t);
template LaneValues post_activation(const LayerView<double>&, std::uint32_t, std::uint32_t);
template LaneValues active_fraction(const LayerView<double>&, std::uint32_t);
template LaneValues value(const LayerView<double>&, std::uint32_t, std::uint32_t);
template LaneValues largest(const LayerView<double>&, std::uint32_t);
template LaneValues mean_witness(const LayerView<double>&, Witness, std::uint32_t);
template LaneValues coupling_distance(const CoupledView<double>&);
template LaneValues post_activation_gap(const CoupledView<double>&, std::uint32_t, std::uint32_t);

}  // namespace limitcheck::network
