#include "comparison_parts.hpp"

#include <algorithm>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::detail {

using precise::Enclosure;

CellNumber number(const Enclosure& x) {
    return [x](const Cell&) { return x; };
}

CellNumber plus(CellNumber a, CellNumber b, int sign) {
    return [a = std::move(a), b = std::move(b), sign](const Cell& cell) { return a(cell) + sign * b(cell); };
}

double error_of(const std::vector<Observable>& all, const std::string& a, const std::string& b,
                double factor) {
    Enclosure error(0);
    for (const Observable& observable : all) {
        error += Enclosure::exactly(observable.error) * (observable.name == a ? 1 : 0);
        error += Enclosure::exactly(observable.error) *
                 (observable.name == b ? Enclosure::exactly(factor) : Enclosure(0));
    }
    return error.upper();
}

bool steps_of(const std::vector<Observable>& all, const std::string& a, const std::string& b) {
    return std::any_of(all.begin(), all.end(), [&](const Observable& observable) {
        return (observable.name == a || observable.name == b) && (observable.event || observable.steps);
    });
}

void demand(bool holds, const char* mend) {
    if (!holds) {
        throw Error(mend);
    }
}

}  // namespace limitcheck::detail
