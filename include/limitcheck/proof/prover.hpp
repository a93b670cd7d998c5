// The prover of inequalities h > 0 on an interval: Taylor forms on cells that grow while they succeed, and at
// an end where h vanishes the exact order of the zero, after which h / t^order is bounded by a Taylor form.
#pragma once

#include <type_traits>

#include "limitcheck/proof/form.hpp"
#include "limitcheck/proof/result.hpp"

namespace limitcheck::proof {

namespace detail {

/// The least value of a_k + a_(k+1) t + ... + a_N t^(N-k) over 0 <= t <= w, from below.
template <int N>
constexpr double least_after_zero(const Jet<N, Interval>& a, int order, double w) {
    const Interval t{0, w};
    Interval sum = a[N];
    for (int k = N; k-- > order;) sum = sum * t + a[k];
    return sum.lo;
}

}  // namespace detail

/// How hard the prover tries.
struct Effort {
    int failures = 2000;
    double least_cell = 1e-12;  ///< share of the domain below which a cell is given up
    double first_cell = 0.125;  ///< share of the domain
};

namespace detail {

/// h at one point, from above.
template <class Chart, class Function>
constexpr double greatest_at(const Chart& chart, const Function& h, double x) {
    return greatest_at_centre(h(chart.template at<0>(x, 0)));
}

/// Where h is least near x, by the parabolas of ever smaller cells inside [from, to].
template <int N, class Chart, class Function>
constexpr double near_minimum(const Chart& chart, const Function& h, double x, double from, double to) {
    double radius = 1e-3 * (to - from);
    for (int round = 0; round < 8; ++round, radius *= 0.3) {
        const auto form = h(chart.template at<N>(x, radius));
        if (!(form.a[2] > 0)) break;
        const double tau = -form.a[1] / (2 * form.a[2]);
        x += radius * (tau > 1 ? 1 : (tau < -1 ? -1 : tau));
        x = x < from ? from : (x > to ? to : x);
    }
    return x;
}

/// Looks for a point where h is certainly below zero: where it is least nearby, left, doubling distances to
/// the right of it, and to.
template <int N, class Chart, class Function>
constexpr Result find_counterexample(const Chart& chart, const Function& h, double from, double left,
                                     double step, double to, int cells, double reached) {
    if constexpr (N >= 2) {
        const double x = near_minimum<N>(chart, h, left, from, to);
        const double value = greatest_at(chart, h, x);
        if (value < 0) return {Verdict::disproved, cells, x, x, value};
    }
    for (double x = left, distance = step; x < to; x = left + distance, distance *= 2) {
        const double value = greatest_at(chart, h, x);
        if (value < 0) return {Verdict::disproved, cells, x, x, value};
    }
    const double value = greatest_at(chart, h, to);
    if (value < 0) return {Verdict::disproved, cells, to, to, value};
    return {Verdict::exhausted, cells, left, left + step, reached};
}

/// h > 0 on [from, to], by Taylor forms of order N.
template <int N, class Chart, class Function>
constexpr Result cover(const Chart& chart, const Function& h, double from, double to, const Effort& effort) {
    Result result{Verdict::proved, 0, from, to, greatest};
    const double share = to - from;
    double left = from;
    double step = share * effort.first_cell;
    for (int count = 0; left < to;) {
        double right = left + step;
        if (right > to - 0.25 * step) right = to;
        const double centre = left + 0.5 * (right - left);
        const double radius = above(right - centre > centre - left ? right - centre : centre - left);
        const auto form = h(chart.template at<N>(centre, radius));
        const double least = least_value(form);
        if (least > 0) {
            ++result.cells;
            if (least < result.bound) {
                result.bound = least;
                result.lo = left;
                result.hi = right;
            }
            left = right;
            step *= 1.7;
        } else {
            if (greatest_at_centre(form) < 0) {
                return {Verdict::disproved, result.cells, centre, centre, greatest_at_centre(form)};
            }
            step = 0.5 * (right - left);
            if (++count > effort.failures || step < share * effort.least_cell) {
                return find_counterexample<N>(chart, h, from, left, step, to, result.cells, least);
            }
        }
    }
    return result;
}

/// The greatest value of the same, from above.
template <int N>
constexpr double greatest_after_zero(const Jet<N, Interval>& a, int order, double w) {
    const Interval t{0, w};
    Interval sum = a[N];
    for (int k = N; k-- > order;) sum = sum * t + a[k];
    return sum.hi;
}

/// What is proved next to an end: h / t^order >= bound on (0, width]; disproved: h / t^order <= bound < 0
/// there.
struct EndCell {
    int order = 0;
    double width = 0;
    double bound = 0;
    Verdict verdict = Verdict::exhausted;
};

/// exact: the exact jet of h at the end; cell(w): the interval jet of h over [0, w] away from the end.
template <int N, class Exact, class Cell>
constexpr EndCell end_cell(const Exact& exact, const Cell& cell, double widest) {
    EndCell end;
    while (end.order <= N && is_zero(exact[end.order])) ++end.order;
    if (end.order > N) return end;
    Jet<N, Interval> known;
    for (int k = end.order; k <= N; ++k) known[k] = enclosure(exact[k]);
    const bool wrong = known[end.order].hi < 0;
    // An end form costs as much as ten cells: few tries, from a width that most pass at once.
    for (double w = 0.25 * widest; w > widest * (wrong ? 1e-12 : 1e-6); w *= 0.4) {
        Jet<N, Interval> form = known;
        form[N] = cell(w)[N];
        if (wrong) {
            const double most = greatest_after_zero(form, end.order, w);
            if (most >= 0) continue;
            end.verdict = Verdict::disproved;
            end.width = w;
            end.bound = most;
            return end;
        }
        const double least = end.order == N ? form[N].lo : least_after_zero(form, end.order, w);
        if (least > 0) {
            end.verdict = Verdict::proved;
            end.width = w;
            end.bound = least;
            return end;
        }
    }
    return end;
}

struct AngleChart {
    template <int N>
    constexpr Angle<Form<N>> at(double centre, double radius) const {
        return angle_form<N>(centre, radius);
    }
};

struct RealChart {
    template <int N>
    constexpr Form<N> at(double centre, double radius) const {
        return variable_form<N>(centre, radius);
    }
};

/// The end cells and the cover between them, put together.
template <int N, class Chart, class Function>
constexpr Result between_ends(const Chart& chart, const Function& h, double from, double to,
                              const EndCell* left, const EndCell* right, const Effort& effort) {
    const bool wrong_left = left != nullptr && left->verdict == Verdict::disproved;
    const bool wrong_right = right != nullptr && right->verdict == Verdict::disproved;
    if (wrong_left ||
        wrong_right) {  // near the end h is below zero: a point, and h there over its distance^order
        const EndCell& wrong = wrong_left ? *left : *right;
        const double x = wrong_left ? from + wrong.width : to - wrong.width;
        return {Verdict::disproved, 1, x, x, wrong.bound};
    }
    const bool stuck_left = left != nullptr && left->verdict == Verdict::exhausted;
    const bool stuck_right = right != nullptr && right->verdict == Verdict::exhausted;
    if (stuck_left || stuck_right) {
        return find_counterexample<0>(chart, h, from, from + 1e-6 * (to - from), 1e-6 * (to - from), to, 0,
                                      0);
    }
    const double begin = left != nullptr ? from + left->width : from;
    const double end = right != nullptr ? above(to - right->width) : to;
    Result result = begin < end ? cover<N>(chart, h, begin, end, effort)
                                : Result{Verdict::proved, 0, from, to, detail::greatest};
    if (result.verdict == Verdict::proved) {
        for (const EndCell* cell : {left, right}) {
            if (cell == nullptr) continue;
            ++result.cells;
            if (cell->bound < result.bound) {
                result.bound = cell->bound;
                result.lo = cell == left ? from : end;
                result.hi = cell == left ? begin : to;
            }
        }
    }
    return result;
}

}  // namespace detail

/// Where h may vanish: its exact jets are taken there, to the order given (0: the end is like any other
/// point).
struct Zeros {
    bool left = false;
    bool right = false;
};

/// h > 0 for 0 < th < end (and at an end where it does not vanish), h an expression in an Angle. Order: of
/// the forms on cells; EndOrder: of the forms at the ends, at least the order of the zeros there.
template <int Order, int EndOrder, class Function>
constexpr Result positive_on_angles(const Function& h, AngleEnd end, Zeros zeros, const Effort& effort = {}) {
    const double to = (end == AngleEnd::half_turn ? pi : half_pi).hi;
    detail::EndCell left;
    detail::EndCell right;
    if (zeros.left) {
        left = detail::end_cell<EndOrder>(
            h(exact_angle_at_zero<EndOrder>()),
            [&h](double w) { return h(angle_at<EndOrder>(Interval(0, w))); }, 1.0);
    }
    if (zeros.right) {
        right = detail::end_cell<EndOrder>(
            h(exact_angle_before<EndOrder>(end)),
            [&h, end](double w) { return h(angle_before<EndOrder>(end, Interval(0, w))); }, 1.0);
    }
    return detail::between_ends<Order>(detail::AngleChart{}, h, 0, to, zeros.left ? &left : nullptr,
                                       zeros.right ? &right : nullptr, effort);
}

/// h > 0 for from < x <= to (and at from if it does not vanish there), h an expression in a real variable. A
/// zero at the left end is asked for only where from = 0, and h is then also evaluated over exact jets.
template <int Order, int EndOrder, class Function>
constexpr Result positive_on_reals(const Function& h, double from, double to, Zeros zeros,
                                   const Effort& effort = {}) {
    detail::EndCell left;
    if constexpr (EndOrder > 0) {
        if (zeros.left) {
            left = detail::end_cell<EndOrder>(
                h(Jet<EndOrder, PiPolynomial>::variable(0)),
                [&h](double w) { return h(Jet<EndOrder, Interval>::variable(Interval(0, w))); }, to - from);
        }
    }
    return detail::between_ends<Order>(detail::RealChart{}, h, from, to, zeros.left ? &left : nullptr,
                                       nullptr, effort);
}

}  // namespace limitcheck::proof
