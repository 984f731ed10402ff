-- Makes wrk say, in one line that a program reads:   latency P50 P95 P99 REQUESTS WRONG   (microseconds)

done = function(summary, latency)
  local errors = summary.errors
  print(string.format("latency %d %d %d %d %d", latency:percentile(50), latency:percentile(95),
    latency:percentile(99), summary.requests,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
