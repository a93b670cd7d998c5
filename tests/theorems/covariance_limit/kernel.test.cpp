// The correlation map and its moments: values and lemmas of docs/theory/resnet-commute, sections 3.1, 3.3
// and 6.
#include "limitcheck/theorems/covariance_limit/kernel.hpp"

#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
namespace limit = limitcheck::theorems::covariance_limit;
namespace precise = limitcheck::precise;

namespace {

Enclosure number(const char* numeral) { return Enclosure::decimal(numeral); }

bool at_most(const Enclosure& a, const Enclosure& b) { return certainly_at_most(a, b) == Certainty::yes; }

}  // namespace

TEST_CASE("kernel and its slope match the printed values", "[theorems][covariance_limit]") {
    CHECK(prints_as(limit::kernel(number("-0.9")), "0.00953839884467207620159"));
    CHECK(prints_as(limit::kernel(number("-0.5")), "0.108997781044229358089"));
    CHECK(prints_as(limit::kernel(0), "0.3183098861837906715378"));
    CHECK(prints_as(limit::kernel(number("0.2")), "0.4246975638632654294847"));
    CHECK(prints_as(limit::kernel(number("0.5")), "0.608997781044229358089"));
    CHECK(prints_as(limit::kernel(number("0.9")), "0.9095383988446720762016"));
    CHECK(prints_as(limit::kernel(number("0.999")), "0.9990094906418302025692"));
    CHECK(prints_as(limit::kernel_slope(number("-0.9")), "0.1435662931287062707509"));
    CHECK(limit::kernel_slope(number("-0.5")).overlaps(Enclosure::ratio(1, 3)));
    CHECK(limit::kernel_slope(0).contains(0.5));
    CHECK(prints_as(limit::kernel_slope(number("0.2")), "0.5640942168489749316119"));
    CHECK(limit::kernel_slope(number("0.5")).overlaps(Enclosure::ratio(2, 3)));
    CHECK(prints_as(limit::kernel_slope(number("0.9")), "0.8564337068712937292491"));
    CHECK(prints_as(limit::kernel_slope(number("0.999")), "0.9857635625937603449292"));
    CHECK(limit::kernel(1).contains(1.0));
    CHECK(limit::kernel(-1).contains(0.0));
}

TEST_CASE("section 6: identities and inequalities of the kernel on a grid", "[theorems][covariance_limit]") {
    const Enclosure k = limit::defect_constant();
    const Enclosure k2 = precise::sqrt(Enclosure(2)) / (30 * Enclosure::pi());
    const Enclosure kappa = (1 / (2 * precise::sqrt(Enclosure(2))) - k) / 2;
    const Enclosure tiny = number("1e-40");
    CHECK(prints_as(k, "0.30010543871903535652"));
    CHECK(prints_as(k2, "0.01500527193595176782592"));
    CHECK(prints_as(kappa, "0.02672397593711920284"));
    const Enclosure inverse_pi = 1 / Enclosure::pi();
    Enclosure last_f = -1;
    Enclosure last_gap = 2;
    Enclosure last_product = 2;
    for (int i = -40; i <= 40; ++i) {
        INFO("c = " << i << "/40");
        const Enclosure c = Enclosure::ratio(i, 40);
        const Enclosure f = limit::kernel(c);
        // Item 1, and f by the arcsine form, which shares nothing with the angle form but the function.
        CHECK((f - limit::kernel(-c)).overlaps(c));
        CHECK(f.overlaps((c * precise::asin(c) + precise::sqrt((1 - c) * (1 + c))) * inverse_pi + c / 2));
        // Items 2, 4, 6.
        CHECK(at_most(last_f, f));
        CHECK((at_most(c, f + tiny) && at_most(inverse_pi + c / 2, f + tiny)));
        const Enclosure gap = f - c;
        CHECK(certainly_less(gap, last_gap) == Certainty::yes);
        const Enclosure product = (1 - limit::kernel_slope(c)) * gap;
        CHECK(at_most(product, last_product));
        last_f = f;
        last_gap = gap;
        last_product = product;
        // Items 3, 7 and 8.
        const Enclosure e = 1 - c;
        CHECK(limit::kernel_defect(e).overlaps(gap));
        CHECK(limit::kernel(-1 + e).overlaps(limit::kernel_defect(e)));
        if (i != 40) {
            const Enclosure e32 = e * precise::sqrt(e);
            CHECK(at_most(k * e32 + number("0.01500527193") * e32 * e, gap + tiny));
            CHECK(at_most(gap, k * e32 + kappa * e32 * e + tiny));
            CHECK(at_most(gap, e32 / (2 * precise::sqrt(Enclosure(2))) + tiny));
        }
        if (i != 40 && i != -40) {
            CHECK(at_most(inverse_pi, limit::kernel_curvature(c) + tiny));
        }
    }
}

TEST_CASE("kernel defect is narrow at every size, and both of its forms agree",
          "[theorems][covariance_limit]") {
    for (const double e : {1e-30, 1e-12, 1e-4, 0.1249, 0.125}) {
        const Enclosure x = Enclosure::exactly(e);
        const Enclosure defect = limit::kernel_defect(x);
        CHECK(defect.width() < 1e-45 * defect.lower());
        const Enclosure wide = Enclosure::exactly(e, 600);  // by the angle, with bits to spare
        const Enclosure th = 2 * precise::asin(precise::sqrt(wide / 2));
        CHECK(defect.overlaps((precise::sin(th) - th * precise::cos(th)) / Enclosure::pi(600)));
    }
    CHECK(limit::kernel_defect(0).upper() == 0.0);
    CHECK(limit::kernel_defect(2).contains(1.0));
    CHECK(limit::kernel_defect(Enclosure::between(0.5, 0.75)).contains(limit::kernel_defect(number("0.6"))));
    CHECK_THROWS_AS(limit::kernel_defect(-1), std::domain_error);
    CHECK_THROWS_AS(limit::kernel(number("1.01")), std::domain_error);
}

TEST_CASE("chi matches the printed values and stays below its bound", "[theorems][covariance_limit]") {
    CHECK(limit::chi(-1).contains(5.0));
    CHECK(prints_as(limit::chi(number("-0.5")), "5.19417"));
    CHECK(prints_as(limit::chi(0), "5.88726"));
    CHECK(prints_as(limit::chi(number("0.5")), "6.75699"));
    CHECK(prints_as(limit::chi(number("0.9")), "7.13790"));
    CHECK(prints_as(limit::chi(number("0.999")), "7.01909"));
    // The greatest value is at c = 0.89211, among points 10^-7 apart.
    Enclosure greatest;
    for (int i = 8920900; i <= 8921300; ++i) {
        greatest = precise::max(greatest, limit::chi(Enclosure::ratio(i, 10000000, 96)));
    }
    CHECK(prints_as(greatest, "7.13819885648"));
    for (int i = -200; i < 200; ++i) {
        CHECK(certainly_less(limit::chi(Enclosure::ratio(i, 200)), limit::chi_most()) == Certainty::yes);
    }
    // Independent inputs: E phi^2 phi^2 = 1/4 and E phi^3 phi = (2/sqrt(2 pi)) (1/sqrt(2 pi)); equal inputs:
    // 3/2.
    CHECK(limit::moment22(0).contains(0.25));
    CHECK(limit::moment31(0).overlaps(1 / Enclosure::pi()));
    CHECK(limit::moment22(1).contains(1.5));
    CHECK(limit::moment31(1).contains(1.5));
    CHECK(limit::chi(1).upper() < 7.1382);
}
