// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace mallette;
using app::percentiles;

TEST_CASE("percentiles are figures that occurred, by nearest rank") {
  std::vector<double> figures;
  for (int i = 100; i >= 1; --i) figures.push_back(i);
  const auto p = percentiles(figures);
  CHECK(p.n == 100);
  CHECK(p.p50 == 50);
  CHECK(p.p95 == 95);
  CHECK(p.p99 == 99);
  CHECK(p.max == 100);
  CHECK(percentiles({7}).p50 == 7);
  CHECK(percentiles({}).n == 0);
}

TEST_CASE("a report has every field, and null where nothing was measured") {
  app::FilmReport report;
  report.errors.push_back({.code = ErrorCode::kMediaDamaged, .subject = "a\xFF.mp4"});
  const auto json = nlohmann::json::parse(to_json(report));
  for (const char* field : {"open_ms", "first_frame_ms", "film", "sign", "captions", "seeks", "cpu_s", "peak_rss_kib", "errors"}) {
    CHECK(json.contains(field));
  }
  CHECK(json["open_ms"].is_null());
  CHECK(json["film"]["av_offset_ms"]["n"] == 0);
  CHECK(json["errors"][0]["code"] == "media-damaged");
  CHECK(json["cpu_s"].get<double>() > 0);
}
