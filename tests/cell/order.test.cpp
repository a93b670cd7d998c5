#include "limitcheck/cell/order.hpp"

#include <algorithm>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using limitcheck::Error;
using limitcheck::Order;
using limitcheck::Point;

TEST_CASE("every order ends where it should, grows, and its minimum strictly increases") {
    std::vector<Order> orders{Order::width_first(), Order::depth_first(), Order::diagonal(),
                              Order::power(500), Order::power(2000)};
    for (std::uint32_t bits = 1; bits < 200; bits += 7) {
        orders.push_back(Order::staircase(bits * 2654435761U));
    }
    for (const Order& order : orders) {
        for (const Point end :
             {Point{4096, 128}, Point{64, 4096}, Point{1, 1}, Point{1000, 1000}, Point{3, 7}}) {
            const auto points = order.points(end, 3);
            INFO(order.id() << " to n=" << end.width << " L=" << end.depth);
            REQUIRE_FALSE(points.empty());
            CHECK(points.size() <= 3);
            CHECK(points.back() == end);
            for (std::size_t i = 1; i < points.size(); ++i) {
                CHECK(points[i - 1].width <= points[i].width);
                CHECK(points[i - 1].depth <= points[i].depth);
                CHECK(std::min(points[i - 1].width, points[i - 1].depth) <
                      std::min(points[i].width, points[i].depth));
            }
        }
    }
}

TEST_CASE("the named orders hold one side or grow both") {
    CHECK(Order::width_first().points({4096, 64}, 3) ==
          std::vector<Point>{{4096, 4}, {4096, 16}, {4096, 64}});
    CHECK(Order::depth_first().points({64, 4096}, 3) ==
          std::vector<Point>{{4, 4096}, {16, 4096}, {64, 4096}});
    CHECK(Order::diagonal().points({256, 64}, 3) == std::vector<Point>{{16, 4}, {64, 16}, {256, 64}});
    CHECK(Order::power(500).points({4096, 64}, 3) == std::vector<Point>{{256, 16}, {1024, 32}, {4096, 64}});
}

TEST_CASE("ids read back, and what is none is refused") {
    for (const char* id :
         {"width-first", "depth-first", "diagonal", "power:0.5", "power:2", "staircase:9e3779b1"}) {
        CHECK(Order::parse(id).id() == id);
    }
    for (const char* id : {"", "widthfirst", "power:", "power:0", "power:9", "power:0.0001", "power:x",
                           "staircase:", "staircase:123456789", "staircase:xyz"}) {
        CHECK_THROWS_AS(Order::parse(id), Error);
    }
}

TEST_CASE("steps to simpler orders are simpler, and every chain of them ends at the diagonal") {
    CHECK(Order::diagonal().simpler().empty());
    const auto ids = [](const Order& order) {
        std::vector<std::string> all;
        for (const Order& simpler : order.simpler()) {
            all.push_back(simpler.id());
        }
        return all;
    };
    using Ids = std::vector<std::string>;
    CHECK(ids(Order::width_first()) == Ids{"diagonal"});
    CHECK(ids(Order::depth_first()) == Ids{"diagonal", "width-first"});
    CHECK(ids(Order::power(750)) == Ids{"diagonal", "width-first", "depth-first", "power:1", "power:0.5"});
    CHECK(ids(Order::power(3000)) == Ids{"diagonal", "width-first", "depth-first", "power:2"});
    CHECK(ids(Order::power(1000)) == Ids{"diagonal", "width-first", "depth-first"});
    CHECK(ids(Order::staircase(0x12)) == Ids{"diagonal", "width-first", "depth-first", "power:1",
                                             "staircase:0", "staircase:2", "staircase:10"});
    // Whichever step is taken.
    for (std::uint32_t way = 0; way < 50; ++way) {
        for (Order order : {Order::staircase(0x3fffffff), Order::power(7919), Order::power(250)}) {
            std::size_t steps = 0;
            for (auto next = order.simpler(); !next.empty(); next = order.simpler()) {
                order = next[(way * 2654435761U >> 7) % next.size()];
                REQUIRE(++steps < 3000);
            }
            CHECK(order == Order::diagonal());
        }
    }
}
