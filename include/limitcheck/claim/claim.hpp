// A claim: a statement about random networks at finite size, with its source, its domain, its test, and the
// falsifications that show that the test can fail. Built as a chain that reads like the theorem.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "limitcheck/claim/domain.hpp"
#include "limitcheck/claim/figure.hpp"
#include "limitcheck/claim/ladder.hpp"
#include "limitcheck/claim/test.hpp"
#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck {

/// The claim with one fact made wrong. It must come out refuted at its own cells.
struct Falsification {
    std::string name;
    std::string effect;  ///< what deviates, and by how much, in words
    double relative_effect =
        0;  ///< the wrong fact's deviation as a share of the truth: 0.22 for a variance 22 % off
    Test test;
    std::vector<std::string> cells;  ///< cell texts, synthetic inputs only
};

/// A checked, complete claim. Make one with claim().
struct Claim {
    std::string id;
    std::string title;
    std::string statement;        ///< LaTeX
    std::string plain_statement;  ///< the same in plain text
    theorems::Theorem source;
    std::vector<std::string> assumptions;
    Domain domain;
    Test test;
    std::vector<Falsification> falsifications;
    std::vector<FigureMaker> figures;
    std::vector<EffectLadder> ladders;
};

namespace detail {
enum ClaimPart : unsigned { has_title = 1, has_statement = 2, has_source = 4, has_domain = 8, has_test = 16 };
}

/// Builds a Claim; `have` is what was given, `falsified` the number of falsifications.
template <unsigned have, unsigned falsified>
class ClaimBuilder {
  public:
    explicit ClaimBuilder(Claim claim) : claim_(std::move(claim)) {}

    /// One line for lists.
    [[nodiscard]] auto title(std::string title) && {
        claim_.title = std::move(title);
        return with<detail::has_title>();
    }
    /// The statement, in LaTeX and in plain text.
    [[nodiscard]] auto states(std::string latex, std::string plain) && {
        claim_.statement = std::move(latex);
        claim_.plain_statement = std::move(plain);
        return with<detail::has_statement>();
    }
    /// Source, hypotheses, lemmas and assumptions.
    [[nodiscard]] auto from(theorems::Theorem theorem) && {
        claim_.source = std::move(theorem);
        return with<detail::has_source>();
    }
    /// A named assumption that the verdict rests on, listed in the report like an axiom.
    [[nodiscard]] ClaimBuilder assuming(std::string assumption) && {
        claim_.assumptions.push_back(std::move(assumption));
        return std::move(*this);
    }
    /// The cells that the claim speaks of.
    [[nodiscard]] auto over(Domain domain) && {
        claim_.domain = std::move(domain);
        return with<detail::has_domain>();
    }
    /// What is measured and what it is held against.
    [[nodiscard]] auto tests(Test test) && {
        claim_.test = std::move(test);
        return with<detail::has_test>();
    }
    /// The same test with one fact made wrong, at cells where the effect exceeds the bound. `relative_effect`
    /// is the wrong fact's deviation as a share of the truth (0.22 for a variance that is 22 % off).
    [[nodiscard]] auto falsified_by(std::string name, std::string effect, double relative_effect, Test test,
                                    std::vector<std::string> cells) && {
        claim_.falsifications.push_back(
            {std::move(name), std::move(effect), relative_effect, std::move(test), std::move(cells)});
        return ClaimBuilder<have, falsified + 1>(std::move(claim_));
    }
    /// A plot for the report, drawn from a stream of its own.
    [[nodiscard]] ClaimBuilder shows(FigureMaker figure) && {
        claim_.figures.push_back(std::move(figure));
        return std::move(*this);
    }

    /// The statement, or a part of it, made wrong by ever smaller amounts: how small an effect the check can
    /// see.
    [[nodiscard]] ClaimBuilder measured_by(EffectLadder ladder) && {
        claim_.ladders.push_back(std::move(ladder));
        return std::move(*this);
    }

    operator Claim() const {  // NOLINT(google-explicit-constructor): the end of the chain
        static_assert((have & detail::has_title) != 0,
                      "limitcheck: this claim has no title: add .title(\"...\")");
        static_assert((have & detail::has_statement) != 0,
                      "limitcheck: this claim states nothing: add .states(latex, plain)");
        static_assert((have & detail::has_source) != 0,
                      "limitcheck: this claim names no source: add .from(theorem)");
        static_assert((have & detail::has_domain) != 0,
                      "limitcheck: this claim has no domain: add .over(cells()...)");
        static_assert((have & detail::has_test) != 0,
                      "limitcheck: this claim tests nothing: add .tests(measuring(...)...)");
        static_assert(falsified >= 2,
                      "limitcheck: this claim has fewer than two falsifications: add .falsified_by(...) "
                      "until it has two");
        return claim_;
    }

  private:
    template <unsigned part>
    auto with() {
        static_assert((have & part) == 0, "limitcheck: this part of the claim is given twice");
        return ClaimBuilder<have | part, falsified>(std::move(claim_));
    }
    Claim claim_;
};

/// Where every claim starts.
[[nodiscard]] inline ClaimBuilder<0, 0> claim() { return ClaimBuilder<0, 0>(Claim{}); }

}  // namespace limitcheck
