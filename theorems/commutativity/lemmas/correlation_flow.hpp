// The correlation flow dc/dt = (f(c) - c)/2 (docs/theory/resnet-commute, sections 0 and 3.3), validated: in
// the angle and time tau = t/(2 pi), dth/dtau = -(1 - th K), K = cot th, dK/dtau = (1 + K^2)(1 - th K), a
// polynomial system.
#pragma once

#include "limitcheck/proof/flow.hpp"
#include "limitcheck/proof/inverse_trigonometric.hpp"
#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/theorems/commutativity/proved_constants.hpp"

namespace limitcheck::theorems::commutativity {

using proof::Decimal;
using proof::Interval;
using proof::Result;
using proof::Statement;

struct angle_field {
    static constexpr int variables = 2;
    static constexpr int products = 2;
    template <class SeriesType>
    constexpr void extend(SeriesType& s, int k) const {
        const auto& th = s.variable[0];
        const auto& cot = s.variable[1];
        auto& rest = s.product[0];     // 1 - th cot th
        auto& stretch = s.product[1];  // 1 + cot^2
        rest[k] = (k == 0 ? 1 : 0) - proof::product_coefficient(th, cot, k);
        stretch[k] = (k == 0 ? 1 : 0) + proof::product_coefficient(cot, cot, k);
        s.variable[0][k + 1] = -rest[k] / (k + 1);
        s.variable[1][k + 1] = proof::product_coefficient(stretch, rest, k) / (k + 1);
    }
};

/// c at the three reference times, from c0.
struct Trajectory {
    Interval c[3];  // NOLINT
};

template <int Order>
constexpr Trajectory trajectory(const Decimal& c0, const int (&steps)[3]) {
    const Interval start = enclosure(c0);
    proof::State<angle_field> state;
    state.at[0] = acos(start);
    state.at[1] = start / sqrt(1 - square(start));
    const Interval two_pi = scaled(proof::pi, 2);
    const Interval spans[3] = {Interval(1) / 10, Interval(2) / 5, Interval(1) / 2};
    Trajectory path;
    for (int k = 0; k < 3; ++k) {
        state = proof::flow<Order>(angle_field{}, state, spans[k] / two_pi, steps[k]);
        path.c[k] = cos(state.at[0]);
    }
    return path;
}

/// Steps on [0, 1/10], [1/10, 1/2], [1/2, 1], a row of the table each: short where the cotangent is large.
inline constexpr int steps_of[6][3] = {{4, 9, 6}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 3, 4}};

inline constexpr std::string_view flow_names[6] = {
    "commutativity/flow-from--0.9", "commutativity/flow-from-0",   "commutativity/flow-from-0.2",
    "commutativity/flow-from-0.5",  "commutativity/flow-from-0.9", "commutativity/flow-from-0.999"};

/// Row of the reference table: c_t and q_t c_t (q0 = 1) at t = 1/10, 1/2, 1.
template <int Row, long long LastDigit = 0>
struct reference_row {
    static constexpr Statement statement{
        flow_names[Row],
        "c_t and q_t c_t at t = 1/10, 1/2, 1 round to the 12 digits of the table, from this c_0 (q_0 = 1)",
        R"(c_t,\ q_tc_t\text{ to 12 digits})",
        "t in {1/10, 1/2, 1}",
        "docs/theory/resnet-commute, section 3.3",
        "dth/dtau = -(1 - th cot th), (cot th)' = (1 + cot^2 th)(1 - th cot th), tau = t/(2 pi); q_t = "
        "e^(t/2)"};
    static constexpr Result prove() {
        const proved::ReferenceRow& row = proved::reference_flow[Row];
        const Trajectory path = trajectory<14>(row.start, steps_of[Row]);
        const Interval growth[3] = {exp(Interval(1) / 20), exp(Interval(1) / 4), exp(Interval(1) / 2)};
        Result all = proof::decided(true, false, 1);
        for (int k = 0; k < 3; ++k) {
            const Decimal c{row.correlation[k].digits - LastDigit, row.correlation[k].exponent};
            all = both(all, both(proof::rounds_to(path.c[k], c),
                                 proof::rounds_to(path.c[k] * growth[k], row.covariance[k])));
        }
        return proof::by(proof::Method::flow, all);
    }
};

}  // namespace limitcheck::theorems::commutativity
