#include "network/shadow_store.hpp"

#include <algorithm>

#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck::network {

namespace detail {

namespace {

/// The two normals of two words, exactly as random::word_law defines them.
void append_pair(ShadowRow& row, std::uint32_t a, std::uint32_t b) {
    const random::WordLaw law = random::word_law(a, b);
    const ShadowReal radius = sqrt(-2 * log(ShadowReal(law.u)));
    const ShadowReal angle = shadow_pi() * law.y / 2;
    ShadowReal sine;
    ShadowReal cosine;
    mpfr_sin_cos(sine.backend().data(), cosine.backend().data(), angle.backend().data(), MPFR_RNDN);
    row.push_back(law.negative_cosine ? -(radius * cosine) : radius * cosine);
    row.push_back(radius * sine);
}

}  // namespace

const ShadowReal& shadow_pi() {
    static const ShadowReal pi = [] {
        ShadowReal value;
        mpfr_const_pi(value.backend().data(), MPFR_RNDN);
        return value;
    }();
    return pi;
}

std::shared_ptr<const ShadowRow> ShadowStore::normals(random::StreamKey key, std::uint64_t sample,
                                                      std::uint32_t layer, std::size_t count) {
    Entry* entry = nullptr;
    {
        const std::lock_guard lock(mutex_);
        auto& place = entries_[{key.value, sample, layer}];
        if (!place) {
            place = std::make_unique<Entry>();
        }
        entry = place.get();
    }
    const std::lock_guard lock(entry->mutex);
    if (entry->row->size() < count) {
        // Whole blocks of four, so that a row can grow from where it ends.
        ShadowRow longer;
        longer.reserve((count + 3) / 4 * 4);
        longer = *entry->row;
        for (auto block = static_cast<std::uint32_t>(longer.size() / 4); longer.size() < count; ++block) {
            const random::PhiloxCounter words = random::words(key, sample, layer, block);
            append_pair(longer, words[0], words[1]);
            append_pair(longer, words[2], words[3]);
        }
        entry->row = std::make_shared<const ShadowRow>(std::move(longer));
    }
    return entry->row;
}

}  // namespace detail

ShadowNoise::ShadowNoise() : store_(std::make_unique<detail::ShadowStore>()) {}
ShadowNoise::~ShadowNoise() = default;

double ShadowNoise::normal(random::StreamKey key, std::uint64_t sample, std::uint32_t layer,
                           std::uint64_t index) {
    return static_cast<double>((*store_->normals(key, sample, layer, index + 1))[index]);
}

}  // namespace limitcheck::network
