#include "limitcheck/run/property.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <sstream>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/run/shrink.hpp"
#include "reproduce.hpp"

namespace limitcheck::run {
namespace {

/// Cells drawn from the domain, the one that `next` numbers; each shrinks by the steps of Domain::simpler, as
/// run::shrink does.
rc::Gen<Cell> cells_of(const std::string& name, const Domain& domain,
                       std::function<bool(const Cell&)> affordable, std::uint64_t seed,
                       std::function<std::uint64_t()> next) {
    const auto shrink = [domain, affordable](const SimplerCell& from) {
        std::vector<SimplerCell> cells = domain.simpler(from.cell, nullptr, from.changed);
        std::erase_if(cells, [&](const SimplerCell& step) { return !affordable(step.cell); });
        return rc::seq::fromContainer(std::move(cells));
    };
    // The library's random numbers are not asked: an index drawn from them would come twice, and each case is
    // to say something new.
    const rc::Gen<SimplerCell> generator(
        [name, domain, affordable, seed, next = std::move(next), shrink](const rc::Random&, int) {
            return rc::shrinkable::shrinkRecur(
                SimplerCell{domain.draw(seed, name, next(), nullptr, affordable), Coordinate::time}, shrink);
        });
    return rc::gen::map(generator, [](SimplerCell step) { return std::move(step.cell); });
}

/// `--cell` and `--seed` of one cell, as a command line and as options of a property.
std::string repeat(const std::string& id, const std::string& cell, const PropertyOptions& options) {
    RunOptions run;
    run.suite = options.suite;
    run.profile = profile_named("quick");
    run.seed = options.seed;
    run.attempt = options.attempt;
    if (options.normals_a_cell != PropertyOptions{}.normals_a_cell) {
        run.budget = options.normals_a_cell;
    }
    return repeat_command(run, "run", id, cell);
}

std::string in_words(const CellResult& result) {
    return fmt::format("{} after {} networks, estimate {:.6g}, bound {:.6g}{}{}",
                       statistics::to_text(result.verdict), result.samples, result.estimate,
                       result.bound.upper(), result.reason.empty() ? "" : ", ", result.reason);
}

/// The claim's shadow run, as the command line makes it.
ShadowResult shadow_of(const Claim& claim, std::uint64_t seed) {
    RunOptions run;
    run.seed = seed;
    network::ShadowNoise noise;
    return shadow_claim(claim, run, noise);
}

/// The cell that `options.cell` names, alone.
PropertyResult check_named_cell(const Claim& claim, const PropertyOptions& options,
                                const SearchOptions& search) {
    RunOptions named_by;
    named_by.seed = options.seed;
    const NamedCell named = named_cell(claim, named_by, *options.cell);
    const CellResult cell = named.confirmation
                                ? confirm_cell(claim, named.cell, search)
                                : judge_cell(claim, named.cell, named.index, options.seed,
                                             options.normals_a_cell, search.shadow, options.attempt);
    PropertyResult result;
    result.cases = 1;
    result.holds = cell.verdict == statistics::Verdict::verified;
    if (!result.holds) {
        result.failing = result.minimal = named.cell;
        result.message = fmt::format("{} at {}: {}\nrepeat: {}\n", claim.id, to_text(named.cell),
                                     in_words(cell), repeat(claim.id, *options.cell, options));
    }
    if (named.confirmation) {
        result.confirmation = cell;
    }
    return result;
}

}  // namespace

PropertyResult check_cells(const std::string& name, const Domain& domain,
                           const std::function<bool(const Cell&)>& admissible, const CellProperty& property,
                           const PropertyOptions& options) {
    require(options.cases >= 1, "check_cells: a property needs at least one case");
    PropertyResult result;
    const rc::Gen<Cell> generator = cells_of(
        name, domain,
        [&admissible, largest = options.largest](const Cell& cell) {
            return std::uint64_t{cell.width} * cell.depth <= largest && admissible(cell);
        },
        options.seed,
        // The library makes the failing case anew before it shrinks it: the same number, the same cell.
        [&result] { return std::uint64_t{result.cases} + (result.failing ? 0 : 1); });
    std::string reason;
    const auto body = [&] {
        const Cell cell = *generator;
        // What runs after a failure is shrinking.
        result.cases += result.failing ? 0 : 1;
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
    // Without a name the library offers no string of its own to reproduce a failure: its strings would run no
    // case here, and a cell's text says all.
    const rc::detail::TestMetadata metadata;
    rc::detail::TestParams params;
    params.seed = options.seed;
    params.maxSuccess = static_cast<int>(options.cases);
    const rc::detail::TestResult outcome = rc::detail::checkTestable(body, metadata, params);

    std::ostringstream text;
    rc::detail::printResultMessage(outcome, text);
    // The number of successes is counted here too: the library reports success of a property that never ran.
    result.holds = outcome.is<rc::detail::SuccessResult>() && result.cases >= options.cases;
    if (result.minimal) {
        result.message = fmt::format("{} fails at {} (drawn: {}): {}\n{}", name, to_text(*result.minimal),
                                     to_text(*result.failing), reason, text.str());
    } else if (!result.holds) {
        result.message =
            fmt::format("{}: {} of {} cases ran\n{}", name, result.cases, options.cases, text.str());
    }
    return result;
}

PropertyResult check_claim(const Claim& claim, const PropertyOptions& options) {
    const ShadowResult shadow = shadow_of(claim, options.seed);
    SearchOptions search_options;
    search_options.seed = options.seed;
    search_options.budget.attempt = options.attempt;
    search_options.normals_a_cell = options.normals_a_cell;
    search_options.shadow = &shadow;
    if (options.cell) {
        return check_named_cell(claim, options, search_options);
    }
    std::uint64_t index = 0;
    std::optional<CellResult> drawn;
    std::optional<CounterexampleSearch> search;
    PropertyResult result = check_cells(
        claim.id, claim.domain, [&](const Cell& cell) { return informative(claim.test, cell); },
        [&](const Cell& cell, std::string& why) {
            if (drawn) {
                // A cell without a verdict is no reason to look for smaller ones without.
                why = in_words(*drawn);
                return !search || !search->refutes(cell);
            }
            const CellResult judged = judge_cell(claim, cell, ++index, options.seed, options.normals_a_cell,
                                                 &shadow, options.attempt);
            why = in_words(judged);
            if (judged.verdict == statistics::Verdict::verified) {
                return true;
            }
            drawn = judged;
            if (judged.verdict == statistics::Verdict::refuted) {
                search.emplace(claim, judged, search_options);
            }
            return false;
        },
        options);
    if (drawn) {
        result.message +=
            "repeat: " +
            repeat(claim.id, fmt::format("#{}:{}", drawn->index, to_text(drawn->cell)), options) + "\n";
    }
    if (search) {
        result.confirmation = confirm_cell(claim, *result.minimal, search_options);
        result.message += fmt::format(
            "smallest: {}: {}\nrepeat: {}\n", to_text(*result.minimal), in_words(*result.confirmation),
            repeat(claim.id, std::string(confirmation_prefix) + to_text(*result.minimal), options));
    }
    return result;
}

}  // namespace limitcheck::run
