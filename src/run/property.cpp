#include "limitcheck/run/property.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/execute.hpp"

namespace limitcheck::run {
namespace {

/// Halving steps from `least` up to `value`: the boldest shrink first, value - 1 last.
std::vector<std::uint32_t> towards(std::uint32_t value, std::uint32_t least) {
    std::vector<std::uint32_t> steps;
    for (std::uint32_t gap = value - least; gap > 0; gap /= 2) {
        steps.push_back(value - gap);
    }
    return steps;
}

/// Simpler cells than this one, the simplest first.
std::vector<Cell> simpler(const Cell& cell, const Domain& domain) {
    std::vector<Cell> cells;
    const auto with = [&](auto change) {
        Cell copy = cell;
        change(copy);
        std::string why;
        if (!(copy == cell) && domain.contains(copy, why)) {
            cells.push_back(std::move(copy));
        }
    };
    with([](Cell& c) { c.time = Time(); });
    with([&](Cell& c) { c.inputs = Inputs::parse(domain.input_ids().front()); });
    with([](Cell& c) {
        if (c.order) {
            c.order = Order::diagonal();
        }
    });
    for (const std::uint32_t width : towards(cell.width, domain.least_width())) {
        with([&](Cell& c) { c.width = width; });
    }
    for (const std::uint32_t depth : towards(cell.depth, domain.least_depth())) {
        with([&](Cell& c) { c.depth = depth; });
    }
    return cells;
}

}  // namespace

PropertyResult check_cells(const std::string& name, const Domain& domain,
                           const std::function<bool(const Cell&)>& admissible, const CellProperty& property,
                           const PropertyOptions& options) {
    require(options.cases >= 1, "check_cells: a property needs at least one case");
    const auto affordable = [&](const Cell& cell) {
        return std::uint64_t{cell.width} * cell.depth <= options.largest && admissible(cell);
    };
    const auto shrink = [&](const Cell& cell) {
        std::vector<Cell> cells = simpler(cell, domain);
        std::erase_if(cells, [&](const Cell& c) { return !affordable(c); });
        return rc::seq::fromContainer(std::move(cells));
    };
    // Not rc::gen::inRange: it scales with the size parameter, and the first case would always be the least
    // cell.
    const rc::Gen<Cell> generator([&](const rc::Random& random, int) {
        const std::uint64_t index = 1 + rc::Random(random).next() % 40;
        return rc::shrinkable::shrinkRecur(domain.draw(options.seed, name, index, nullptr, affordable),
                                           shrink);
    });

    PropertyResult result;
    std::string reason;
    const auto body = [&] {
        const Cell cell = *generator;
        ++result.cases;
        std::string why;
        if (!property(cell, why)) {
            if (!result.failing) {
                result.failing = cell;
            }
            result.minimal = cell;
            reason = why;
            RC_FAIL(to_text(cell) + ": " + why);
        }
    };
    rc::detail::TestMetadata metadata;
    metadata.id = name;
    metadata.description = name;
    rc::detail::TestParams params;
    params.seed = options.seed;
    params.maxSuccess = static_cast<int>(options.cases);
    const rc::detail::TestResult outcome = rc::detail::checkTestable(body, metadata, params);

    std::ostringstream text;
    rc::detail::printResultMessage(outcome, text);
    // The number of successes is counted here too: the library reports success of a property that never ran.
    result.holds = outcome.is<rc::detail::SuccessResult>() && result.cases >= options.cases;
    if (result.minimal) {
        result.message = fmt::format(
            "{} fails at {} (drawn: {}): {}\nrepeat: limitcheck run '{}' --cell '{}' --seed {}\n{}", name,
            to_text(*result.minimal), to_text(*result.failing), reason, name, to_text(*result.minimal),
            options.seed, text.str());
    } else if (!result.holds) {
        result.message =
            fmt::format("{}: {} of {} cases ran\n{}", name, result.cases, options.cases, text.str());
    }
    return result;
}

PropertyResult check_claim(const Claim& claim, const PropertyOptions& options) {
    std::uint64_t index = 0;
    return check_cells(
        claim.id, claim.domain, [&](const Cell& cell) { return informative(claim.test, cell); },
        [&](const Cell& cell, std::string& why) {
            const CellResult result = judge_cell(claim, cell, ++index, options.seed, options.normals_a_cell);
            why = fmt::format("{} after {} networks, estimate {:.6g}, bound {:.6g}{}{}",
                              statistics::to_text(result.verdict), result.samples, result.estimate,
                              result.bound.upper(), result.reason.empty() ? "" : ", ", result.reason);
            return result.verdict == statistics::Verdict::verified;
        },
        options);
}

}  // namespace limitcheck::run
