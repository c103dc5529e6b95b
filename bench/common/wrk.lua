-- The requests of wrk, and a result that a program can read.
--     wrk … -s wrk.lua URL -- DEPTH PATH…     DEPTH requests are sent at once; paths are taken in turn

local batches, next_batch = {}, 0

function init(arguments)
  local depth = tonumber(arguments[1])
  local paths = {}
  for i = 2, #arguments do paths[#paths + 1] = arguments[i] end
  for first = 1, #paths do
    local batch = {}
    for i = 0, depth - 1 do batch[#batch + 1] = wrk.format('GET', paths[(first + i - 1) % #paths + 1]) end
    batches[first] = table.concat(batch)
  end
end

function request()
  next_batch = next_batch % #batches + 1
  return batches[next_batch]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d\n', summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
