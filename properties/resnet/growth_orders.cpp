#include "growth_orders.hpp"

#include "limitcheck/theorems/commutativity/width_error.hpp"
#include "limitcheck/theorems/covariance_limit/covariance_chain.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

namespace covariance = theorems::covariance_limit;
namespace gaussian = theorems::gaussian_limit;
namespace commutativity = theorems::commutativity;

bool GrowthPoint::informative() const { return certainly_less(envelope, trivial) == precise::Certainty::yes; }

bool Growth::says_something() const {
    return points.size() >= 2 && points.back().informative() && exchanged.has_value();
}

GrowthLimit growth_limit(const Cell& cell, const GrowthFacts& facts) {
    require(cell.inputs.count() == 2, "orders of growth are measured on two inputs");
    GrowthLimit limit;
    limit.t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    limit.scale = covariance::covariance_scale(Enclosure::exactly(cell.inputs.second_moment(0)),
                                               Enclosure::exactly(cell.inputs.second_moment(1)));
    limit.c0 =
        max(min(Enclosure::exactly(cell.inputs.gram(0, 1)) / limit.scale, Enclosure(1)), Enclosure(-1));
    limit.q = gaussian::limit_variance(limit.t);
    limit.c = covariance::limit_correlation(limit.c0, limit.t);
    limit.named =
        limit.scale * gaussian::limit_variance(limit.t, 1, Enclosure::ratio(facts.growth_hundredths, 100)) *
        (facts.speed_halves == 2
             ? limit.c
             : covariance::limit_correlation(limit.c0, limit.t, Enclosure::ratio(facts.speed_halves, 2)));
    return limit;
}

GrowthPoint growth_point(const GrowthLimit& limit, Time time, Point point) {
    const auto& [t, scale, c0, q, c, named] = limit;
    GrowthPoint result;
    result.point = point;
    result.layer = time.layer(point.depth);
    const std::int64_t n = point.width;
    // floor(tL) costs at most 1/L of time: half of it in the logarithm of the variance and in the
    // correlation.
    const Enclosure floor_share = time.hits_layer(point.depth) ? Enclosure(0) : Enclosure::ratio(1, 2);
    const Enclosure rise = covariance::kernel(c0) - c0;
    // Section 3.2: c0 <= c_l <= c(l/L) <= c_t, and c_l lags by its depth error and the floor.
    const Enclosure least_c = max(c0, c - (rise * t / 4 + floor_share) / point.depth);
    const Enclosure spread = (1 + max(square(least_c), square(c))) / n;
    // Theorem C and section 2.4: A_l <= t, so that bounds at t hold whatever the depth.
    const Enclosure coupling = commutativity::pair_coupling(covariance::sampling_error_refined(n), t);
    const Enclosure coupling_rms =
        covariance::sampling_error_fourth(n) * q * gaussian::growth(t, 1 + Enclosure::ratio(2, n));
    const Enclosure start = q * sqrt(spread);
    const Enclosure depth_error = q * (t / 8 + rise * t / 4 + floor_share) / point.depth;
    result.limit = named;
    result.envelope = scale * (start + sqrt(2 * q * coupling) + coupling / 2 + depth_error);
    result.root =
        scale * (start + sqrt(2 * q * coupling_rms * sqrt(1 + spread)) + coupling_rms / 2 + depth_error);
    // E|C| <= E (Q_a Q_b)^{1/2}, which is q_l but for its bias. Without the bias, and with the least q_l can
    // be at this depth, a point has to be better still to count.
    result.trivial = scale * q * exp(-(floor_share + t / 8) / point.depth) + abs(named);
    return result;
}

Memo<Growth> growth_of(const GrowthFacts& facts) {
    const Memo<GrowthLimit> limits([facts](const Cell& cell) { return growth_limit(cell, facts); });
    return Memo<Growth>([limits](const Cell& cell) {
        Cell any_size;
        any_size.time = cell.time;
        any_size.inputs = cell.inputs;
        return growth_along(cell, *limits(any_size));
    });
}

Growth growth_along(const Cell& cell, const GrowthLimit& limit) {
    const Point end{cell.width, cell.depth};
    Growth growth;
    const std::vector<Point> points =
        cell.order ? cell.order->points(end, order_points) : std::vector<Point>{end};
    for (const Point& point : points) {
        // Layer 0 is exact and never sampled.
        if (cell.time.layer(point.depth) == 0) {
            continue;
        }
        GrowthPoint numbers = growth_point(limit, cell.time, point);
        if (point == end || numbers.informative()) {
            growth.points.push_back(std::move(numbers));
        }
    }
    const Point exchanged{cell.depth, cell.width};
    if (!(exchanged == end) && cell.time.layer(exchanged.depth) > 0) {
        GrowthPoint numbers = growth_point(limit, cell.time, exchanged);
        if (numbers.informative()) {
            growth.exchanged = std::move(numbers);
        }
    }
    return growth;
}

}  // namespace limitcheck::properties
