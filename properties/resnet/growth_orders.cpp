#include "growth_orders.hpp"

#include "limitcheck/theorems/covariance_limit/bounds.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

namespace covariance = theorems::covariance_limit;
namespace gaussian = theorems::gaussian_limit;

namespace {

// c0, and sqrt(q0(a) q0(b)) by which covariances scale (docs/theory/resnet-commute, section 0).
struct Pair {
    Enclosure c0;
    Enclosure scale;
};

Pair pair_of(const Inputs& inputs) {
    require(inputs.count() == 2, "orders of growth are measured on two inputs");
    const Enclosure scale = covariance::covariance_scale(Enclosure::exactly(inputs.second_moment(0)),
                                                         Enclosure::exactly(inputs.second_moment(1)));
    const Enclosure c0 = Enclosure::exactly(inputs.gram(0, 1)) / scale;
    return {max(min(c0, Enclosure(1)), Enclosure(-1)), scale};
}

}  // namespace

bool GrowthPoint::informative() const { return certainly_less(envelope, trivial) == precise::Certainty::yes; }

bool Growth::says_something() const {
    return points.size() >= 2 && points.back().informative() && exchanged.has_value();
}

GrowthPoint growth_point(const Cell& cell, Point point, const GrowthFacts& facts) {
    const auto [c0, scale] = pair_of(cell.inputs);
    const Enclosure t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    GrowthPoint result;
    result.point = point;
    result.layer = cell.time.layer(point.depth);
    const std::int64_t layer = result.layer;
    const auto branches = theorems::Branches::inverse_root(point.depth);
    const covariance::CovarianceChain pair(point.width, branches, c0, covariance::SamplingBound::refined,
                                           layer);
    Enclosure depth_error = covariance::covariance_depth_error(c0, branches, layer);
    if (!cell.time.hits_layer(point.depth)) {
        depth_error += covariance::covariance_floor_error(t, point.depth);
    }
    result.limit = scale * gaussian::limit_variance(t, 1, Enclosure::ratio(facts.growth_hundredths, 100)) *
                   covariance::limit_correlation(c0, t, Enclosure::ratio(facts.speed_halves, 2));
    result.envelope = scale * (covariance::covariance_l1(pair, layer) + depth_error);
    result.root = scale * (covariance::covariance_l2(pair, layer) + depth_error);
    // E|C| <= E (Q_a Q_b)^{1/2}, which is q_l but for its bias; without the bias a point has to be better
    // still to count.
    result.trivial = scale * pair.at(layer).q + abs(result.limit);
    return result;
}

Growth growth_along(const Cell& cell, const GrowthFacts& facts) {
    const Point end{cell.width, cell.depth};
    Growth growth;
    const std::vector<Point> points =
        cell.order ? cell.order->points(end, order_points) : std::vector<Point>{end};
    for (const Point& point : points) {
        // Layer 0 is exact and never sampled.
        if (cell.time.layer(point.depth) == 0) {
            continue;
        }
        GrowthPoint numbers = growth_point(cell, point, facts);
        if (point == end || numbers.informative()) {
            growth.points.push_back(std::move(numbers));
        }
    }
    const Point exchanged{cell.depth, cell.width};
    if (!(exchanged == end) && cell.time.layer(exchanged.depth) > 0) {
        GrowthPoint numbers = growth_point(cell, exchanged, facts);
        if (numbers.informative()) {
            growth.exchanged = std::move(numbers);
        }
    }
    return growth;
}

}  // namespace limitcheck::properties
