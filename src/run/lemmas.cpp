#include "limitcheck/run/lemmas.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "limitcheck/statistics/process.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"

namespace limitcheck::run {
namespace {

struct ToolLemmas {
    std::string_view tool;
    std::vector<std::string_view> lemmas;
};

const std::vector<ToolLemmas>& tool_lemmas() {
    using namespace statistics;
    static const std::vector<ToolLemmas> table{
        {NonnegativeBet::tool, {"e-process/betting"}},
        {BoundedBet::tool, {"e-process/betting"}},
        {ClippedBet::tool, {"e-process/betting", "e-process/clip"}},
        {QuadraticBet::tool, {"e-process/quadratic-bet"}},
        {MaurerProcess::tool, {"e-process/maurer"}},
        {CatoniProcess::tool, {"e-process/catoni"}},
        {EventProcess::tool, {"e-process/betting"}},
        {DistributionProcess::tool,
         {}},  // time-uniform DKW is cited, not proved here: its hypothesis says so
    };
    return table;
}

Lemma described(const theorems::ProvedLemma& lemma) {
    return {std::string(lemma.name),
            std::string(lemma.plain),
            std::string(lemma.domain),
            std::string(lemma.method),
            static_cast<std::uint64_t>(lemma.cells),
            lemma.margin,
            std::string(lemma.coq),
            std::string(lemma.source)};
}

}  // namespace

std::vector<std::string_view> lemmas_of_tool(std::string_view tool) {
    const auto& table = tool_lemmas();
    const auto found =
        std::find_if(table.begin(), table.end(), [tool](const auto& row) { return row.tool == tool; });
    if (found == table.end()) {
        throw std::logic_error("no lemmas are listed for the tool '" + std::string(tool) + "'");
    }
    return found->lemmas;
}

std::vector<Lemma> lemmas_behind(const Claim& claim, const ClaimResult& result) {
    std::vector<std::string_view> names(claim.source.lemmas.begin(), claim.source.lemmas.end());
    const auto add = [&names](std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    };
    const auto add_tools = [&add](const std::vector<CellResult>& cells) {
        for (const CellResult& cell : cells) {
            for (const PartResult& part : cell.parts) {
                for (const std::string_view name : lemmas_of_tool(part.tool)) {
                    add(name);
                }
            }
        }
    };
    add_tools(result.cells);
    for (const FalsificationResult& falsification : result.falsifications) {
        add_tools(falsification.cells);
    }
    add("e-process/budget");
    std::vector<Lemma> lemmas;
    for (const std::string_view name : names) {
        lemmas.push_back(described(theorems::proved_lemma(name)));
    }
    return lemmas;
}

}  // namespace limitcheck::run
