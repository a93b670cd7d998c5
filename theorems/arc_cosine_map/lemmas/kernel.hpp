// f(c) = (sin th + (pi - th) cos th)/pi with c = cos th, and the moments of two rectified normals:
// polynomials in the angle, written once for cells, exact jets and symbols. docs/theory/resnet-commute,
// sections 0, 3.1, 6.
#pragma once

#include <array>

#include "limitcheck/proof/angle.hpp"

namespace limitcheck::theorems::arc_cosine_map {

/// pi f(cos th).
template <class T>
constexpr T pi_f(const proof::Angle<T>& a) {
    return a.sin + (a.pi - a.angle) * a.cos;
}

/// pi (f(c) - c) = sin th - th cos th.
template <class T>
constexpr T pi_gap(const proof::Angle<T>& a) {
    return a.sin - a.angle * a.cos;
}

/// pi (f(c) - c) at c = 1 - 2 sin^2 x, in the half angle x = th/2.
template <class T>
constexpr T pi_gap_in_half_angle(const proof::Angle<T>& x) {
    return 2 * (x.sin * x.cos) - 2 * (x.angle * (1 - 2 * square(x.sin)));
}

/// 2 pi E phi(u)^i phi(v)^j for i + j <= 2 Half, i + j even; (u, v) standard normal with correlation cos th,
/// phi(x)^0 = 1{x > 0}. By E u g = E dg/du (Stein): M_ij = (i-1) M_(i-2)j + c j M_(i-1)(j-1), i >= 2;
/// M_00 = pi - th; M_0j = (j-1) M_0(j-2) + c s^(j-1) (j-2)!!; M_1j = s^j (j-1)!! + c j M_0(j-1).
template <class T, int Half>
class Moments {
  public:
    constexpr explicit Moments(const proof::Angle<T>& a) {
        constexpr std::array<int, 5> even_double_factorials{1, 2, 8, 48, 384};
        std::array<T, 2 * Half + 1> power_of_sin{};
        power_of_sin[0] = T(1);
        for (std::size_t k = 1; k < power_of_sin.size(); ++k) power_of_sin[k] = power_of_sin[k - 1] * a.sin;
        at(0, 0) = a.pi - a.angle;
        for (int half = 1; half <= Half; ++half) {
            const int j = 2 * half;
            const auto h = static_cast<std::size_t>(half - 1);
            const auto k = static_cast<std::size_t>(j - 1);
            at(0, j) = (j - 1) * at(0, j - 2) + even_double_factorials[h] * (a.cos * power_of_sin[k]);
            at(1, j - 1) = even_double_factorials[h] * power_of_sin[k] + (j - 1) * (a.cos * at(0, j - 2));
        }
        for (int sum = 4; sum <= 2 * Half; sum += 2) {
            for (int i = 2; 2 * i <= sum; ++i) {
                const int j = sum - i;
                at(i, j) = (i - 1) * (*this)(i - 2, j) + j * (a.cos * (*this)(i - 1, j - 1));
            }
        }
    }
    constexpr const T& operator()(int i, int j) const { return i <= j ? cell(i, j) : cell(j, i); }

  private:
    constexpr T& at(int i, int j) { return m_[static_cast<std::size_t>(i * (2 * Half + 1) + j)]; }
    constexpr const T& cell(int i, int j) const {
        return m_[static_cast<std::size_t>(i * (2 * Half + 1) + j)];
    }
    std::array<T, (Half + 1) * (2 * Half + 1)> m_{};
};

}  // namespace limitcheck::theorems::arc_cosine_map
