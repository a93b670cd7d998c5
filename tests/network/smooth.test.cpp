// The fits behind tanh and gelu: the errors that smooth.hpp states, of the coefficients as they are stored
// and without the rounding of the sums, in enclosures.
#include "network/smooth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "catch.hpp"
#include "limitcheck/precise/enclosure.hpp"

using namespace limitcheck;
using namespace limitcheck::network::detail;
using precise::Enclosure;

namespace {

/// The polynomial with exactly these coefficients.
template <class Real, std::size_t count>
Enclosure exact_polynomial(const std::array<Real, count>& coefficients, const Enclosure& x) {
    Enclosure value;
    for (const Real c : coefficients) {
        value = value * x + Enclosure::exactly(c);
    }
    return value;
}

/// Largest |found/exact - 1| at i/count of `end`, for i from `first` to count without 0; from above.
template <class Found, class Exact>
double largest_error(int first, int count, double end, Found found, Exact exact) {
    double largest = 0;
    for (int i = first; i <= count; ++i) {
        if (i != 0) {
            const Enclosure at = Enclosure::exactly(end * i / count);
            largest = std::max(largest, abs(found(at) / exact(at) - 1).upper());
        }
    }
    return largest;
}

/// Of r + r^2 P(r) as e^r - 1, for |r| <= log(2)/2.
template <class Real>
double exponential_error() {
    return largest_error(
        -1000, 1000, std::log(2.0) / 2,
        [](const Enclosure& r) {
            return r + square(r) * exact_polynomial(SmoothTerms<Real>::exponential, r);
        },
        [](const Enclosure& r) { return expm1(r); });
}

/// Of (1/2 + a N(a))/D(a) as e^(a^2/2) P(N(0,1) > a), for a in [0, end].
template <class Real>
double ratio_error(double end) {
    return largest_error(
        1, 500, end,
        [](const Enclosure& a) {
            using T = SmoothTerms<Real>;
            return (Enclosure::ratio(1, 2) + a * exact_polynomial(T::numerator, a)) /
                   exact_polynomial(T::denominator, a);
        },
        [](const Enclosure& a) { return exp(square(a) / 2) * normal_probability(-a); });
}

/// Between the stated error and a hundredth less.
void check(double found, double stated) {
    CAPTURE(found, stated);
    CHECK(found <= stated);
    CHECK(found > 0.99 * stated);
}

}  // namespace

// Any last place of the ratio's coefficients, in float and double, moves one of these errors out of its
// hundredth. Of the exponential's not all do, as the highest powers matter little: unseen are, in float, 256
// last places of the first coefficient and 16 of the second; in double more than 2^20 of the first three,
// then about 2^16, 2^12, 2^7 and 4. Below that a change costs no accuracy, and the golden hashes see it.
TEST_CASE("the exponential's polynomial has the error that it states") {
    check(exponential_error<float>(), 1.76e-9);
    check(exponential_error<double>(), 8.45e-19);
}

TEST_CASE("the ratio of gelu's tail has the error that it states, near 0 and to the end") {
    check(ratio_error<float>(2), 1.56e-8);
    check(ratio_error<float>(SmoothTerms<float>::gelu_end), 2.48e-8);
    check(ratio_error<double>(2), 5.02e-17);
    check(ratio_error<double>(SmoothTerms<double>::gelu_end), 5.95e-17);
}
