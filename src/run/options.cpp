#include "limitcheck/run/options.hpp"

#include <fmt/format.h>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"

namespace limitcheck::run {

Profile profile_named(const std::string& name) {
    if (name == "quick") {
        return {name, 40, 4e9};
    }
    if (name == "standard") {
        return {name, 300, 3.2e10};
    }
    if (name == "deep") {
        return {name, 1000, 2.56e11};
    }
    const std::string near = nearest(name, profile_names());
    throw Error(fmt::format("unknown profile '{}'{}; give quick, standard or deep", name,
                            near.empty() ? "" : ": did you mean " + near + "?"));
}

const std::vector<std::string>& profile_names() {
    static const std::vector<std::string> names{"quick", "standard", "deep"};
    return names;
}

}  // namespace limitcheck::run
