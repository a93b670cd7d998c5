// What the results of a run's cells depend on. Claims are code, so that the code itself is part of it: the
// program's and that of every library it has loaded.
#include <fmt/format.h>
#include <link.h>

#include <cstddef>
#include <string_view>

#include "limitcheck/cell/hash.hpp"
#include "limitcheck/run/journal.hpp"

namespace limitcheck::run {
namespace {

/// Adds the parts of one loaded object that nobody writes to: its code, its constants, and where the linker
/// wrote one its build id, which stands for all the rest. They are the same wherever it was loaded.
int add_object(dl_phdr_info* object, std::size_t, void* state) {
    // The kernel's own object only reads clocks, and changes with the kernel.
    if (std::string_view(object->dlpi_name).starts_with("linux-vdso")) {
        return 0;
    }
    auto& hash = *static_cast<std::uint64_t*>(state);
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = object->dlpi_phdr[i];
        if (part.p_type == PT_LOAD && (part.p_flags & PF_R) != 0 && (part.p_flags & PF_W) == 0) {
            // NOLINTNEXTLINE(performance-no-int-to-ptr): addresses are how ELF names its parts
            const auto* first = reinterpret_cast<const char*>(object->dlpi_addr + part.p_vaddr);
            hash = hash_bytes(std::string_view(first, part.p_filesz), hash);
        }
    }
    return 0;
}

/// What of the processor the C library's functions choose their code by.
std::string instructions() {
#if defined(__x86_64__) || defined(__i386__)
    return fmt::format("{}{}", __builtin_cpu_supports("avx2") ? "avx2 " : "",
                       __builtin_cpu_supports("fma") ? "fma" : "no fma");
#else
    return "of the architecture";
#endif
}

/// A hash of the code that runs.
std::string code_hash() {
    std::uint64_t hash = hash_number(0);
    ::dl_iterate_phdr(add_object, &hash);
    return fmt::format("{:016x}", hash);
}

}  // namespace

JournalIdentity journal_identity(const RunOptions& options, std::string_view version) {
    const auto of_data = [&](std::string DataSet::*member) {
        const std::string value = options.data != nullptr ? options.data->*member : std::string();
        return value.empty() ? std::string("none") : value;
    };
    return {
        {"version", std::string(version)},
        {"the program's code", code_hash()},
        {"the processor's instructions", instructions()},
        {"stream version", fmt::format("{}", SuiteResult{}.stream_version)},
        {"--seed", fmt::format("{}", options.seed)},
        {"--profile", options.profile.name},
        {"cells a claim", fmt::format("{}", options.profile.cells)},
        {"--attempt", fmt::format("{}", options.attempt)},
        {"--budget", fmt::format("{}", options.budget.value_or(options.profile.normals_a_cell))},
        {"SHA-256 of --inputs", of_data(&DataSet::sha256)},
        {"selection of --inputs", of_data(&DataSet::selection)},
        {"SHA-256 of --pairs", of_data(&DataSet::pairs_sha256)},
    };
}

}  // namespace limitcheck::run
