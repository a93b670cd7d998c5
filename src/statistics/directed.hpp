// A multiprecision number whose every operation names its direction; the few logarithms and powers that
// evidence needs. Rests on MPFR's correct rounding.
#pragma once

#include <mpfr.h>

#include <cstdint>

namespace limitcheck::statistics::detail {

/// 128 bits, more than twice a double: what is lost in a short chain of operations is far below a double's
/// last bit.
class Directed {
  public:
    Directed() {
        mpfr_init2(value_, 128);
        mpfr_set_zero(value_, 1);
    }
    explicit Directed(double x) : Directed() { mpfr_set_d(value_, x, MPFR_RNDN); }
    ~Directed() { mpfr_clear(value_); }
    Directed(const Directed&) = delete;
    Directed& operator=(const Directed&) = delete;

    [[nodiscard]] mpfr_ptr get() { return value_; }
    [[nodiscard]] mpfr_srcptr get() const { return value_; }
    [[nodiscard]] double to_double(mpfr_rnd_t direction) const { return mpfr_get_d(value_, direction); }

  private:
    mpfr_t value_;
};

}  // namespace limitcheck::statistics::detail
