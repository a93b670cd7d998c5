// The arithmetic of enclosures: each operation is one MPFI call on a fresh value, followed by the check that
// its ends are finite. Rests on MPFI's outward rounding.
#include "limitcheck/precise/enclosure.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace limitcheck::precise {

namespace {

Bits wider(const Enclosure& a, const Enclosure& b) { return std::max(a.bits(), b.bits()); }

using Unary = int (*)(mpfi_ptr, mpfi_srcptr);
using Binary = int (*)(mpfi_ptr, mpfi_srcptr, mpfi_srcptr);

Enclosure apply(Unary op, const Enclosure& x, const char* what) {
    return Enclosure::computed(x.bits(), what, [&](mpfi_ptr out) { op(out, x.raw()); });
}

Enclosure apply(Binary op, const Enclosure& a, const Enclosure& b, const char* what) {
    return Enclosure::computed(wider(a, b), what, [&](mpfi_ptr out) { op(out, a.raw(), b.raw()); });
}

[[noreturn]] void outside(const char* what, const Enclosure& x, const char* domain) {
    throw std::domain_error(std::string("Enclosure: ") + what + " of " + to_string(x) +
                            ", which is not within " + domain);
}

}  // namespace

Enclosure::Enclosure(Uninitialised, Bits bits) {
    if (bits < 16 || bits > 1 << 20) {
        throw std::domain_error("Enclosure: a precision of " + std::to_string(bits) +
                                " bits is not within [16, 1048576]");
    }
    mpfi_init2(value_, bits);
}

Enclosure::Enclosure(const Enclosure& other) : Enclosure(Uninitialised{}, other.bits()) {
    mpfi_set(value_, other.value_);
}

Enclosure::Enclosure(Enclosure&& other) noexcept {
    value_[0] = other.value_[0];
    other.value_->left._mpfr_d = nullptr;
    other.value_->right._mpfr_d = nullptr;
}

Enclosure& Enclosure::operator=(const Enclosure& other) {
    if (this != &other) {
        *this = Enclosure(other);
    }
    return *this;
}

Enclosure& Enclosure::operator=(Enclosure&& other) noexcept {
    std::swap(value_[0], other.value_[0]);
    return *this;
}

Enclosure::~Enclosure() {
    if (value_->left._mpfr_d != nullptr) {
        mpfi_clear(value_);
    }
}

void Enclosure::check(const char* what) const {
    if (mpfi_bounded_p(value_) == 0) {
        if (mpfi_nan_p(value_) != 0) {
            throw std::domain_error(std::string("Enclosure: ") + what +
                                    " is not defined on its whole argument");
        }
        throw std::overflow_error(std::string("Enclosure: ") + what + " has no finite enclosure");
    }
}

void Enclosure::raise_precision(Bits bits) {
    if (bits > this->bits()) {
        mpfi_round_prec(value_, bits);
    }
}

Enclosure Enclosure::ratio(std::int64_t p, std::int64_t q, Bits bits) {
    return Enclosure(p, bits) / Enclosure(q, bits);
}

Enclosure Enclosure::exactly(double value, Bits bits) { return between(value, value, bits); }

Enclosure Enclosure::between(double lo, double hi, Bits bits) {
    if (!std::isfinite(lo) || !std::isfinite(hi) || lo > hi) {
        throw std::domain_error("Enclosure: between needs two finite doubles in order, not " +
                                std::to_string(lo) + " and " + std::to_string(hi));
    }
    return computed(bits, "between", [&](mpfi_ptr out) { mpfi_interv_d(out, lo, hi); });
}

Enclosure Enclosure::decimal(std::string_view numeral, Bits bits) {
    const std::string text(numeral);
    const std::size_t first = text.find_first_not_of("+-0123456789.eE");
    if (text.empty() || first != std::string::npos) {
        throw std::domain_error("Enclosure: \"" + text + "\" is not a decimal numeral");
    }
    Enclosure result(Uninitialised{}, bits);
    char* end_lo = nullptr;
    char* end_hi = nullptr;
    mpfr_strtofr(&result.value_->left, text.c_str(), &end_lo, 10, MPFR_RNDD);
    mpfr_strtofr(&result.value_->right, text.c_str(), &end_hi, 10, MPFR_RNDU);
    if (end_lo != text.c_str() + text.size() || end_hi != end_lo) {
        throw std::domain_error("Enclosure: \"" + text + "\" is not a decimal numeral");
    }
    result.check("decimal");
    return result;
}

Enclosure Enclosure::hull(const Enclosure& a, const Enclosure& b) { return apply(mpfi_union, a, b, "hull"); }

Enclosure Enclosure::pi(Bits bits) {
    return computed(bits, "pi", [](mpfi_ptr out) { mpfi_const_pi(out); });
}

Enclosure Enclosure::euler_gamma(Bits bits) {
    return computed(bits, "euler_gamma", [](mpfi_ptr out) { mpfi_const_euler(out); });
}

Enclosure Enclosure::log2(Bits bits) {
    return computed(bits, "log2", [](mpfi_ptr out) { mpfi_const_log2(out); });
}

Enclosure Enclosure::at_bits(Bits bits) const {
    return computed(bits, "at_bits", [&](mpfi_ptr out) { mpfi_set(out, value_); });
}

double Enclosure::lower() const { return mpfr_get_d(&value_->left, MPFR_RNDD); }
double Enclosure::upper() const { return mpfr_get_d(&value_->right, MPFR_RNDU); }

double Enclosure::mid() const { return middle().lower(); }

double Enclosure::mid_error() const { return std::max(0.0, abs(*this - exactly(mid(), bits())).upper()); }

double Enclosure::width() const {
    mpfr_t difference;
    mpfr_init2(difference, 53);
    mpfr_sub(difference, &value_->right, &value_->left, MPFR_RNDU);
    const double result = mpfr_get_d(difference, MPFR_RNDU);
    mpfr_clear(difference);
    return result;
}

Enclosure Enclosure::lower_end() const {
    return computed(bits(), "lower_end", [&](mpfi_ptr out) { mpfi_set_fr(out, &value_->left); });
}

Enclosure Enclosure::upper_end() const {
    return computed(bits(), "upper_end", [&](mpfi_ptr out) { mpfi_set_fr(out, &value_->right); });
}

Enclosure Enclosure::middle() const {
    return computed(bits(), "middle", [&](mpfi_ptr out) {
        mpfi_mid(&out->left, value_);
        mpfr_set(&out->right, &out->left, MPFR_RNDN);
    });
}

bool Enclosure::contains(double point) const { return contains(exactly(point, 53)); }

bool Enclosure::contains(const Enclosure& other) const { return mpfi_is_inside(other.value_, value_) > 0; }

bool Enclosure::overlaps(const Enclosure& other) const {
    return mpfr_lessequal_p(&value_->left, &other.value_->right) != 0 &&
           mpfr_lessequal_p(&other.value_->left, &value_->right) != 0;
}

Enclosure& Enclosure::operator+=(const Enclosure& b) {
    raise_precision(b.bits());
    mpfi_add(value_, value_, b.value_);
    check("sum");
    return *this;
}

Enclosure& Enclosure::operator-=(const Enclosure& b) {
    raise_precision(b.bits());
    mpfi_sub(value_, value_, b.value_);
    check("difference");
    return *this;
}

Enclosure& Enclosure::operator*=(const Enclosure& b) { return *this = *this * b; }
Enclosure& Enclosure::operator/=(const Enclosure& b) { return *this = *this / b; }

Enclosure operator-(const Enclosure& a) { return apply(mpfi_neg, a, "negation"); }
Enclosure operator+(const Enclosure& a, const Enclosure& b) { return apply(mpfi_add, a, b, "sum"); }
Enclosure operator-(const Enclosure& a, const Enclosure& b) { return apply(mpfi_sub, a, b, "difference"); }
Enclosure operator*(const Enclosure& a, const Enclosure& b) { return apply(mpfi_mul, a, b, "product"); }

Enclosure operator/(const Enclosure& a, const Enclosure& b) {
    if (b.contains_zero()) {
        throw std::domain_error("Enclosure: division by " + to_string(b) + ", which contains 0");
    }
    return apply(mpfi_div, a, b, "quotient");
}

namespace detail {

namespace {

using WithInteger = int (*)(mpfi_ptr, mpfi_srcptr, long);

Enclosure apply_integer(WithInteger op, const Enclosure& a, long b, const char* what) {
    return Enclosure::computed(a.bits(), what, [&](mpfi_ptr out) { op(out, a.raw(), b); });
}

}  // namespace

Enclosure plus(const Enclosure& a, long b) { return apply_integer(mpfi_add_si, a, b, "sum"); }
Enclosure minus(const Enclosure& a, long b) { return apply_integer(mpfi_sub_si, a, b, "difference"); }
Enclosure times(const Enclosure& a, long b) { return apply_integer(mpfi_mul_si, a, b, "product"); }

Enclosure minus(long a, const Enclosure& b) {
    return Enclosure::computed(b.bits(), "difference", [&](mpfi_ptr out) { mpfi_si_sub(out, a, b.raw()); });
}

Enclosure over(const Enclosure& a, long b) {
    if (b == 0) {
        throw std::domain_error("Enclosure: division by 0, which contains 0");
    }
    return apply_integer(mpfi_div_si, a, b, "quotient");
}

Enclosure over(long a, const Enclosure& b) {
    if (b.contains_zero()) {
        throw std::domain_error("Enclosure: division by " + to_string(b) + ", which contains 0");
    }
    return Enclosure::computed(b.bits(), "quotient", [&](mpfi_ptr out) { mpfi_si_div(out, a, b.raw()); });
}

}  // namespace detail

Enclosure sqrt(const Enclosure& x) {
    if (mpfi_is_nonneg(x.raw()) <= 0) {
        outside("sqrt", x, "[0, inf)");
    }
    return apply(mpfi_sqrt, x, "sqrt");
}

Enclosure square(const Enclosure& x) { return apply(mpfi_sqr, x, "square"); }
Enclosure exp(const Enclosure& x) { return apply(mpfi_exp, x, "exp"); }
Enclosure expm1(const Enclosure& x) { return apply(mpfi_expm1, x, "expm1"); }

Enclosure log(const Enclosure& x) {
    if (!x.is_positive()) {
        outside("log", x, "(0, inf)");
    }
    return apply(mpfi_log, x, "log");
}

Enclosure log1p(const Enclosure& x) {
    if (certainly_less(Enclosure(-1), x) != Certainty::yes) {
        outside("log1p", x, "(-1, inf)");
    }
    return apply(mpfi_log1p, x, "log1p");
}

Enclosure sin(const Enclosure& x) { return apply(mpfi_sin, x, "sin"); }
Enclosure cos(const Enclosure& x) { return apply(mpfi_cos, x, "cos"); }

Enclosure asin(const Enclosure& x) {
    if (!Enclosure::between(-1, 1).contains(x)) {
        outside("asin", x, "[-1, 1]");
    }
    return apply(mpfi_asin, x, "asin");
}

Enclosure acos(const Enclosure& x) {
    if (!Enclosure::between(-1, 1).contains(x)) {
        outside("acos", x, "[-1, 1]");
    }
    return apply(mpfi_acos, x, "acos");
}

Enclosure atan(const Enclosure& x) { return apply(mpfi_atan, x, "atan"); }
Enclosure tanh(const Enclosure& x) { return apply(mpfi_tanh, x, "tanh"); }

Enclosure normal_probability(const Enclosure& x) {
    const Enclosure y = -x / sqrt(Enclosure(2, x.bits()));
    return Enclosure::computed(x.bits(), "normal_probability",
                               [&](mpfi_ptr out) {  // erfc(y)/2, which falls in y
                                   mpfr_erfc(&out->left, &y.raw()->right, MPFR_RNDD);
                                   mpfr_erfc(&out->right, &y.raw()->left, MPFR_RNDU);
                               }) /
           2;
}

Enclosure pow(const Enclosure& x, int exponent) {
    if (exponent < 0) {
        return 1 / pow(x, -exponent);
    }
    if (exponent == 0) {
        return Enclosure(1, x.bits());
    }
    if (exponent % 2 == 0) {
        return square(pow(x, exponent / 2));
    }
    return exponent == 1 ? x : x * pow(x, exponent - 1);
}

Enclosure pow(const Enclosure& x, const Enclosure& exponent) { return exp(exponent * log(x)); }

Enclosure abs(const Enclosure& x) { return apply(mpfi_abs, x, "abs"); }

Enclosure min(const Enclosure& a, const Enclosure& b) {
    return Enclosure::computed(wider(a, b), "min", [&](mpfi_ptr out) {
        mpfr_min(&out->left, &a.raw()->left, &b.raw()->left, MPFR_RNDD);
        mpfr_min(&out->right, &a.raw()->right, &b.raw()->right, MPFR_RNDU);
    });
}

Enclosure max(const Enclosure& a, const Enclosure& b) {
    return Enclosure::computed(wider(a, b), "max", [&](mpfi_ptr out) {
        mpfr_max(&out->left, &a.raw()->left, &b.raw()->left, MPFR_RNDD);
        mpfr_max(&out->right, &a.raw()->right, &b.raw()->right, MPFR_RNDU);
    });
}

Enclosure intersect(const Enclosure& a, const Enclosure& b) {
    if (!a.overlaps(b)) {
        throw std::logic_error("Enclosure: two enclosures of one number are disjoint, " + to_string(a) +
                               " and " + to_string(b));
    }
    return apply(mpfi_intersect, a, b, "intersect");
}

Certainty certainly_less(const Enclosure& a, const Enclosure& b) {
    if (mpfr_less_p(&a.raw()->right, &b.raw()->left) != 0) {
        return Certainty::yes;
    }
    return mpfr_lessequal_p(&b.raw()->right, &a.raw()->left) != 0 ? Certainty::no : Certainty::unknown;
}

Certainty certainly_at_most(const Enclosure& a, const Enclosure& b) {
    if (mpfr_lessequal_p(&a.raw()->right, &b.raw()->left) != 0) {
        return Certainty::yes;
    }
    return mpfr_less_p(&b.raw()->right, &a.raw()->left) != 0 ? Certainty::no : Certainty::unknown;
}

}  // namespace limitcheck::precise
