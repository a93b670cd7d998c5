// What a lemma is: a class with a `statement` and a constexpr `prove()`. Proof<Lemma, Result> does not
// compile unless the result is `proved`; both compilers then show the lemma's name, the cell and the bound
// reached.
#pragma once

#include <string_view>

#include "limitcheck/proof/prover.hpp"

namespace limitcheck::proof {

/// The text of a lemma. reduction: the algebra that turns the statement into what the compiler decides; that
/// step is outside the compiler's proof, and is checked at run time.
struct Statement {
    std::string_view name;  ///< theorem/lemma, the identifier in reports
    std::string_view plain;
    std::string_view latex;
    std::string_view domain;
    std::string_view source;
    std::string_view reduction;
};

/// A lemma as reports list it. reduction_gap: the run-time check of the algebra outside the proof, the
/// largest distance over sample points between the statement, computed another way, and what was proved;
/// relative to the terms' size.
struct LemmaRecord {
    Statement statement;
    Result result;
    double (*reduction_gap)();
};

/// What the prover found of a lemma.
template <class Lemma, Result Outcome>
struct Proof {
    static_assert(
        Outcome.verdict != Verdict::disproved,
        "DISPROVED: the lemma is false; Result shows {verdict, cells, point, point, upper bound there}");
    static_assert(Outcome.verdict != Verdict::exhausted,
                  "EXHAUSTED: the prover could not decide; Result shows {verdict, cells, cell, cell, bound}");
    static constexpr Result result = Outcome;
};

/// A lemma to be refused: its instantiation is the attempt to prove it.
template <class Lemma>
struct Refusal {
    static constexpr Result result = Lemma::prove();
    Proof<Lemma, result> proof;
};

/// Proves the lemma now, at compile time, and gives its record, with the run-time check of its reduction.
template <class Lemma>
consteval LemmaRecord proved(double (*reduction_gap)()) {
    constexpr Result outcome = Lemma::prove();
    return {Lemma::statement, Proof<Lemma, outcome>::result, reduction_gap};
}

}  // namespace limitcheck::proof
