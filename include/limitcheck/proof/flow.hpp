// Validated flows: one Taylor step from a state to an enclosure of the state after it. A Picard box, found by
// inflation, encloses the solution over the step, and the last Taylor coefficient over that box encloses
// Lagrange's remainder (Moore, Interval Analysis, 1966, chapter 9).
#pragma once

#include "limitcheck/proof/interval.hpp"

namespace limitcheck::proof {

/// Taylor coefficients of all variables and of the products that their equations need.
template <int Variables, int Products, int Order>
struct Series {
    Interval variable[Variables][Order + 1]{};  // NOLINT: see Jet
    Interval product[Products][Order + 1]{};    // NOLINT
};

/// Coefficient k of the product of two series.
constexpr Interval product_coefficient(const Interval* x, const Interval* y, int k) {
    Interval sum = x[0] * y[k];
    for (int i = 1; i <= k; ++i) sum = sum + x[i] * y[k - i];
    return sum;
}

/// A Field has `variables`, `products` and extend(series, k), which fills the products' coefficients k and
/// the variables' coefficients k+1 from those up to k.
template <class Field>
struct State {
    Interval at[Field::variables]{};  // NOLINT
};

namespace detail {

template <int Order, class Field>
constexpr Series<Field::variables, Field::products, Order> taylor(const Field& field,
                                                                  const State<Field>& state) {
    Series<Field::variables, Field::products, Order> s;
    for (int v = 0; v < Field::variables; ++v) s.variable[v][0] = state.at[v];
    for (int k = 0; k < Order; ++k) field.extend(s, k);
    return s;
}

/// A box that holds the solution from `state` over [0, h]: Picard's operator maps it into itself.
template <class Field>
constexpr State<Field> picard_box(const Field& field, const State<Field>& state, double h) {
    State<Field> box = state;
    for (int attempt = 0; attempt < 40; ++attempt) {
        const auto slope = taylor<1>(field, box);
        bool inside = true;
        State<Field> image;
        for (int v = 0; v < Field::variables; ++v) {
            image.at[v] = state.at[v] + Interval(0, h) * slope.variable[v][1];
            inside = inside && contains(box.at[v], image.at[v]);
        }
        if (inside) return image;
        for (int v = 0; v < Field::variables; ++v) {
            const Interval wider = hull(image.at[v], state.at[v]);
            const double margin = 0.1 * (wider.hi - wider.lo) + 1e-12;
            box.at[v] = {wider.lo - margin, wider.hi + margin};
        }
    }
    throw std::domain_error("picard_box: no box; take a shorter step");
}

}  // namespace detail

/// The state after time h > 0 (h is exactly the double given), by a Taylor polynomial of degree Order - 1.
template <int Order, class Field>
constexpr State<Field> flow_step(const Field& field, const State<Field>& state, double h) {
    const auto centre = detail::taylor<Order - 1>(field, state);
    const auto around = detail::taylor<Order>(field, detail::picard_box(field, state, h));
    State<Field> next;
    for (int v = 0; v < Field::variables; ++v) {
        Interval sum = around.variable[v][Order];
        for (int k = Order; k-- > 0;) sum = sum * point(h) + centre.variable[v][k];
        next.at[v] = sum;
    }
    return next;
}

/// The state after time span, an enclosure of a number > 0: whole steps of span.lo / steps, then what is
/// left.
template <int Order, class Field>
constexpr State<Field> flow(const Field& field, State<Field> state, const Interval& span, int steps) {
    const double h = below(span.lo / steps);
    for (int k = 0; k < steps; ++k) state = flow_step<Order>(field, state, h);
    const Interval rest = span - steps * point(h);  // at least 0 and tiny
    const State<Field> box = detail::picard_box(field, state, above(rest.hi));
    const auto slope = detail::taylor<1>(field, box);
    for (int v = 0; v < Field::variables; ++v) {
        state.at[v] = state.at[v] + Interval(0, above(rest.hi)) * slope.variable[v][1];
    }
    return state;
}

}  // namespace limitcheck::proof
