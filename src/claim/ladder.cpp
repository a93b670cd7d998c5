#include "limitcheck/claim/ladder.hpp"

#include "limitcheck/cell/error.hpp"

namespace limitcheck {

std::vector<std::string> ladder_effects(const std::string& least) {
    std::vector<std::string> effects;
    for (int zeros = 0; zeros < 6; ++zeros) {
        for (const char digit : {'5', '2', '1'}) {
            if (zeros == 0 && digit == '5') {
                continue;  // half the truth is no small effect
            }
            effects.push_back("0." + std::string(static_cast<std::size_t>(zeros), '0') + digit);
            if (effects.back() == least) {
                return effects;
            }
        }
    }
    require(false, "ladder_effects: the least effect is 1, 2 or 5 times a power of ten from 0.2 to 0.000001");
    return {};
}

}  // namespace limitcheck
