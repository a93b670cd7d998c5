// The reference values of the correlation flow that the compiler proves to 12 digits (lemmas/ beside this
// file). docs/theory/resnet-commute, section 3.3.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::commutativity::proved {

/// From c_0 = start, q_0 = 1: c_t and q_t c_t at t = 1/10, 1/2, 1, rounded to nearest at the last digit shown
/// (12 digits; 12 decimals for c_0 = 0, t = 1/10).
struct ReferenceRow {
    proof::Decimal start;
    proof::Decimal correlation[3];  // NOLINT
    proof::Decimal covariance[3];   // NOLINT
};

inline constexpr ReferenceRow reference_flow[] = {
    {{-9, -1},
     {{-855471530094, -12}, {-694233111039, -12}, {-523595037733, -12}},
     {{-899332493360, -12}, {-891412959680, -12}, {-863262275943, -12}}},
    {{0, 0},
     {{15718853563, -12}, {748790831401, -13}, {141347677050, -12}},
     {{165247764192, -13}, {961466459302, -13}, {233042921716, -12}}},
    {{2, -1},
     {{211113663720, -12}, {253260245633, -12}, {301226519215, -12}},
     {{221937692718, -12}, {325192592429, -12}, {496638569529, -12}}},
    {{5, -1},
     {{505404814126, -12}, {526155462317, -12}, {550277399573, -12}},
     {{531317473060, -12}, {675596986744, -12}, {907254053462, -12}}},
    {{9, -1},
     {{900475213665, -12}, {902342481020, -12}, {904603344919, -12}},
     {{946643565129, -12}, {115863068019, -11}, {149143877631, -11}}},
    {{999, -3},
     {{999000474363, -12}, {999002368445, -12}, {999004728485, -12}},
     {{105022032396, -11}, {128274443241, -11}, {164708034538, -11}}},
};

}  // namespace limitcheck::theorems::commutativity::proved
