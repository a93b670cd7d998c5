// Taylor series with enclosed coefficients, and what they are for: integrals and flows of analytic functions
// with a certified remainder. Rests on Taylor's theorem with the Lagrange remainder: the N-th coefficient
// taken over a whole cell.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::precise {

/// Coefficients a_0..a_N of sum a_k x^k, where x is the distance from the point of expansion. If a_0 encloses
/// the function over a cell, a_k encloses its k-th derivative over k! on that cell. Operands of an operation
/// have the same order.
using Series = std::vector<Enclosure>;

Series operator+(const Series& a, const Series& b);
Series operator-(const Series& a, const Series& b);
Series operator*(const Series& a, const Series& b);
/// std::domain_error if b_0 contains 0.
Series operator/(const Series& a, const Series& b);
Series operator*(const Enclosure& factor, const Series& a);
/// The series of the independent variable at `at`: (at, 1, 0, 0, ...), N + 1 coefficients.
Series variable(const Enclosure& at, int order);
/// exp, tanh and P(N(0,1) <= .) of a series.
Series exp(const Series& a);
Series tanh(const Series& a);
Series normal_probability(const Series& a);
/// sin and cos of a series.
std::pair<Series, Series> sincos(const Series& a);
/// The series with derivative a' = `derivative` and value `value`; same number of coefficients (the last of
/// `derivative` is not used).
Series antiderivative(const Series& derivative, const Enclosure& value);

/// The function to integrate, on series: given the series of y it returns that of f(y).
using SeriesFunction = std::function<Series(const Series&)>;
/// The largest half-width of a cell around a point, so small that the series converges well there; positive.
using CellSize = std::function<double(double)>;

/// Encloses the integral of f from a to b, a <= b (points or thin enclosures; their widths cost width times
/// |f|). f must be analytic near [a, b]; the order is the degree kept in each cell.
Enclosure integrate(const SeriesFunction& f, const CellSize& cell_size, const Enclosure& a,
                    const Enclosure& b, int order = 40);

/// Several functions that share work: given the series of y, those of f_1(y), f_2(y), ... (always as many).
using SeriesFunctions = std::function<std::vector<Series>(const Series&)>;
/// Encloses the integrals of all of them from a to b, as integrate does.
std::vector<Enclosure> integrate_all(const SeriesFunctions& f, const CellSize& cell_size, const Enclosure& a,
                                     const Enclosure& b, int order = 40);

/// Encloses y(t) for y' = f(y), y(0) = y0, t >= 0 exact or thin, by Taylor steps with Picard's a-priori
/// enclosure; at most `steps` equal steps are tried before they are halved. std::domain_error if a step
/// cannot be enclosed.
Enclosure flow(const SeriesFunction& f, const Enclosure& y0, const Enclosure& t, int steps = 32,
               int order = 30);

}  // namespace limitcheck::precise
