#include "limitcheck/run/shadow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/run/execute.hpp"

namespace limitcheck::run {
namespace {

/// Normals that one cell may cost; small cells have as many networks as fit, the largest have one.
constexpr double normals_a_cell = 20'000;

std::uint64_t size_of(const Cell& cell) { return std::uint64_t{cell.width} * cell.depth; }

double growth(const Cell& cell) {
    return std::sqrt(static_cast<double>(cell.width)) + std::sqrt(static_cast<double>(cell.depth));
}

/// The largest gap of each observable over some networks of one cell; NaN where one was not repeated, or no
/// condition watches it.
std::vector<double> gaps_at(const Test& test, const Cell& cell, std::size_t networks, random::StreamKey key,
                            network::ShadowNoise& noise) {
    const Measurement& measurement = test.measurement;
    const std::vector<Observable> observables = measurement.observables(cell);
    const std::size_t columns = observables.size();
    std::vector<double> drawn = unfilled(measurement.batch * columns);
    std::vector<double> repeated = unfilled(networks * columns);
    measurement.draw(cell, key, 0, measurement.batch, drawn);
    measurement.shadow(cell, key, networks, repeated, noise);
    std::vector<double> gaps(columns, 0.0);
    for (std::size_t column = 0; column < columns; ++column) {
        const double scale = shadow_scale(test, cell, observables, observables[column].name) * growth(cell);
        if (!(scale > 0)) {
            gaps[column] = std::numeric_limits<double>::quiet_NaN();
            continue;
        }
        for (std::size_t row = 0; row < networks; ++row) {
            const double x = drawn[row * columns + column];
            const double y = repeated[row * columns + column];
            const bool void_in_both = std::isnan(drawn[row * columns]) && std::isnan(y);
            const double gap = std::isnan(x) ? std::numeric_limits<double>::infinity()
                               : x == y      ? 0
                                             : std::abs(x - y) / scale;
            if (!void_in_both) {
                gaps[column] = std::isnan(gap) || gap > gaps[column] ? gap : gaps[column];
            }
            if (std::isnan(gaps[column])) {
                break;
            }
        }
    }
    return gaps;
}

/// What the rounding of a number is measured by where an event cuts it.
double cut_scale(const Cut& cut, const Observable& number) {
    const double at = abs(cut.at).upper();
    return at > 0 ? at : number.most > 0 ? number.most : 1;
}

}  // namespace

std::uint64_t shadowed_size(const ShadowResult& shadow) {
    std::uint64_t largest = 0;
    for (const ShadowedCell& at : shadow.cells) {
        largest = std::max(largest, std::uint64_t{at.size.width} * at.size.depth);
    }
    return largest;
}

std::optional<double> widening(const ShadowResult& shadow, const std::string& observable, double scale,
                               const Cell& cell) {
    const auto found = std::find_if(shadow.observables.begin(), shadow.observables.end(),
                                    [&](const ShadowGap& gap) { return gap.observable == observable; });
    if (found == shadow.observables.end()) {
        return std::nullopt;
    }
    return found->gap > 0 ? shadow_safety * found->gap * scale * growth(cell) : 0.0;
}

double shadow_scale(const Test& test, const Cell& cell, std::span<const Observable> observables,
                    const std::string& observable) {
    double scale = 0;
    for (const Conditions* conditions : {&test.verify, &test.refute}) {
        for (const Condition& condition : (*conditions)(cell)) {
            const Observable& watched = observables[observable_index(observables, condition.observable)];
            if (watched.cut && watched.cut->number == observable) {
                scale = std::max(
                    scale, cut_scale(*watched.cut, observables[observable_index(observables, observable)]));
            }
            if (condition.observable != observable) {
                continue;
            }
            scale = std::max(scale, abs(condition.level(cell)).upper());
            if (condition.moment) {
                scale = std::max(scale, std::sqrt(std::max(0.0, condition.moment->bound(cell).upper())));
            }
        }
    }
    return scale;
}

std::vector<ShadowedCell> shadow_cells(const Test& test, std::span<const Cell> cells) {
    std::vector<ShadowedCell> small;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (size_of(cells[i]) <= shadow_size && test.measurement.cost(cells[i]) <= shadow_cost) {
            small.push_back({i + 1, to_text(cells[i]), {cells[i].width, cells[i].depth}, 1});
        }
    }
    std::vector<ShadowedCell> chosen;
    const auto choose = [&](auto larger) {
        const auto best = std::max_element(small.begin(), small.end(), [&](const auto& a, const auto& b) {
            return larger(b.size) > larger(a.size);
        });
        const bool fresh = best != small.end() &&
                           std::none_of(chosen.begin(), chosen.end(),
                                        [&](const ShadowedCell& at) { return at.index == best->index; });
        if (fresh) {
            chosen.push_back(*best);
        }
    };
    choose([](const Point& size) { return static_cast<double>(size.width) * size.depth; });
    choose([](const Point& size) { return static_cast<double>(size.width); });
    choose([](const Point& size) { return static_cast<double>(size.depth); });
    choose([](const Point& size) { return -static_cast<double>(size.width) * size.depth; });
    const double most = static_cast<double>(std::min<std::size_t>(network::lanes, test.measurement.batch));
    for (ShadowedCell& at : chosen) {
        const double affordable = normals_a_cell / std::max(1.0, test.measurement.cost(cells[at.index - 1]));
        at.networks = static_cast<std::uint64_t>(std::clamp(affordable, 1.0, most));
    }
    double total = 0;
    std::erase_if(chosen, [&](const ShadowedCell& at) {
        const double cost = static_cast<double>(at.networks) * test.measurement.cost(cells[at.index - 1]);
        if (total + cost > 2 * shadow_cost) {
            return true;
        }
        total += cost;
        return false;
    });
    return chosen;
}

ShadowResult shadow_test(const Test& test, std::span<const Cell> cells, std::uint64_t seed,
                         network::ShadowNoise& noise) {
    ShadowResult shadow;
    if (!test.measurement.shadow) {
        return shadow;
    }
    const random::StreamKey key = random::derive(random::StreamKey{hash_number(seed)}, "shadow");
    std::vector<std::string> unknown;
    for (ShadowedCell& at : shadow_cells(test, cells)) {
        const Cell& cell = cells[at.index - 1];
        const std::vector<Observable> observables = test.measurement.observables(cell);
        const std::vector<double> gaps = gaps_at(test, cell, at.networks, key, noise);
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            const std::string& name = observables[i].name;
            if (observables[i].event || observables[i].steps || std::isnan(gaps[i])) {
                unknown.push_back(name);
                continue;
            }
            const auto known = std::find_if(shadow.observables.begin(), shadow.observables.end(),
                                            [&](const ShadowGap& gap) { return gap.observable == name; });
            if (known == shadow.observables.end()) {
                shadow.observables.push_back({name, gaps[i]});
            } else {
                known->gap = std::max(known->gap, gaps[i]);
            }
        }
        shadow.cells.push_back(std::move(at));
    }
    std::erase_if(shadow.observables, [&](const ShadowGap& gap) {
        return std::find(unknown.begin(), unknown.end(), gap.observable) != unknown.end();
    });
    return shadow;
}

ShadowResult shadow_claim(const Claim& claim, const RunOptions& options, network::ShadowNoise& noise) {
    if (claim.test.certified || !claim.test.measurement.shadow) {
        return {};
    }
    RunOptions candidates = options;
    candidates.profile.cells = shadow_candidates;
    return shadow_test(claim.test, planned_cells(claim, candidates), options.seed, noise);
}

}  // namespace limitcheck::run
