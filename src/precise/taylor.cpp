// Arithmetic of series, and the two certified procedures that use it.
#include "limitcheck/precise/taylor.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace limitcheck::precise {

namespace {

std::size_t common_size(const Series& a, const Series& b) {
    if (a.size() != b.size() || a.empty()) {
        throw std::logic_error("Series: operands of different order");
    }
    return a.size();
}

Enclosure symmetric_cell(const Enclosure& middle, const Enclosure& half_width) {
    return Enclosure::hull(middle - half_width, middle + half_width);
}

// Adds the integrals over [m - r, m + r]: even coefficients at the middle, and the N-th over the cell.
void add_cell(const SeriesFunctions& f, const Enclosure& m, const Enclosure& r, int order,
              std::vector<Enclosure>& sums) {
    const std::vector<Series> at_middle = f(variable(m, order));
    const std::vector<Series> over_cell = f(variable(symmetric_cell(m, r), order));
    sums.resize(at_middle.size(), Enclosure(0, m.bits()));
    Enclosure power = 2 * r;  // 2 r^{k+1}
    for (int k = 0; k < order; ++k) {
        if (k % 2 == 0) {
            for (std::size_t i = 0; i < sums.size(); ++i) {
                sums[i] += at_middle[i][static_cast<std::size_t>(k)] * power / (k + 1);
            }
        }
        power *= r;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        // int |x|^N dx = 2 r^{N+1}/(N+1), with a weight of either sign when N is odd.
        const Enclosure rest = over_cell[i][static_cast<std::size_t>(order)] * power / (order + 1);
        sums[i] += order % 2 == 0 ? rest : Enclosure::hull(rest, -rest);
    }
}

/// Adds factor times the values of f over `cell` to the sums.
void add_values(const SeriesFunctions& f, const Enclosure& cell, const Enclosure& factor,
                std::vector<Enclosure>& sums) {
    const std::vector<Series> values = f(variable(cell, 0));
    sums.resize(values.size(), Enclosure(0, cell.bits()));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += values[i][0] * factor;
    }
}

}  // namespace

Series operator+(const Series& a, const Series& b) {
    Series sum = a;
    for (std::size_t k = 0; k < common_size(a, b); ++k) {
        sum[k] += b[k];
    }
    return sum;
}

Series operator-(const Series& a, const Series& b) {
    Series difference = a;
    for (std::size_t k = 0; k < common_size(a, b); ++k) {
        difference[k] -= b[k];
    }
    return difference;
}

Series operator*(const Series& a, const Series& b) {
    Series product;
    for (std::size_t k = 0; k < common_size(a, b); ++k) {
        Enclosure sum = a[0] * b[k];
        for (std::size_t j = 1; j <= k; ++j) {
            sum += a[j] * b[k - j];
        }
        product.push_back(std::move(sum));
    }
    return product;
}

Series operator/(const Series& a, const Series& b) {
    Series quotient;
    for (std::size_t k = 0; k < common_size(a, b); ++k) {
        Enclosure rest = a[k];
        for (std::size_t j = 1; j <= k; ++j) {
            rest -= b[j] * quotient[k - j];
        }
        quotient.push_back(rest / b[0]);
    }
    return quotient;
}

Series operator*(const Enclosure& factor, const Series& a) {
    Series product = a;
    for (Enclosure& coefficient : product) {
        coefficient *= factor;
    }
    return product;
}

Series variable(const Enclosure& at, int order) {
    Series series(static_cast<std::size_t>(order) + 1, Enclosure(0, at.bits()));
    series[0] = at;
    if (order >= 1) {
        series[1] = Enclosure(1, at.bits());
    }
    return series;
}

std::pair<Series, Series> sincos(const Series& a) {
    // s' = c a', c' = -s a'
    Series s{sin(a[0])};
    Series c{cos(a[0])};
    for (std::size_t k = 1; k < a.size(); ++k) {
        Enclosure sum_s(0, a[0].bits());
        Enclosure sum_c(0, a[0].bits());
        for (std::size_t j = 1; j <= k; ++j) {
            const Enclosure slope = a[j] * static_cast<long>(j);
            sum_s += slope * c[k - j];
            sum_c -= slope * s[k - j];
        }
        s.push_back(sum_s / static_cast<long>(k));
        c.push_back(sum_c / static_cast<long>(k));
    }
    return {std::move(s), std::move(c)};
}

Series antiderivative(const Series& derivative, const Enclosure& value) {
    Series series{value};
    for (std::size_t k = 1; k < derivative.size(); ++k) {
        series.push_back(derivative[k - 1] / static_cast<long>(k));
    }
    return series;
}

std::vector<Enclosure> integrate_all(const SeriesFunctions& f, const CellSize& cell_size, const Enclosure& a,
                                     const Enclosure& b, int order) {
    const Bits bits = std::max(a.bits(), b.bits());
    std::vector<Enclosure> sums;
    // What a thin end adds: its width times the values of f there.
    add_values(f, b, b - b.middle(), sums);
    add_values(f, a, a.middle() - a, sums);
    const Enclosure last = b.middle();
    Enclosure left = a.middle();
    while (certainly_less(left, last) == Certainty::yes) {
        const double half = cell_size(left.mid());
        if (!(half > 0)) {
            throw std::logic_error("integrate: a cell size that is not positive");
        }
        Enclosure right = (left + 2 * Enclosure::exactly(half, bits)).middle();
        if (certainly_less(last, right) == Certainty::yes) {
            right = last;
        }
        const Enclosure m = ((left + right) / 2).middle();
        const Enclosure r = max(m - left, right - m);  // m is rounded: both halves, up to that
        const Enclosure slip = abs((m - left) - (right - m));
        add_cell(f, m, r, order, sums);
        if (slip.upper() > 0) {
            add_values(f, symmetric_cell(m, r), Enclosure::hull(slip, -slip), sums);
        }
        left = right;
    }
    return sums;
}

Enclosure integrate(const SeriesFunction& f, const CellSize& cell_size, const Enclosure& a,
                    const Enclosure& b, int order) {
    return integrate_all([&f](const Series& y) { return std::vector<Series>{f(y)}; }, cell_size, a, b, order)
        .front();
}

namespace {

// A box that the solution cannot leave within time h: y0 + [0, h] f(box) lies inside box (Picard).
Enclosure a_priori_box(const SeriesFunction& f, const Enclosure& y0, const Enclosure& h) {
    const Enclosure within = Enclosure::hull(Enclosure(0, h.bits()), h);
    Enclosure box = y0;
    for (int i = 0; i < 60; ++i) {
        const Enclosure image = y0 + within * f(Series{box})[0];
        if (box.contains(image)) {
            return box;
        }
        const Enclosure room = Enclosure::exactly(image.width() / 8 + 1e-300, 53);
        box = Enclosure::hull(box, symmetric_cell(image, room));
    }
    throw std::domain_error("flow: no a-priori enclosure; the step is too long");
}

// The solution's coefficients 0..order from y_{k+1} = f(y)_k/(k+1).
Series solution(const SeriesFunction& f, const Enclosure& y0, int order) {
    Series y{y0};
    for (int k = 0; k < order; ++k) {
        const Series slope = f(y);
        y.push_back(slope.back() / (k + 1));
    }
    return y;
}

Enclosure flow_step(const SeriesFunction& f, const Enclosure& y0, const Enclosure& h, int order) {
    const Series at_start = solution(f, y0, order - 1);
    const Series over_box = solution(f, a_priori_box(f, y0, h), order);
    Enclosure sum = over_box.back();
    for (auto k = at_start.rbegin(); k != at_start.rend(); ++k) {
        sum = sum * h + *k;
    }
    return sum;
}

}  // namespace

Enclosure flow(const SeriesFunction& f, const Enclosure& y0, const Enclosure& t, int steps, int order) {
    constexpr int most_halvings = 12;
    for (int halvings = 0;; ++halvings) {
        try {
            Enclosure y = y0;
            const Enclosure h = t / steps;
            for (int i = 0; i < steps; ++i) {
                y = flow_step(f, y, h, order);
            }
            return y;
        } catch (const std::domain_error&) {
            if (halvings == most_halvings) {
                throw;
            }
            steps *= 2;
        }
    }
}

}  // namespace limitcheck::precise
