// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/app/film_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "player/app/process_usage.h"

namespace mallette::app {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

Json to_json(const std::vector<double>& figures) {
  const Percentiles p = percentiles(figures);
  return {{"n", p.n}, {"p50", rounded(p.p50)}, {"p95", rounded(p.p95)}, {"p99", rounded(p.p99)}, {"max", rounded(p.max)}};
}

Json to_json(const std::optional<HeadphonesRecord>& headphones) {
  if (!headphones) return nullptr;
  return {{"output", headphones->output},
          {"drift_ppm", rounded(headphones->drift_ppm)},
          {"most_apart_ms", rounded(headphones->most_apart_ms)},
          {"jumps", headphones->jumps},
          {"underruns", headphones->underruns}};
}

Json or_null(const std::optional<double>& value) { return value ? Json(rounded(*value)) : Json(nullptr); }

}  // namespace

Percentiles percentiles(std::vector<double> figures) {
  if (figures.empty()) return {};
  std::ranges::sort(figures);
  const auto at = [&](double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(figures.size())));
    return figures[std::clamp<std::size_t>(rank, 1, figures.size()) - 1];
  };
  return {figures.size(), at(0.50), at(0.95), at(0.99), figures.back()};
}

std::string to_json(const FilmReport& report) {
  const ProcessUsage usage = process_usage();
  Json seeks = Json::array();
  for (const SeekRecord& seek : report.seeks) {
    seeks.push_back({{"target_ms", rounded(seek.target_ms)}, {"landed_ms", rounded(seek.landed_ms)}, {"took_ms", rounded(seek.took_ms)}});
  }
  Json errors = Json::array();
  for (const Error& error : report.errors) {
    errors.push_back({{"code", code_name(error.code)}, {"subject", error.subject}, {"text", to_log_line(error)}});
  }
  const Json json = {
      {"open_ms", or_null(report.open_ms)},
      {"first_frame_ms", or_null(report.first_frame_ms)},
      {"film",
       {{"frames_due", report.frames_due},
        {"shown", report.frames_shown},
        {"dropped", report.frames_dropped},
        {"av_offset_ms", to_json(report.film_lateness_ms)}}},
      {"sign",
       {{"shown", report.sign_shown}, {"dropped", report.sign_dropped}, {"offset_ms", to_json(report.sign_lateness_ms)}}},
      {"captions", {{"cues", report.cues_shown}, {"onset_error_ms", to_json(report.cue_lateness_ms)}}},
      {"description", {{"waits", report.description_waits}}},
      {"seeks", seeks},
      {"sound", {{"output", report.sound}, {"underruns", report.sound_underruns}, {"headphones", to_json(report.headphones)}}},
      {"renderer", report.renderer},
      {"speed", report.speed},
      {"ended_at_ms", or_null(report.ended_at_ms)},
      {"cpu_s", rounded(usage.cpu_s)},
      {"peak_rss_kib", usage.peak_memory_kib},
      {"errors", errors}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace mallette::app
