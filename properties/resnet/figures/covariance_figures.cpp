#include "covariance_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "along_depth.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "resnet/two_inputs.hpp"

namespace limitcheck::properties {
namespace {

namespace covariance = theorems::covariance_limit;
namespace gaussian = theorems::gaussian_limit;

constexpr std::size_t networks = 256;
constexpr std::uint32_t times = 16;

/// What is plotted along t: a quantity of a layer, and its limit at time t as an enclosure.
struct Curve {
    std::string id;
    std::string title;
    std::string quantity;  ///< of one network, in words
    std::string y_label;
    std::string inputs;  ///< id
    std::function<network::LaneValues(const network::LayerView<float>&)> read;
    std::function<Enclosure(const Enclosure& t)> limit;
};

/// Mean and two standard errors at the sixteenths of t for three sizes, and the limit from its enclosures.
FigureMaker along_time(Curve curve) {
    return [curve = std::move(curve)](std::uint64_t seed, const std::string& claim_id) {
        Figure figure;
        figure.id = curve.id;
        figure.title = curve.title;
        figure.x_label = "t = l/L";
        figure.y_label = curve.y_label;
        Series line{"certified limit", "lines", {}};
        double widest = 0;
        for (std::uint32_t k = 0; k <= 2 * times; ++k) {
            const Enclosure value = curve.limit(Enclosure::ratio(k, 2 * times));
            widest = std::max(widest, value.upper() - value.lower());
            line.rows.push_back({static_cast<double>(k) / (2 * times), value.mid()});
        }
        figure.caption = fmt::format(
            "{} at layer tL of {} independent networks a size, mean and bars of two standard errors. The "
            "curve is the limit, certified to {:.0e}.",
            curve.quantity, networks, std::max(widest, 1e-15));
        figure.series = {std::move(line)};
        struct Size {
            std::uint32_t width, depth;
        };
        for (const Size size : {Size{16, 16}, Size{64, 256}, Size{1024, 64}}) {
            const Cell cell =
                parse_cell(fmt::format("n={},L={},t=1,inputs={}", size.width, size.depth, curve.inputs));
            std::array<std::uint32_t, times> layers{};
            for (std::uint32_t k = 1; k <= times; ++k) {
                layers[k - 1] = k * size.depth / times;
            }
            const auto means =
                along_depth(cell, layers, networks, seed, claim_id + "#" + curve.id, curve.read);
            Series measured{fmt::format("n = {}, L = {}", size.width, size.depth), "errors", {}};
            for (std::uint32_t k = 1; k <= times; ++k) {
                const MeanAndError& at = means[k - 1];
                measured.rows.push_back({static_cast<double>(k) / times, at.mean, at.mean - 2 * at.error,
                                         at.mean + 2 * at.error});
            }
            figure.series.push_back(std::move(measured));
        }
        return figure;
    };
}

}  // namespace

FigureMaker norm_along_depth() {
    return along_time({"norm-along-depth", "Norm along depth against q_t = e^(t/2)", "Q = |Y|^2/n", "Q",
                       "one",
                       [](const network::LayerView<float>& view) { return network::second_moment(view, 0); },
                       [](const Enclosure& t) { return gaussian::limit_variance(t); }});
}

FigureMaker covariance_along_depth() {
    return along_time({"covariance-along-depth",
                       "Covariance along depth against q_t c_t, from orthogonal inputs", "C = <Y(a), Y(b)>/n",
                       "C", "pair:0",
                       [](const network::LayerView<float>& view) { return network::covariance(view, 0, 1); },
                       [](const Enclosure& t) { return covariance::limit_covariance(0, t); }});
}

FigureMaker correlation_along_depth() {
    return along_time(
        {"correlation-along-depth", "Correlation along depth against c_t, from -0.9",
         "rho = C/sqrt(Q(a) Q(b))", "rho", "pair:-0.9",
         [](const network::LayerView<float>& view) { return network::correlation(view, 0, 1); },
         [](const Enclosure& t) { return covariance::limit_correlation(Enclosure::ratio(-9, 10), t); }});
}

}  // namespace limitcheck::properties
