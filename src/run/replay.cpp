#include "limitcheck/run/replay.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string_view>
#include <tuple>

#include "cell_run.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/ladder.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/run/shrink.hpp"
#include "replayed.hpp"
#include "setup.hpp"
#include "streams.hpp"

namespace limitcheck::run {

namespace {

/// A cell of the report that has draws, and what it belongs to.
struct Kept {
    const CellResult* cell = nullptr;
    std::string claim;
    std::string within;  // the claim, in words; empty for its own cells
    std::string stream;
    const ClaimResult* of = nullptr;                     // null for a rung
    const FalsificationResult* falsification = nullptr;  // null for another cell
    const LadderResult* ladder = nullptr;                // null for a cell that is no rung
    const RungResult* rung = nullptr;
};

bool confirms(const CellResult& cell) {
    return cell.reproduce.find(fmt::format("--cell '{}", confirmation_prefix)) != std::string::npos;
}

std::vector<Kept> cells_with_draws(const SuiteResult& report) {
    std::vector<Kept> all;
    const auto add = [&](Kept kept) {
        if (!kept.cell->draws.empty()) {
            all.push_back(std::move(kept));
        }
    };
    for (const ClaimResult& claim : report.claims) {
        for (const CellResult& cell : claim.cells) {
            add({&cell, claim.id, "", confirms(cell) ? confirmation_stream(claim.id) : claim.id, &claim});
        }
        if (claim.counterexample) {
            add({&claim.counterexample->cell, claim.id, "counterexample ", confirmation_stream(claim.id),
                 &claim});
        }
        for (const FalsificationResult& falsification : claim.falsifications) {
            for (const CellResult& cell : falsification.cells) {
                add({&cell, claim.id, fmt::format("falsification '{}' ", falsification.name),
                     falsification_stream(claim.id, falsification.name), &claim, &falsification});
            }
        }
    }
    for (const LadderResult& ladder : report.ladders) {
        const auto add_rung = [&](const RungResult& rung) {
            add({&rung.cell, ladder.claim, fmt::format("ladder '{}', d = {}, ", ladder.name, rung.effect),
                 rung_stream(ladder.claim, ladder.name, rung.effect), nullptr, nullptr, &ladder, &rung});
        };
        std::for_each(ladder.rungs.begin(), ladder.rungs.end(), add_rung);
        add_rung(ladder.control);
    }
    return all;
}

/// The share of them with the least hashes, at least one, in the order of the report.
std::vector<Kept> chosen(std::vector<Kept> all, double share) {
    const auto count = std::max(std::size_t{1},
                                static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size()))));
    const auto hash = [](const Kept& kept) {
        return hash_bytes(to_text(kept.cell->cell), hash_number(kept.cell->index, hash_bytes(kept.stream)));
    };
    std::vector<std::tuple<std::uint64_t, std::size_t>> order;
    for (std::size_t i = 0; i < all.size(); ++i) {
        order.emplace_back(hash(all[i]), i);
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min(count, all.size()));
    std::vector<std::size_t> at;
    at.reserve(order.size());
    for (const auto& [ignored, i] : order) {
        at.push_back(i);
    }
    std::sort(at.begin(), at.end());
    std::vector<Kept> some;
    some.reserve(at.size());
    for (const std::size_t i : at) {
        some.push_back(std::move(all[i]));
    }
    return some;
}

/// Normals that a cell might cost. Where that was asked for it stands in the command that repeats the cell.
double normals_a_cell(const CellResult& cell, const Profile& profile) {
    constexpr std::string_view option = " --budget ";
    const std::size_t at = cell.reproduce.find(option);
    double normals = profile.normals_a_cell;
    if (at != std::string::npos) {
        std::from_chars(cell.reproduce.data() + at + option.size(),
                        cell.reproduce.data() + cell.reproduce.size(), normals);
    }
    return normals;
}

/// The code behind a report's names, made when it is asked for.
class Program {
  public:
    const Claim& claim(const std::string& id) {
        const auto made = claims_.find(id);
        if (made != claims_.end()) {
            return made->second;
        }
        const std::vector<std::string> ids = claim_ids();
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            unknown("claim", id);
        }
        return claims_.emplace(id, make_claim(id)).first->second;
    }
    const Falsification& falsification(const std::string& id, const std::string& name) {
        return named(claim(id).falsifications, name, "falsification", id);
    }
    const EffectLadder& ladder(const std::string& id, const std::string& name) {
        return named(claim(id).ladders, name, "ladder", id);
    }
    /// The test of a rung; it lives as long as this.
    const Test& rung(const EffectLadder& ladder, const std::string& effect) {
        return tests_.emplace_back(ladder.test(Enclosure::decimal(effect)));
    }

  private:
    template <class T>
    static const T& named(const std::vector<T>& all, const std::string& name, const char* what,
                          const std::string& id) {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
        if (found == all.end()) {
            unknown(what, fmt::format("{}' of claim '{}", name, id));
        }
        return *found;
    }
    [[noreturn]] static void unknown(const char* what, const std::string& name) {
        throw Error(
            fmt::format("the report has {} '{}', which this program has not; replay it with the "
                        "program that made it",
                        what, name));
    }

    std::map<std::string, Claim> claims_;
    std::deque<Test> tests_;
};

/// Shadow runs that the report does not state, each run again once.
class Shadows {
  public:
    /// Where the shadow of this part will be; `make` fills it in later.
    const ShadowResult* of(const void* part, std::function<ShadowResult(network::ShadowNoise&)> make) {
        const auto [at, is_new] = shadows_.try_emplace(part);
        if (is_new) {
            work_.emplace_back(&at->second, std::move(make));
        }
        return &at->second;
    }
    void run(const RunOptions& how) {
        network::ShadowNoise noise;
        tbb::parallel_for(std::size_t{0}, work_.size(), [&](std::size_t i) {
            stop_if_asked(how);
            *work_[i].first = work_[i].second(noise);
        });
    }

  private:
    std::map<const void*, ShadowResult> shadows_;
    std::vector<std::pair<ShadowResult*, std::function<ShadowResult(network::ShadowNoise&)>>> work_;
};

CellTask task_of(const Kept& kept, const SuiteResult& report, const Profile& profile,
                 const statistics::ErrorBudget& budget, Program& program, Shadows& shadows) {
    CellTask task;
    task.cell = kept.cell->cell;
    task.index = kept.cell->index;
    task.key = random::StreamKey{stream_key(report.seed, kept.stream, task.cell)};
    task.thresholds = budget.cell(task.index);
    task.normals = normals_a_cell(*kept.cell, profile);
    if (kept.ladder != nullptr) {
        const EffectLadder& ladder = program.ladder(kept.claim, kept.ladder->name);
        task.test = &program.rung(ladder, kept.rung->effect);
        task.falsification = true;
        if (kept.rung == &kept.ladder->control) {
            task.normals = kept.rung->planned_cost;
        }
        task.shadow = shadows.of(kept.ladder, [&ladder, &report](network::ShadowNoise& noise) {
            return shadow_ladder(ladder, report.seed, noise);
        });
    } else if (kept.falsification != nullptr) {
        const Falsification& falsification = program.falsification(kept.claim, kept.falsification->name);
        task.test = &falsification.test;
        task.falsification = true;
        task.shadow = shadows.of(kept.falsification, [&falsification, &report](network::ShadowNoise& noise) {
            std::vector<Cell> cells;
            for (const std::string& text : falsification.cells) {
                cells.push_back(parse_cell(text));
            }
            return shadow_test(falsification.test, cells, report.seed, noise);
        });
    } else {
        task.test = &program.claim(kept.claim).test;
        task.shadow = &kept.of->shadow;
        if (kept.stream != kept.claim) {
            task.normals *= confirmation_budgets;
        }
    }
    return task;
}

}  // namespace

Replay replay(const SuiteResult& report, double share, const RunOptions& how) {
    require(share > 0 && share <= 1, "replay: a share in (0, 1]");
    const std::uint32_t ours = SuiteResult{}.stream_version;
    if (report.stream_version != ours) {
        throw Error(
            fmt::format("the report is of stream version {}, and this program draws version {}; "
                        "replay it with the program that made it",
                        report.stream_version, ours));
    }
    Replay found;
    std::vector<Kept> cells = cells_with_draws(report);
    found.kept = cells.size();
    if (cells.empty()) {
        throw Error("the report keeps no draws, so that nothing can be replayed; run its claims again");
    }
    cells = chosen(std::move(cells), share);
    found.replayed = cells.size();

    const Profile profile = profile_named(report.profile);
    statistics::ErrorBudget budget;
    budget.attempt = report.attempt;
    budget.alpha_refute = report.alpha_refute;
    budget.alpha_verify = report.alpha_verify;
    Program program;
    Shadows shadows;
    std::vector<CellTask> tasks;
    tasks.reserve(cells.size());
    for (const Kept& kept : cells) {
        tasks.push_back(task_of(kept, report, profile, budget, program, shadows));
    }

    RunSetup setup(how);
    std::vector<std::vector<std::string>> differs(cells.size());
    std::mutex mutex;
    Progress progress;
    progress.tasks = cells.size();
    setup.arena.execute([&] {
        shadows.run(how);
        tbb::parallel_for(std::size_t{0}, cells.size(), [&](std::size_t i) {
            const auto tell = [&](double evidence_share, double networks, bool done) {
                const std::lock_guard lock(mutex);
                progress.claim = cells[i].claim;
                progress.cell = to_text(tasks[i].cell);
                progress.evidence_share = evidence_share;
                progress.networks += networks;
                progress.tasks_done += done ? 1 : 0;
                if (how.progress) {
                    how.progress(progress);
                }
            };
            try {
                const CellResult replayed =
                    run_cell(tasks[i], [&](double evidence_share, double networks, double) {
                        tell(evidence_share, networks, false);
                        stop_if_asked(how);
                    });
                differs[i] = differences(*cells[i].cell, replayed);
            } catch (const Interrupted&) {
                throw;
            } catch (const std::exception& failure) {
                differs[i] = {fmt::format("the claim's own code fails: {}", failure.what())};
            }
            tell(1, 0, true);
            stop_if_asked(how);
        });
    });
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!differs[i].empty()) {
            found.different.push_back(
                {cells[i].claim,
                 fmt::format("{}#{} {}", cells[i].within, tasks[i].index, to_text(tasks[i].cell)),
                 std::move(differs[i])});
        }
    }
    return found;
}

}  // namespace limitcheck::run
