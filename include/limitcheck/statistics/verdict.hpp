// The three verdicts, their words, and how verdicts of cells and falsifications become a claim's.
// Rests on docs/statistics.md, "Three verdicts".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace limitcheck::statistics {

/// What evidence has decided about a statement.
enum class Verdict { verified, refuted, undecided };

/// "verified", "refuted" or "undecided": the words of the report.
[[nodiscard]] std::string_view to_text(Verdict verdict);

/// Reads one of the three words. Throws Error on any other text.
[[nodiscard]] Verdict parse_verdict(std::string_view text);

/// All verified: verified. One refuted: refuted. Else, and when there is nothing to combine: undecided.
[[nodiscard]] Verdict combine(std::span<const Verdict> parts);

/// A verdict and, where it is not plain, one line that says why.
struct Judgement {
    Verdict verdict = Verdict::undecided;
    std::string reason;
};

/// The claim's verdict from those of its cells, gated by its falsifications: one that was not refuted takes
/// the claim's VERIFIED away ("the check has no power"). A refutation stands on its own evidence and is never
/// hidden.
[[nodiscard]] Judgement judge_claim(std::span<const Verdict> cells, std::span<const Verdict> falsifications);

}  // namespace limitcheck::statistics
